// SPDX-License-Identifier: Apache-2.0
// Answers go out as workbook and as document and come back the same: the reports of five Parties, and whatever chance answers to any form.
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { allQuestions, type Answers, type Form, questionOf } from '#forms/form.ts';
import { longestTag, writeDocx } from '#interop/roundtrip/write-docx.ts';
import { writeXlsx } from '#interop/roundtrip/write-xlsx.ts';
import { slotsIn } from '#interop/roundtrip/paper.ts';
import type { ReadForm } from '#interop/roundtrip/read.ts';
import { readForm } from '#interop/roundtrip/server/read-form.ts';
import { schemesOf } from '#records/schemes.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { type Language, languages } from '#text/languages.ts';
import { anyAnswers } from '../../../test/ground/any-answers.ts';
import { chanceFrom } from '../../../test/ground/chance.ts';
import { fullReports, shortReports } from '../../../test/ground/report-answers.ts';
import { onPaper } from './leaves.ts';
import { paperForm } from './paper-form.ts';
import { kept, understand } from './understand.ts';
import { allReaders, Vocabulary } from './vocabulary.ts';

const convention = conventionOf(await readSeeds());
const readers = await allReaders();
const forms = (await readSeededDefinitions()).map(({ definition }) => definition.form);
const vocabularies = new Map(forms.map((form) => [`${form.id} ${form.version}`, new Vocabulary(form, schemesOf(form, convention), readers)]));
const vocabularyOf = (form: Form) => vocabularies.get(`${form.id} ${form.version}`) as Vocabulary;
const formOf = (id: string) => forms.findLast((form) => form.id === id && !form.version.includes('1-8')) as Form;
const at = new Date('2026-11-24T12:00:00Z');
const writers = { xlsx: writeXlsx, docx: writeDocx };

const paperOf = (form: Form, answers: Answers, language: Language) =>
	paperForm(vocabularyOf(form), {
		about: { form: form.id, version: form.version, record: 'MC-REPORT-GH-0001', draft: 7, language },
		facts: [['a', 'b']],
		answers
	});

async function through(format: 'xlsx' | 'docx', form: Form, answers: Answers, language: Language) {
	const read = (await readForm(writers[format](paperOf(form, answers, language), at))) as ReadForm;
	const understood = understand(vocabularyOf(form), read, language);
	const back = Object.fromEntries(Object.entries(understood.answers).map(([id, answer]) => [id, kept(questionOf(form, id)!, answer, answers[id])]));
	return { read, understood, back };
}

/** What paper asks, with nothing where nothing was said. */
const asked = (form: Form, answers: Answers): Answers =>
	Object.fromEntries(
		allQuestions(form)
			.filter(onPaper)
			.map(({ id }) => [id, answers[id] ?? null])
	);

describe.each(['xlsx', 'docx'] as const)('%s', (format) => {
	test.each(languages)('the reports of five Parties and three short ones come back the same, in %s', async (language) => {
		for (const [id, reports] of [
			['art21-full', fullReports],
			['art21-short', shortReports]
		] as const)
			for (const { answers } of reports) {
				const form = formOf(id);
				const { read, understood, back } = await through(format, form, answers, language);
				expect(read.about).toEqual({ form: id, version: form.version, record: 'MC-REPORT-GH-0001', draft: '7', language });
				expect([...read.faults, ...understood.faults]).toEqual([]);
				expect(back).toEqual(asked(form, answers));
			}
	});

	test('whatever chance answers to every form comes back the same', async () => {
		for (const [turn, form] of forms.entries()) {
			const language = languages[turn % languages.length] as Language;
			const answers = anyAnswers(form, schemesOf(form, convention), chanceFrom(1000 + turn));
			const { understood, back } = await through(format, form, answers, language);
			expect(understood.faults, form.id).toEqual([]);
			expect(back, `${form.id} ${language}`).toEqual(asked(form, answers));
		}
	});

	test('and to the full report again and again, in every language', async () => {
		const form = formOf('art21-full');
		for (let turn = 0; turn < 12; turn += 1) {
			const language = languages[turn % languages.length] as Language;
			const answers = anyAnswers(form, schemesOf(form, convention), chanceFrom(turn));
			const { understood, back } = await through(format, form, answers, language);
			expect(understood.faults).toEqual([]);
			expect(back, `turn ${turn}, ${language}`).toEqual(asked(form, answers));
		}
	});
});

test('every place has a tag that Word takes, and no two are alike', () => {
	for (const form of forms) {
		const paths = paperOf(form, {}, 'en')
			.sections.flatMap(({ questions }) => questions.flatMap(slotsIn))
			.map(({ path }) => path);
		expect(
			paths.filter((path) => path.length >= longestTag),
			form.id
		).toEqual([]);
		expect(new Set(paths).size, form.id).toBe(paths.length);
	}
});

test.each(['xlsx', 'docx'] as const)('%s: a program that forgets the properties of a file leaves enough to know it by', async (format) => {
	const form = formOf('art21-short');
	const parts = unzipSync(writers[format](paperOf(form, {}, 'ru'), at));
	delete parts['docProps/custom.xml'];
	const read = (await readForm(zipSync(parts))) as ReadForm;
	expect(read.about).toEqual({ form: 'art21-short', version: form.version, record: 'MC-REPORT-GH-0001', draft: '7', language: 'ru' });
});

test('nothing in a workbook is a formula, whatever was answered', () => {
	const form = formOf('art21-full');
	for (let turn = 0; turn < 6; turn += 1) {
		const parts = unzipSync(writeXlsx(paperOf(form, anyAnswers(form, schemesOf(form, convention), chanceFrom(turn)), 'en'), at));
		for (const [name, part] of Object.entries(parts)) if (name.includes('/worksheets/')) expect(strFromU8(part), name).not.toMatch(/<f[ >]/);
	}
});
