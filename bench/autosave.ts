// SPDX-License-Identifier: Apache-2.0
// How long one answer takes to be saved over HTTP while 20 people write, and whether anything is lost when 130 save at once. Beside it the same
// requests to an empty SvelteKit endpoint by the same clients. SECONDS (15) a part, WRITERS (20), PEOPLE (130), PAUSE_MS (1000); ON=pglite|postgresql.
import type { Answers } from '#forms/form.ts';
import { canonical } from '#forms/comparison.ts';
import { begin } from '#records/server/begin.ts';
import { draftsOf } from '#records/server/records.ts';
import { information, type } from './ground/answers.ts';
import { type Line, line } from './ground/browser.ts';
import { startEmptyPage } from './ground/empty-page.ts';
import { percentile } from './ground/figures.ts';
import { fine, type Home, homes, type Member, members, openInside, parties, startPlatform } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const settings = {
	seconds: wanted('SECONDS', 15),
	writers: wanted('WRITERS', 20),
	people: wanted('PEOPLE', 130),
	pauseMs: wanted('PAUSE_MS', 1000),
	rounds: wanted('ROUNDS', 5)
};
const colleagues = 5;
const figures: Figure[] = [];
let lost = 0;

/** One draft as one person has it open. */
interface Desk {
	line: Line;
	path: string;
	version: number;
}

const text = (mark: string) => ({
	en: `The abstract as it stands when ${mark} has typed on. `.repeat(6),
	fr: `Le résumé tel que ${mark} l’a laissé. `.repeat(6)
});

/** Saves one answer; anything but 200 is a fault of the measurement. */
async function save(desk: Desk, answers: Answers): Promise<void> {
	const answer = await desk.line.patch(desk.path, { version: desk.version, answers });
	if (answer.status !== 200) throw new Error(`${desk.path}: status ${answer.status} ${answer.text.slice(0, 300)}`);
	desk.version = (JSON.parse(answer.text) as { version: number }).version;
}

/**
 * Milliseconds of every save. With a pause, each writer saves at fixed moments, spread over the pause, and time is counted from the moment at which
 * the save was due: a server that falls behind is not spared. Without one, each saves again as soon as it has its answer.
 */
async function writing(desks: Desk[], seconds: number, pause: number | null): Promise<number[]> {
	const began = performance.now();
	const until = began + seconds * 1000;
	const times: number[] = [];
	await Promise.all(
		desks.map(async (desk, index) => {
			for (let turn = 0; ; turn += 1) {
				const due = pause === null ? performance.now() : began + (index / desks.length + turn) * pause;
				if (due >= until) return;
				const early = due - performance.now();
				if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
				const from = pause === null ? due : Math.max(due, began);
				await save(desk, { abstract: text(`${index} ${turn}`) });
				times.push(performance.now() - from);
			}
		})
	);
	return times;
}

interface Prepared {
	writers: { member: Member; record: string }[];
	own: { member: Member; record: string }[];
	shared: { member: Member; record: string }[];
}

/** Everybody with a draft of their own, and groups of colleagues of one Party over one draft. */
async function prepare(home: Home): Promise<Prepared> {
	const inside = await openInside(home);
	const groups = Math.ceil(settings.people / colleagues);
	const owners = await parties(inside, settings.people);
	const made = await members(inside, [
		...owners.map(({ key }) => ({ role: 'focal-point', party: key }) as const),
		...owners
			.slice(0, groups)
			.flatMap(({ key }) => Array.from({ length: colleagues - 1 }, () => ({ role: 'party-contributor', party: key }) as const))
	]);
	const focal = made.slice(0, owners.length);
	const draft = async (index: number): Promise<string> => {
		const owner = owners[index] as { key: string; code: string };
		const doing = await inside.doing((focal[index] as Member).person);
		const beginning = { type, ownerKind: 'party', owner: owner.key, ownerCode: owner.code, answers: information(owner.key) } as const;
		return fine(await inside.platform.database.write((db) => begin(db, doing, beginning))).id;
	};
	const prepared: Prepared = { writers: [], own: [], shared: [] };
	for (const [index, member] of focal.entries()) {
		if (index < settings.writers) prepared.writers.push({ member, record: await draft(index) });
		prepared.own.push({ member, record: await draft(index) });
	}
	for (let group = 0; group < groups; group += 1) {
		const record = await draft(group);
		const others = made.slice(owners.length + group * (colleagues - 1), owners.length + (group + 1) * (colleagues - 1));
		for (const member of [focal[group] as Member, ...others]) prepared.shared.push({ member, record });
	}
	await inside.platform.close();
	return prepared;
}

