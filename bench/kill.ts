// SPDX-License-Identifier: Apache-2.0
// kill -9 while people write: RUNS (100) times the platform is started, written to over HTTP, and killed at a random moment. What was acknowledged is
// kept in a log on the side of the clients, and compared with the database: nothing of it is lost, and no submission is there by half.
// ON=pglite|postgresql, WRITERS (6), CHECK_EVERY (10) runs; SEED repeats the moments of another run.
import { sql } from 'kysely';
import { canonical } from '#forms/comparison.ts';
import type { Answers } from '#forms/form.ts';
import type { Database } from '#platform/server/database.ts';
import { brokenSeals } from '#records/server/revisions.ts';
import { reactions } from '#worker/reactions.ts';
import { chanceFrom } from '../test/ground/chance.ts';
import { information, type } from './ground/answers.ts';
import { type Line, line } from './ground/browser.ts';
import { type Home, homes, type Member, members, openInside, parties, startPlatform } from './ground/platform.ts';
import { median } from './ground/figures.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const settings = {
	runs: wanted('RUNS', 100),
	writers: wanted('WRITERS', 6),
	checkEvery: wanted('CHECK_EVERY', 10),
	seed: wanted('SEED', 1 + Math.floor(Math.random() * 1e9))
};
const figures: Figure[] = [];
const notes: string[] = [];
let faults = 0;

/** What a client was told is done. A record is never written to in a later run, so that every check covers all runs before it. */
interface Acknowledged {
	run: number;
	record: string;
	did: 'begin' | 'save' | 'submit';
	answers?: Answers;
}

interface Writer {
	member: Member;
	owner: { key: string; code: string };
}

let serial = 0;
const saves = 3;

/** A form in parts, as somebody fills it in: some answers to each save. */
const parts = (answers: Answers): Answers[] =>
	Array.from({ length: saves }, (_, part) => Object.fromEntries(Object.entries(answers).filter((_, index) => index % saves === part)));

/** Begins, saves part by part and submits, again and again, until the line breaks. Only a whole answer counts as an acknowledgement. */
async function write(there: Line, { owner }: Writer, run: number, log: Acknowledged[]): Promise<void> {
	for (;;) {
		const begun = await there.post('/en/work/new', { type, ownerKind: 'party', owner: owner.key });
		const record = /\/work\/records\/([^/]+)\/edit/.exec(String(begun.headers.location))?.[1];
		if (begun.status !== 303 || !record) throw new Unexpected('begin', begun.status, begun.text);
		log.push({ run, record, did: 'begin' });
		let version = 0;
		for (const answers of parts(information(`${run}-${(serial += 1)}`))) {
			const saved = await there.patch(`/en/work/records/${record}/edit/answers`, { version, answers });
			if (saved.status !== 200) throw new Unexpected('save', saved.status, saved.text);
			version = (JSON.parse(saved.text) as { version: number }).version;
			log.push({ run, record, did: 'save', answers });
		}
		const submitted = await there.post(`/en/work/records/${record}/submit`, {});
		if (submitted.status !== 303) throw new Unexpected('submit', submitted.status, submitted.text);
		log.push({ run, record, did: 'submit' });
	}
}

/** An answer that is neither an acknowledgement nor a broken line. */
class Unexpected extends Error {
	constructor(did: string, status: number, text: string) {
		super(`${did}: status ${status} ${text.slice(0, 300)}`);
	}
}

