// SPDX-License-Identifier: Apache-2.0
// How long a long record takes to become a PDF, in each language: every question answered, tables with many lines. In one warm process, by the
// product's own template and thread. Each run says something else, so that nothing is taken from what was set before.
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { recordDocument } from '#components/print/record.ts';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import { inputsOf, type PrintedDocument, template } from '#interop/print/document.ts';
import { openEmbedded } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { restPress, typeset } from '#platform/server/pdf.ts';
import { schemesOf } from '#records/schemes.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { isLanguage, type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { readPdf } from '../test/read-pdf.ts';
import { median } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const runs = wanted('RUNS', 5);
const lines = wanted('LINES', 20);
const letters = wanted('LETTERS', 600);
const asked = process.env.LANGUAGES?.split(',').filter(isLanguage) ?? [...languages];

const size = (form: Form) =>
	allQuestions(form).reduce((sum, question) => sum + 1 + (question.columns?.length ?? 0) * (question.rows?.length ?? 1), 0);
// The versions in use: of the reports there are older ones as well.
const forms = (await readSeededDefinitions()).filter(({ earlier }) => !earlier).map(({ definition }) => definition.form);
const named = process.env.FORM ?? 'art21-full';
const form = forms.find(({ id }) => id === named) ?? forms.toSorted((a, b) => size(b) - size(a))[0];
if (!form) throw new Error('no form is seeded');
if (process.env.FORM && form.id !== named) throw new Error(`no form is called ${named}`);

const database = await openEmbedded(null);
await migrate(database);
await database.write((db) => seedConvention(db));
const convention = await currentConvention(database);
const schemes = schemesOf(form, convention);
await database.close();

const origin = 'https://exchange.test';
const at = new Date('2026-11-24T12:00:00Z');

async function documentOf(language: Language, answers: Answers): Promise<PrintedDocument> {
	const record = {
		id: 'MC-BENCH-GH-0001',
		type: form?.id ?? '',
		ownerKind: 'party' as const,
		owner: 'GHA',
		stage: 'done' as const,
		state: 'published' as const,
		visibility: 'public' as const,
		otherParty: null,
		published: 1,
		supersededBy: null,
		outcome: null,
		outcomeAt: null,
		outcomeDay: null,
		demo: true,
		keepsVersion: false,
		createdAt: at,
		changedAt: at
	};
	const revision = { number: 1, answers, languages: [language], submittedAt: at, publishedAt: at, remark: null, sha256: 'ab'.repeat(32) };
	const words = (form as Form).words['form.title'] ?? {};
	const page = { record, owner: convention.state('GHA')?.name ?? {}, typeName: words, title: words, form: form as Form, schemes, revision };
	return recordDocument(await readerIn(language), { ...page, revisions: [revision], publicThreads: [] }, { origin, at });
}

/** From answers to bytes, in milliseconds. */
async function timed(language: Language, answers: Answers) {
	const [began, busy] = [performance.now(), process.cpuUsage()];
	const made = await typeset(template, inputsOf(await documentOf(language, answers)), at);
	if (made === 'busy') throw new Error(`${language}: given up`);
	const { user, system } = process.cpuUsage(busy);
	return { milliseconds: performance.now() - began, processor: (user + system) / 1000, ...made };
}

const began = performance.now();
await timed('en', {});
const first = performance.now() - began;
const figures: Figure[] = [];
for (const language of asked) {
	const empty: number[] = [];
	const full: number[] = [];
	const processor: number[] = [];
	let last: Awaited<ReturnType<typeof timed>> | undefined;
	// One that is not counted: what a process learns once, as the shapes of the letters of a script.
	for (let run = 0; run <= runs; run += 1) {
		const none = await timed(language, {});
		last = await timed(language, fullAnswers(form, schemes, { language, lines, letters, variant: run }));
		if (run === 0) continue;
		empty.push(none.milliseconds);
		full.push(last.milliseconds);
		processor.push(last.processor);
	}
	if (!last) continue;
	figures.push({
		what: 'a record with every question answered, as PDF',
		of: language,
		value: median(full),
		unit: 'ms (median)',
		baseline: { what: 'the same without answers', value: median(empty) },
		target: { on: 'value', most: 1000 },
		more: {
			slowest: Math.max(...full),
			'ms of processor': median(processor),
			pages: (await readPdf(last.bytes)).pages,
			kB: last.bytes.length / 1000,
			'PDF/UA-1': last.claimed ? 'yes' : 'no'
		}
	});
}
await restPress();
report(
	{
		name: 'pdf',
		question: 'How long does a long record take to become a PDF, in a process that is warm?',
		settings: {
			form: `${form.id} ${form.version}`,
			questions: allQuestions(form).length,
			lines,
			letters,
			runs,
			'first document of the process, ms': Math.round(first)
		},
		notes: [
			'Every question is answered, also those that would not be asked together: more than any true report says.',
			'The text of the answers is taken from the wording of the form itself.'
		]
	},
	figures
);
