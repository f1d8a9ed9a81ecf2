// SPDX-License-Identifier: Apache-2.0
// The invented reports as answers: complete and without error, varied, consistent with one another. That they are filed and shown is told in
// demonstration.test.ts.
import { describe, expect, it } from 'vitest';
import { filesIn } from '#catalogue/entry.ts';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { check } from '#forms/check.ts';
import { allQuestions, type Form, type Json, type Question } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { definitionsFrom } from '#records/definitions.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { explanationsIn } from '#reporting/checks.ts';
import { boundBy, type Cycle } from '#reporting/cycle.ts';
import { ownTypes } from '#reporting/server/around.ts';
import type { Told as Published } from '#reporting/report.ts';
import { exportsIn, importsIn } from '#reporting/trade.ts';
import { languages } from '#text/languages.ts';
import { diceFor } from './chance.ts';
import { readTold } from './content.ts';
import { readReportTexts } from './report-texts.ts';
import { filed, type Inventing, type InventedReport, inventReports, isPublished, knownBy, lateness } from './reports.ts';
import { filedBefore, filedShort, toFile } from './situations.ts';

const convention = conventionOf(await readSeeds());
const seeded = await readSeededDefinitions();
const definitions = definitionsFrom(seeded.map(({ definition, earlier }) => ({ ...definition, current: !earlier })));
const told = await readTold();
const texts = await readReportTexts();

/** The published stories, by their names. */
const published = told.records.flatMap(({ key, type, owner, answers, story }): Published[] => {
	const on = story.findLast(({ act }) => act === 'publish')?.day;
	const later = story.map((step) => step.answers ?? {});
	const kept = [...ownTypes, 'art3-form-d'].includes(type) && !story.some(({ act }) => act === 'withdraw');
	return on && kept ? [{ id: key, type, owner, answers: Object.assign({}, answers, ...later), on }] : [];
});
const inventing: Inventing = { convention, definitions, people: told.people, texts, published };
const { reports, files } = inventReports(inventing);
const known = knownBy(inventing);
const submitted = reports.filter(({ story }) => story.length > 0);
const current = submitted.filter(({ cycle }) => cycle.id === '2021-2024');
const form = definitions.current('art21-full')?.form as Form;
const on = (report: InventedReport) => report.story[0]?.day as string;

describe('every report', () => {
	it('has no error, and an answer to nearly every question that it is asked', () => {
		const counts = submitted.map((report) => {
			const findings = check(report.form, report.answers, known(on(report)));
			expect(findings.filter(({ severity }) => severity === 'error').map(({ at, code }) => [report.party.id, at, code])).toEqual([]);
			return Object.keys(report.answers).length;
		});
		console.log(
			`${submitted.length} reports with ${Math.min(...counts)} to ${Math.max(...counts)} answers, ${counts.reduce((a, b) => a + b)} in all`
		);
		for (const [place, count] of counts.entries()) expect(count).toBeGreaterThanOrEqual(submitted[place]?.cycle.kind === 'full' ? 60 : 10);
	});

	it('says of every text that it is a demonstration, in its own language', () => {
		for (const { answers, form: asked, language } of submitted) {
			const mark = (texts.text?.[0]?.[language] ?? '').replace('{says}', '');
			for (const { id, kind } of allQuestions(asked)) if (kind === 'long-text' && answers[id]) expect(answers[id]).toContain(mark.trim());
		}
	});

	it('follows the calendar: opened, begun, submitted, decided, and nothing after today’s demonstration', () => {
		for (const { cycle, begun, story } of reports) {
			const days = [begun, ...story.map(({ day }) => day)];
			expect(days).toEqual(days.toSorted());
			expect(begun > (cycle.id === '2021-2024' ? '2025-03-04' : '2021-03-01')).toBe(true);
			expect((days.at(-1) as string) <= '2026-11-25').toBe(true);
		}
	});

	it('attaches files that are there, and none is made for nothing', () => {
		const named = new Set(reports.flatMap(({ answers }) => filesIn(answers)));
		expect(new Set(files.keys())).toEqual(named);
		expect(named.size).toBeGreaterThanOrEqual(10);
	});
});

