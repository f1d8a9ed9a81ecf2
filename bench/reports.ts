// SPDX-License-Identifier: Apache-2.0
// National reports as officials work on them: how long a section of a full report takes to open, one answer to be saved while all Parties write at the
// same time, and the whole report to be checked, with all that is looked up around it. PEOPLE (130), SECONDS (20), PAUSE_MS (1000), WARM_SECONDS (10), LINES (6) a table,
// LETTERS (800) a text; ON=pglite|postgresql.
import type { Answers } from '#forms/form.ts';
import { judge } from '#records/server/judge.ts';
import { findRecord, draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { schemesOf } from '#records/schemes.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { examineReport } from '#reporting/server/examine.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { type Line, line } from './ground/browser.ts';
import { startEmptyPage } from './ground/empty-page.ts';
import { percentile } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { fine, type Home, homes, type Member, members, openInside, startPlatform } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const settings = {
	people: wanted('PEOPLE', 130),
	seconds: wanted('SECONDS', 20),
	pauseMs: wanted('PAUSE_MS', 1000),
	/** Before it is counted: drafts and code that nobody has used yet are slow once, and are not what a day of saving is made of. */
	warmSeconds: wanted('WARM_SECONDS', 10),
	lines: wanted('LINES', 6),
	letters: wanted('LETTERS', 800)
};
const cycle = '2021-2024';
const figures: Figure[] = [];

interface Prepared {
	desks: { member: Member; record: string }[];
	sections: string[];
}

/** Every Party with a whole report in draft, and the time that it takes to check one with all that is around it. */
async function prepare(home: Home): Promise<Prepared> {
	const inside = await openInside(home);
	const { convention, definitions } = await inside.world();
	const form = definitions.form('art21-full');
	if (!form) throw new Error('there is no form of the full report');
	const { database } = inside.platform;
	const [opener] = await members(inside, [{ role: 'publisher' }]);
	const opening = await inside.doing((opener as Member).person);
	fine(await database.write((db) => openCycle(db, opening, cycle)));
	const bound = (await database.fresh.selectFrom('reporting.bound').select('party').orderBy('party').execute()).map(({ party }) => party);
	const owners = bound.slice(0, settings.people);
	const made = await members(
		inside,
		owners.map((party) => ({ role: 'focal-point', party }) as const)
	);
	const desks: Prepared['desks'] = [];
	const schemes = schemesOf(form, convention);
	for (const [index, party] of owners.entries()) {
		const member = made[index] as Member;
		const doing = await inside.doing(member.person);
		const begun = fine(await database.write((db) => beginReport(db, doing, { cycle, party })));
		const answers: Answers = { ...fullAnswers(form, schemes, { language: 'en', lines: settings.lines, letters: settings.letters, variant: index }) };
		fine(await database.write((db) => saveAnswers(db, doing, { record: begun.id, version: 0, answers })));
		desks.push({ member, record: begun.id });
	}
	const times: number[] = [];
	for (const { record } of [...desks.slice(0, 10), ...desks]) {
		const [envelope, draft] = await Promise.all([findRecord(database.fresh, record), draftOf(database.fresh, record)]);
		if (!envelope || !draft) throw new Error(`${record} is not there`);
		const began = performance.now();
		await judge(database.read, { definitions, convention, examine: examineReport }, envelope, draft, new Date());
		times.push(performance.now() - began);
	}
	const measured = times.slice(10);
	figures.push({
		what: 'check of a whole report, form and surroundings',
		of: home.name,
		value: percentile(measured, 95),
		unit: 'ms (p95)',
		target: { on: 'value', most: 50 },
		more: { p50: percentile(measured, 50), p99: percentile(measured, 99), reports: measured.length }
	});
	await inside.platform.close();
	return { desks, sections: form.sections.map(({ id }) => id).filter((id) => id !== 'explanations') };
}

async function measure(home: Home, empty: string): Promise<void> {
	const { desks, sections } = await prepare(home);
	const platform = await startPlatform(home);
	await platform.idle();
	const lines = desks.map(({ member, record }) => ({ line: line(platform.origin, member.cookie), record, version: 1 }));
	const first = lines[0] as (typeof lines)[number];

	const opened: number[] = [];
	for (let round = 0; round < 6; round += 1)
		for (const section of sections) {
			const began = performance.now();
			const page = await first.line.get(`/en/work/records/${first.record}/edit/${section}`);
			if (page.status !== 200) throw new Error(`${section}: status ${page.status}`);
			if (round > 0) opened.push(performance.now() - began);
		}
	figures.push({
		what: 'a section of a full report opened, one person at a time',
		of: home.name,
		value: percentile(opened, 95),
		unit: 'ms (p95)',
		target: { on: 'value', most: 100 },
		more: { p50: percentile(opened, 50), longest: Math.max(...opened), pages: opened.length }
	});

	const bare = desks.map(({ member }) => line(empty, member.cookie));
	const nothing = await writing(bare.map((each) => (turn) => each.patch('/answers', { version: turn, answers: { 'c-1': text(turn) } })));
	const saves = await writing(
		lines.map((each) => async (turn) => {
			const answer = await each.line.patch(`/en/work/records/${each.record}/edit/answers`, {
				version: each.version,
				answers: { [`e-${3 + (turn % 20)}`]: text(turn) }
			});
			if (answer.status === 200) each.version = (JSON.parse(answer.text) as { version: number }).version;
			return answer;
		})
	);
	figures.push({
		what: `one answer saved while ${desks.length} Parties write, one answer each every ${settings.pauseMs} ms`,
		of: home.name,
		value: percentile(saves, 99),
		unit: 'ms (p99)',
		baseline: { what: 'empty SvelteKit endpoint (p99)', value: percentile(nothing, 99) },
		target: { on: 'value', most: 50 },
		more: { p50: percentile(saves, 50), p95: percentile(saves, 95), saves: saves.length, 'saves/s': saves.length / settings.seconds }
	});
	for (const each of [...lines.map(({ line: one }) => one), ...bare]) each.close();
	await platform.stop();
}

const text = (turn: number): string => `What was written in turn ${turn}. `.repeat(12);

type Answer = Awaited<ReturnType<Line['patch']>>;

/** Milliseconds of every save, from the moment at which it was due: a server that falls behind is not spared. */
async function writing(writers: ((turn: number) => Promise<Answer>)[]): Promise<number[]> {
	const began = performance.now();
	const counted = began + settings.warmSeconds * 1000;
	const until = counted + settings.seconds * 1000;
	const times: number[] = [];
	await Promise.all(
		writers.map(async (save, index) => {
			for (let turn = 0; ; turn += 1) {
				const due = began + (index / writers.length + turn) * settings.pauseMs;
				if (due >= until) return;
				const early = due - performance.now();
				if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
				const answer = await save(turn);
				if (answer.status !== 200) throw new Error(`status ${answer.status} ${answer.text.slice(0, 300)}`);
				if (due >= counted) times.push(performance.now() - due);
			}
		})
	);
	return times;
}

const empty = await startEmptyPage();
for (const home of homes()) {
	const each = await home();
	await measure(each, empty.origin);
	await each.close();
}
await empty.stop();
report({ name: 'reports', question: 'How long do opening, saving and checking of a national report take?', settings }, figures);
