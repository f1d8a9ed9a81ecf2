// SPDX-License-Identifier: Apache-2.0
// How long a workbook of 129 rows of answers takes to come back: read, compared with the draft, taken over; on both databases. And whether LibreOffice,
// where it is on the machine, opens and saves the full report in all six languages without changing an answer. ROWS (129), RUNS (20); ON.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPaper } from '#components/roundtrip/leaves.ts';
import { paperForm } from '#components/roundtrip/paper-form.ts';
import { kept, understand } from '#components/roundtrip/understand.ts';
import { allReaders, Vocabulary } from '#components/roundtrip/vocabulary.ts';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { canonical } from '#forms/comparison.ts';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import { readForm } from '#interop/roundtrip/server/read-form.ts';
import { writeDocx } from '#interop/roundtrip/write-docx.ts';
import { writeXlsx } from '#interop/roundtrip/write-xlsx.ts';
import type { Person } from '#people/person.ts';
import type { Database } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { schemesOf } from '#records/schemes.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { actions } from '#routes/[lang]/work/records/[id]/edit/exchange/+page.server.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { anyAnswers } from '../test/ground/any-answers.ts';
import { chanceFrom } from '../test/ground/chance.ts';
import { ama, paul } from '../test/people.ts';
import { median, percentile } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { homes } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const rows = wanted('ROWS', 129);
const runs = wanted('RUNS', 20);
const cycle = '2021-2024';
const today = '2026-11-24';
const at = new Date(`${today}T10:00:00Z`);
const readers = await allReaders();
const figures: Figure[] = [];

async function prepared(database: Database) {
	await migrate(database);
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	const definitions = await loadDefinitions(database.read);
	const convention = await currentConvention(database);
	const doing = (by: Person) => ({ by, at, definitions, convention, announce: async () => undefined });
	await database.write((db) => openCycle(db, doing(paul), cycle));
	const form = definitions.form('art21-full') as Form;
	return { definitions, convention, doing, form, schemes: schemesOf(form, convention) };
}
type World = Awaited<ReturnType<typeof prepared>>;

async function timed<T>(act: () => Promise<T>): Promise<[milliseconds: number, outcome: T]> {
	const began = performance.now();
	const outcome = await act();
	return [performance.now() - began, outcome];
}

/** So many answers of a report, of every kind that is asked. */
function someAnswers({ form, schemes }: World, variant: number): Answers {
	const all = fullAnswers(form, schemes, { language: 'en', lines: 5, letters: 400, variant });
	const ids = allQuestions(form)
		.filter((question) => onPaper(question) && !isEmpty(all[question.id]))
		.map(({ id }) => id);
	return Object.fromEntries(ids.slice(0, rows).map((id) => [id, all[id] ?? null]));
}

async function imports(name: string, database: Database): Promise<void> {
	const world = await prepared(database);
	const { definitions, convention, doing, form, schemes } = world;
	const begun = await database.write((db) => beginReport(db, doing(ama), { cycle, party: 'GHA' }));
	if ('refusal' in begun) throw new Error(begun.refusal);
	const event = async (body: FormData) => ({
		locals: { person: ama, definitions, convention, platform: { database }, today, reader: await readerIn('en'), doing: () => doing(ama) },
		params: { lang: 'en', id: begun.id },
		request: new Request('http://bench.test/', { method: 'POST', body })
	});
	const vocabulary = new Vocabulary(form, schemes, readers);
	const [reading, taking, counts]: [number[], number[], number[]] = [[], [], []];
	let bytes = 0;
	for (let run = 0; run <= runs; run += 1) {
		const about = { form: form.id, version: form.version, record: '', draft: 0, language: 'en' as const };
		const file = writeXlsx(paperForm(vocabulary, { about, facts: [], answers: someAnswers(world, run + 1) }), at);
		bytes = file.length;
		const posted = new FormData();
		posted.set('file', new File([file], 'report.xlsx'));
		const [read, { read: shown }] = await timed(async () => (actions.read as (event: unknown) => Promise<{ read: Shown }>)(await event(posted)));
		const chosen = new FormData();
		for (const part of ['answers', 'version', 'formVersion'] as const) chosen.set(part, String(shown[part]));
		chosen.set('name', 'report.xlsx');
		for (const { question } of shown.offered) chosen.append('question', question);
		const [take] = await timed(async () => (actions.take as (event: unknown) => Promise<unknown>)(await event(chosen)).catch(redirected));
		// The first warms the process, and its draft was empty.
		if (run === 0) continue;
		counts.push(shown.offered.length);
		reading.push(read);
		taking.push(take);
	}
	figures.push({
		what: `a workbook of ${rows} rows of answers read, compared with the draft and taken over`,
		of: name,
		value: percentile(
			reading.map((each, run) => each + (taking[run] ?? 0)),
			95
		),
		unit: 'ms (p95)',
		target: { on: 'value', most: 1000 },
		more: {
			'read and compared, p50': median(reading),
			'taken over, p50': median(taking),
			'answers that differed, p50': median(counts),
			kB: bytes / 1000
		}
	});
}
interface Shown {
	offered: { question: string }[];
	answers: string;
	version: number;
	formVersion: string;
}