describe('together they', () => {
	it('are enough to compare: most Parties bound, some of them twice', () => {
		const bound = boundBy(convention, convention.cycle('2021-2024') as Cycle);
		expect(current).toHaveLength(filed);
		expect(new Set(current.map(({ party }) => party.id)).size).toBe(filed);
		for (const { party } of current) expect(bound).toContain(party.id);
		expect(submitted.filter(({ cycle }) => cycle.id === '2017-2020').map(({ party }) => party.id)).toEqual(filedBefore);
		expect(submitted.filter(({ cycle }) => cycle.kind === 'full').length).toBeGreaterThanOrEqual(130);
		expect(submitted.filter(({ cycle }) => cycle.kind === 'short').map(({ party }) => party.id)).toEqual(filedShort);
		for (const party of toFile) expect(reports.some((report) => report.party.id === party && report.cycle.id === '2021-2024')).toBe(false);
		expect(new Set(submitted.map(({ language }) => language))).toEqual(new Set(languages));
	});

	it('come before and after the due day, and are in every state', () => {
		const days = current.map((report) => lateness(report) as number);
		expect(days.filter((each) => each <= 0).length).toBeGreaterThanOrEqual(60);
		expect(days.filter((each) => each > 0).length).toBeGreaterThanOrEqual(25);
		const acts = new Set(current.map(({ story }) => story.map(({ act }) => act).join(' ')));
		for (const story of ['submit', 'submit publish', 'submit return', 'submit return submit publish', 'submit publish revise submit publish'])
			expect(acts).toContain(story);
	});

	it('use every option of every closed question, also in tables and rows, and answer every open one', () => {
		const used = new Set<string>();
		const note = (at: string, answer: Json | undefined): void => {
			if (answer !== undefined) for (const each of [answer].flat()) used.add(`${at} ${JSON.stringify(each)}`);
		};
		for (const { answers } of current)
			for (const question of allQuestions(form)) {
				const answer = answers[question.id];
				if (answer === undefined) continue;
				used.add(question.id);
				note(question.id, answer);
				const lines = Array.isArray(answer) ? answer.map((line) => ['', line] as const) : isObject(answer) ? Object.entries(answer) : [];
				for (const [row, line] of lines)
					for (const { id } of question.columns ?? []) if (isObject(line)) note([question.id, row, id].filter(Boolean).join(' '), line[id]);
			}
		const options = ({ kind, also = [], options: offered = [] }: Question): Json[] => (kind === 'yes-no' ? [true, false, ...also] : offered);
		const missing = allQuestions(form).flatMap((question) => [
			...(used.has(question.id) || question.id.endsWith('-files') ? [] : [question.id]),
			...options(question)
				.map((option) => `${question.id} ${JSON.stringify(option)}`)
				.filter((each) => !used.has(each)),
			...(question.columns ?? []).flatMap((column) =>
				(question.rows ?? ['']).flatMap((row) =>
					options(column)
						.map((option) => `${[question.id, row, column.id].filter(Boolean).join(' ')} ${JSON.stringify(option)}`)
						.filter((each) => !used.has(each))
				)
			)
		]);
		expect(missing).toEqual([]);
	});

	it('give rise to warnings, and explain most of them', () => {
		const warned = submitted.filter((report) => check(report.form, report.answers, known(on(report))).length > 0);
		expect(warned.length).toBeGreaterThanOrEqual(5);
		const explained = submitted.flatMap(({ answers }) => explanationsIn(answers).map(({ about }) => about.split(' ')[0]));
		expect(new Set(explained).size).toBeGreaterThanOrEqual(5);
	});

	it('tell of trade from both sides, alike and not', () => {
		const sides = current.flatMap(({ party, answers }) =>
			importsIn(answers).map(({ party: from, year, amount }) => {
				const other = current.find((report) => report.party.id === from);
				const theirs = other && exportsIn(other.answers).find((flow) => flow.party === party.id && flow.year === year);
				return !theirs ? 'silent' : theirs.amount.equals(amount) ? 'alike' : 'different';
			})
		);
		expect(sides.filter((side) => side === 'alike').length).toBeGreaterThanOrEqual(2);
		expect(sides.filter((side) => side === 'different').length).toBeGreaterThanOrEqual(2);
		expect(sides).toContain('silent');
		for (const { party } of submitted.filter(({ answers }) => importsIn(answers).length || exportsIn(answers).length))
			expect(isPublished(submitted.find((report) => report.party.id === party.id) as InventedReport)).toBe(true);
	});
});

describe('chance', () => {
	it('gives the same reports again', () => {
		expect(inventReports(inventing).reports).toEqual(reports);
	});

	it('throws alike for one name, and differently for another', () => {
		const throws = (name: string) => Array.from({ length: 20 }, () => diceFor(name).whole(1, 1000));
		expect(throws('GHA 2021-2024')).toEqual(throws('GHA 2021-2024'));
		expect(diceFor('a').whole(1, 1_000_000)).not.toBe(diceFor('b').whole(1, 1_000_000));
		expect(diceFor('a').some([1, 2, 3, 4, 5], 3)).toEqual(diceFor('a').some([1, 2, 3, 4, 5], 3).toSorted());
	});
});