/** All that is wrong, as sentences. Everything is looked at: every acknowledgement so far, and every record, acknowledged or not. */
async function faultsIn(database: Database, log: Acknowledged[]): Promise<string[]> {
	const found: string[] = [];
	const db = database.read;
	const records = new Map((await db.selectFrom('records.records').select(['id', 'stage', 'state']).execute()).map((row) => [row.id, row]));
	const revisions = await db.selectFrom('records.revisions').select(['record_id', 'number', 'answers']).execute();
	const moves = await db.selectFrom('records.moves').select(['record_id', 'move', 'to_stage', 'to_state', 'revision']).orderBy('seq').execute();
	const events = await db.selectFrom('records.events').select(['seq', 'record_id', 'event', 'revision']).execute();
	const changes = await db.selectFrom('records.answer_changes').select(['record_id', 'version', 'question', 'value']).orderBy('version').execute();
	const drafts = new Map(
		(await db.selectFrom('records.whole_drafts').select(['record_id', 'version', 'answers']).execute()).map((row) => [row.record_id, row])
	);
	const jobs = new Set(
		(await sql<{ seq: number }>`select (data ->> 'seq')::int as seq from pgboss.job where name = 'event'`.execute(database.kysely)).rows.map(
			(row) => row.seq
		)
	);
	const same = (one: unknown, other: unknown) => canonical((one ?? null) as never) === canonical((other ?? null) as never);
	const saved = Map.groupBy(changes, (row) => row.record_id);
	const movesOf = Map.groupBy(moves, (row) => row.record_id);
	const eventsOf = Map.groupBy(events, (row) => row.record_id);
	const revisionsOf = Map.groupBy(revisions, (row) => row.record_id);

	for (const each of log) {
		const where = `run ${each.run}, ${each.record}`;
		if (!records.has(each.record)) found.push(`lost: ${where}: the record`);
		if (each.did === 'submit' && !revisionsOf.has(each.record)) found.push(`lost: ${where}: the submission`);
		for (const [question, value] of Object.entries(each.answers ?? {})) {
			if (!saved.get(each.record)?.some((row) => row.question === question && same(row.value, value)))
				found.push(`lost: ${where}: the history of ${question}`);
			if (!same((drafts.get(each.record)?.answers as Answers | undefined)?.[question], value))
				found.push(`lost: ${where}: the answer to ${question}`);
		}
	}
	for (const [id, record] of records) {
		const numbers = (revisionsOf.get(id) ?? []).map((row) => row.number);
		const submits = (movesOf.get(id) ?? []).filter((row) => row.move === 'submit').map((row) => row.revision);
		const told = (eventsOf.get(id) ?? []).filter((row) => row.event === 'submitted').map((row) => row.revision);
		if (!same(numbers, submits)) found.push(`half: ${id}: revisions ${numbers.join()} but moves of revisions ${submits.join()}`);
		if (!same(numbers, told)) found.push(`half: ${id}: revisions ${numbers.join()} but events of revisions ${told.join()}`);
		const last = movesOf.get(id)?.at(-1);
		if (last?.to_stage !== record.stage || last.to_state !== record.state)
			found.push(`half: ${id}: stands at ${record.stage} ${record.state}, its last move led to ${last?.to_stage} ${last?.to_state}`);
		if ((movesOf.get(id)?.length ?? 0) !== (eventsOf.get(id)?.length ?? 0))
			found.push(`half: ${id}: ${movesOf.get(id)?.length} moves, ${eventsOf.get(id)?.length} events`);
		const draft = drafts.get(id);
		const newest = saved.get(id)?.at(-1)?.version ?? 0;
		if (!draft) found.push(`half: ${id}: no draft`);
		else if (draft.version !== newest) found.push(`half: ${id}: draft of version ${draft.version}, history up to ${newest}`);
		if (numbers.length && (await brokenSeals(db, id)).length) found.push(`half: ${id}: a broken seal`);
	}
	// What nothing follows from, such as a beginning, is not queued.
	for (const event of events)
		if (reactions[event.event] && !jobs.has(event.seq)) found.push(`half: ${event.record_id}: the event ${event.event} has no job`);
	return found;
}

async function measure(home: Home): Promise<void> {
	const inside = await openInside(home);
	const owners = await parties(inside, settings.writers);
	const made = await members(
		inside,
		owners.map(({ key }) => ({ role: 'focal-point', party: key }))
	);
	await inside.platform.close();
	const writers = owners.map((owner, index) => ({ owner, member: made[index] as Member }));
	const random = chanceFrom(settings.seed);
	const log: Acknowledged[] = [];
	const starts: number[] = [];
	let found: string[] = [];
	let cutOff = 0;
	let ended = 0;
	for (let run = 1; run <= settings.runs && found.length === 0; run += 1) {
		const platform = await startPlatform(home, { env: { LOG_LEVEL: 'warn' } });
		if (run > 1) starts.push(platform.startedIn / 1000);
		const lines = writers.map(({ member }) => line(platform.origin, member.cookie));
		const before = log.length;
		const writing = writers.map((writer, index) => write(lines[index] as Line, writer, run, log));
		let broken = false;
		const outcomes = Promise.allSettled(writing).finally(() => (broken = true));
		// At any moment after somebody was told that something is done; every second time after somebody was told that a submission is.
		const enough = random() < 0.5 ? 'begin' : 'submit';
		while (!log.slice(before).some((each) => each.did === enough) && !broken) await pause(5);
		await pause(random() * 1000);
		await platform.kill();
		for (const outcome of await outcomes) {
			if (outcome.status === 'rejected' && outcome.reason instanceof Unexpected) throw new Error(`${outcome.reason.message}\n${platform.said()}`);
			cutOff += 1;
		}
		for (const each of lines) each.close();
		ended = run;
		if (run % settings.checkEvery === 0 || run === settings.runs) {
			const database = await home.open();
			found = await faultsIn(database, log);
			await database.close();
			console.log(`${home.name}: ${run} runs, ${log.length} acknowledged writes, ${found.length} faults`);
		}
	}
	notes.push(...found.slice(0, 20).map((each) => `${home.name}: ${each}`));
	faults += found.length;
	const count = (did: Acknowledged['did']) => log.filter((each) => each.did === did).length;
	figures.push({
		what: 'acknowledged writes lost',
		of: home.name,
		value: found.filter((each) => each.startsWith('lost')).length,
		unit: 'writes',
		target: { on: 'value', most: 0 },
		more: {
			kills: ended,
			acknowledged: log.length,
			begun: count('begin'),
			saved: count('save'),
			submitted: count('submit'),
			'writers cut off': cutOff
		}
	});
	figures.push({
		what: 'half submissions',
		of: home.name,
		value: found.filter((each) => each.startsWith('half')).length,
		unit: 'faults',
		target: { on: 'value', most: 0 }
	});
	if (starts.length)
		figures.push({ what: 'start after a kill, median', of: home.name, value: median(starts), unit: 's', more: { longest: Math.max(...starts) } });
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

for (const home of homes()) {
	const each = await home();
	await measure(each);
	await each.close();
}
report({ name: 'kill', question: 'Is anything lost, or there by half, after kill -9 in the midst of writing?', settings, notes }, figures);
process.exitCode = faults ? 1 : 0;