const redirected = (thrown: { status?: number }): void => {
	if (thrown.status !== 303) throw thrown;
};

const soffice = (() => {
	try {
		return execFileSync('soffice', ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ');
	} catch {
		return '';
	}
})();

/** Answers that are other than before, after LibreOffice opened the file and saved it again. */
async function changedBy(
	world: World,
	language: Language,
	format: 'xlsx' | 'docx',
	folder: string
): Promise<{ changed: string[]; questions: number; seconds: number }> {
	const { form, schemes } = world;
	const vocabulary = new Vocabulary(form, schemes, readers);
	const answers = anyAnswers(form, schemes, chanceFrom(languages.indexOf(language) + 1));
	const about = { form: form.id, version: form.version, record: 'MC-REPORT-GH-0001', draft: 7, language };
	const paper = paperForm(vocabulary, { about, facts: [], answers });
	const path = join(folder, `${language}.${format}`);
	writeFileSync(path, (format === 'xlsx' ? writeXlsx : writeDocx)(paper, at));
	const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
	const began = performance.now();
	execFileSync('soffice', ['--headless', profile, '--convert-to', format, '--outdir', join(folder, 'saved'), path], { stdio: 'ignore' });
	const seconds = (performance.now() - began) / 1000;
	const read = await readForm(readFileSync(join(folder, 'saved', `${language}.${format}`)));
	if (typeof read === 'string') throw new Error(`${path}: ${read}`);
	const said = understand(vocabulary, read, language);
	const asked = allQuestions(form).filter(onPaper);
	const changed = asked.filter((question) => {
		const [before, after] = [answers[question.id] ?? null, said.answers[question.id]];
		return after === undefined || canonical(kept(question, after, before)) !== canonical(before);
	});
	return { changed: [...changed.map(({ id }) => id), ...said.faults.map(({ code }) => code)], questions: asked.length, seconds };
}

let last: World | undefined;
for (const open of homes()) {
	const home = await open();
	const database = await home.open();
	await imports(home.name, database);
	last = await world(database);
	await database.close();
	await home.close();
}

async function world(database: Database): Promise<World> {
	const [definitions, convention] = [await loadDefinitions(database.read), await currentConvention(database)];
	const form = definitions.form('art21-full') as Form;
	return { definitions, convention, form, schemes: schemesOf(form, convention) } as World;
}

if (soffice && last) {
	const folder = mkdtempSync(join(tmpdir(), 'roundtrip-'));
	mkdirSync(join(folder, 'saved'));
	for (const format of ['xlsx', 'docx'] as const)
		for (const language of languages) {
			const { changed, questions, seconds } = await changedBy(last, language, format, folder);
			figures.push({
				what: 'answers of a full report changed when LibreOffice opens the file and saves it again',
				of: `${format}, ${language}`,
				value: changed.length,
				unit: 'answers',
				target: { on: 'value', most: 0 },
				more: { questions, 'opened and saved, s': seconds, ...(changed.length ? { which: changed.slice(0, 10).join(' ') } : {}) }
			});
		}
	rmSync(folder, { recursive: true });
}
report(
	{
		name: 'roundtrip',
		question: 'How fast does a form come back as a file, and does an office program that saves it change an answer?',
		settings: { rows, runs, 'office program': soffice || 'none on this machine' },
		notes: ['Chance answers every question, with signs of formulas, mark-up, several scripts and line breaks among the texts.']
	},
	figures
);