async function measure(home: Home, empty: string): Promise<void> {
	const prepared = await prepare(home);
	const platform = await startPlatform(home);
	await platform.idle();
	const desks = (drafts: { member: Member; record: string }[]): Desk[] =>
		drafts.map(({ member, record }) => ({ line: line(platform.origin, member.cookie), path: `/en/work/records/${record}/edit/answers`, version: 0 }));
	const nothing = prepared.writers.map(({ member }) => ({ line: line(empty, member.cookie), path: '/answers', version: 0 }));
	const writers = desks(prepared.writers);
	await writing(writers, 2, null);
	await writing(nothing, 2, null);
	for (const [what, pause] of [
		[`autosave, ${settings.writers} writers, one answer each every ${settings.pauseMs} ms`, settings.pauseMs],
		[`autosave, ${settings.writers} writers, each again at once`, null]
	] as const) {
		const bare = await writing(nothing, settings.seconds / 3, pause);
		const times = await writing(writers, settings.seconds, pause);
		figures.push({
			what,
			of: home.name,
			value: percentile(times, 99),
			unit: 'ms (p99)',
			baseline: { what: 'empty SvelteKit endpoint (p99)', value: percentile(bare, 99) },
			...(pause === null ? {} : { target: { on: 'value', most: 50 } as const }),
			more: {
				p50: percentile(times, 50),
				p95: percentile(times, 95),
				saves: times.length,
				'saves/s': times.length / settings.seconds,
				'p50 of the empty endpoint': percentile(bare, 50)
			}
		});
	}
	const alone = desks(prepared.own);
	const together = desks(prepared.shared);
	const told = [await atOnce(alone, 'own'), await atOnce(together, 'shared')];
	for (const desk of [...writers, ...nothing, ...alone, ...together]) desk.line.close();
	await platform.stop();
	const missing = await compare(
		home,
		[prepared.own, prepared.shared],
		told.map(({ acknowledged }) => acknowledged)
	);
	for (const [index, what] of ['each with a draft of their own', `${colleagues} colleagues to a draft, of the same answer as well`].entries()) {
		const { acknowledged, milliseconds } = told[index] as AtOnce;
		figures.push({
			what: `acknowledged answers lost, ${settings.people} people at once, ${what}`,
			of: home.name,
			value: missing[index] as number,
			unit: 'answers',
			target: { on: 'value', most: 0 },
			more: { acknowledged: acknowledged.length, 'seconds until all were saved': milliseconds / 1000 }
		});
		lost += missing[index] as number;
	}
}

interface Acknowledged {
	person: number;
	question: string;
	value: unknown;
}

interface AtOnce {
	acknowledged: Acknowledged[];
	milliseconds: number;
}

/**
 * Everybody saves at the same moment, several times over. With a draft of one's own the same answers are typed anew each time; over a shared draft
 * each has an answer alone for the first rounds, and in the last one all type into the same.
 */
async function atOnce(desks: Desk[], kind: 'own' | 'shared'): Promise<AtOnce> {
	const began = performance.now();
	const acknowledged: Acknowledged[] = [];
	const questions = ['licence', 'links', 'title', 'contact', 'abstract'];
	await Promise.all(
		desks.map(async (desk, person) => {
			for (let round = 0; round < settings.rounds; round += 1) {
				const mark = `${person}-${round}`;
				const last = round === settings.rounds - 1;
				const question = kind === 'own' ? (['licence', 'title'][round % 2] as string) : last ? 'title' : (questions[person % colleagues] as string);
				const values: Answers = {
					licence: `Licence ${mark}`,
					links: [`https://example.org/${mark}`],
					title: { en: `Title ${mark}` },
					contact: { name: `Person ${mark}` },
					abstract: { en: `Abstract ${mark}` }
				};
				const value = values[question] ?? '';
				await save(desk, { [question]: value });
				acknowledged.push({ person, question, value });
			}
		})
	);
	return { acknowledged, milliseconds: performance.now() - began };
}

/**
 * How many acknowledged answers are nowhere. On a draft of one's own the last answer to each question must be in the draft, and those that were typed
 * over in its history. On a shared draft an answer stands in the draft, waits in it as one side of a clash, or is in the history, where a colleague
 * who had seen it typed over it.
 */
async function compare(home: Home, drafts: { member: Member; record: string }[][], told: Acknowledged[][]): Promise<number[]> {
	const database = await home.open();
	const missing: number[] = [];
	for (const [index, group] of drafts.entries()) {
		const records = [...new Set(group.map(({ record }) => record))];
		const acknowledged = told[index] ?? [];
		const held = await draftsOf(database.read, records);
		const changes = await database.read
			.selectFrom('records.answer_changes')
			.select(['record_id', 'question', 'value'])
			.where('record_id', 'in', records)
			.execute();
		const key = (record: string, question: string, value: unknown) => [record, question, canonical(value as never)].join(' ');
		const history = new Set(changes.map((row) => key(row.record_id, row.question, row.value)));
		const last = new Set(new Map(acknowledged.map((each) => [`${each.person} ${each.question}`, each])).values());
		const stands = (each: Acknowledged): boolean => {
			const record = group[each.person]?.record ?? '';
			const draft = held.get(record);
			const same = (value: unknown) => canonical(value as never) === canonical(each.value as never);
			if (draft && same(draft.answers[each.question] ?? null)) return true;
			if (drafts[index] === drafts[0] && last.has(each)) return false;
			return (
				history.has(key(record, each.question, each.value)) ||
				(draft?.clashes.some((clash) => clash.question === each.question && same(clash.value)) ?? false)
			);
		};
		missing.push(acknowledged.filter((each) => !stands(each)).length);
	}
	await database.close();
	return missing;
}

const empty = await startEmptyPage();
for (const home of homes()) {
	const each = await home();
	await measure(each, empty.origin);
	await each.close();
}
await empty.stop();
report({ name: 'autosave', question: 'How long does saving one answer take, and is anything lost when many save at once?', settings }, figures);
process.exitCode = lost ? 1 : 0;
