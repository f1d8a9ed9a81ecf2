// SPDX-License-Identifier: Apache-2.0
// How long a workbook with the reports of 129 Parties takes, every question of the full form of its cycle answered: to read, map and check (the dry run),
// and to import. Beside it the same file read as a sheet and nothing more. PARTIES (129), RUNS (9).
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { type Answers, type Form, type Json, type Question } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { olderHeads } from '#interop/sheets/older-table.ts';
import { wideSheetLimits } from '#interop/sheets/read-sheet.ts';
import { readFile } from '#interop/sheets/server/read-file.ts';
import { readBrought } from '#interop/sheets/server/read-reports.ts';
import { type SheetCell, xlsx } from '#interop/sheets/xlsx.ts';
import { projectMany } from '#catalogue/server/project-many.ts';
import { openEmbedded } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { schemesOf } from '#records/schemes.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { emptyMapping } from '#reporting/older/mapping.ts';
import { targetsIn } from '#reporting/older/target.ts';
import { checkOlder, mappedOf, type Older, olderCycle } from '#reporting/server/older.ts';
import { keepOlderFile, linesOf, olderFile } from '#reporting/server/older-files.ts';
import { operator, takeOlder } from '#reporting/server/take-older.ts';
import { readerIn } from '#text/message.ts';
import { median, percentile } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const parties = wanted('PARTIES', 129);
const runs = wanted('RUNS', 9);

const database = await openEmbedded(null);
await migrate(database);
await database.write(async (db) => {
	await seedConvention(db);
	await seedDefinitions(db);
});
const world = { definitions: await loadDefinitions(database.read), convention: await currentConvention(database) };
const older = olderCycle(world, '2017-2020') as Older;
const { form, cycle } = older;
const reader = await readerIn('en');
const heads = olderHeads(form, reader);

/** The answer of a place as somebody would type it. */
function typed(answer: Json | undefined, question: Question): SheetCell {
	if (answer === undefined || answer === null) return null;
	if (typeof answer === 'boolean') return answer ? 'Yes' : 'No';
	if (question.kind === 'table' && Array.isArray(answer))
		return answer
			.map((row) => (question.columns ?? []).map((column) => typed(isObject(row) ? row[column.id] : null, column) ?? '').join(' | '))
			.join('\n');
	if (Array.isArray(answer)) return answer.map((each) => typed(each, { ...question, many: false })).join('; ');
	if (isObject(answer)) return `${String(answer.amount)} ${String(answer.unit)}`;
	return typeof answer === 'number' ? answer : String(answer);
}

function cellOf(answers: Answers, path: string): SheetCell {
	const target = targetsIn(form).at(path);
	const [id = '', ...steps] = path.split('.');
	const found = steps.reduce<Json | undefined>((value, step) => (isObject(value) ? value[step] : undefined), answers[id]);
	return target ? typed(found, target.asked) : null;
}

const schemes = schemesOf(form, world.convention);
const states = world.convention.parties(cycle.end).slice(0, parties);
if (states.length < parties)
	states.push(
		...world.convention
			.parties('2030-01-01')
			.filter((each) => !states.includes(each))
			.slice(0, parties - states.length)
	);
const rows = states.map(({ name }, variant) => {
	const answers = fullAnswers(form as Form, schemes, { language: 'en', lines: 3, letters: 400, variant });
	// Conditions are met, so that nothing is left out: every question of the form counts.
	return [name.en ?? '', '2021-12-15', ...heads.map(({ path }) => cellOf(answers, path))];
});
const bytes = await xlsx({
	name: 'Reports',
	rtl: false,
	columns: ['Party', '@submitted', ...heads.map(({ head }) => head)].map((head) => ({ head })),
	rows
});

async function timed<T>(act: () => Promise<T>): Promise<{ ms: number; value: T }> {
	const began = performance.now();
	const value = await act();
	return { ms: performance.now() - began, value };
}

const today = '2026-11-24';
const dryRun = async () => {
	const brought = await readBrought(bytes);
	if (typeof brought === 'string') throw new Error(brought);
	const mapped = mappedOf(world, { ...older, brought, mapping: emptyMapping });
	if (!mapped) throw new Error('no heads');
	return {
		brought,
		outcomes: await checkOlder(database.fresh, world, { ...older, brought, mapping: mapped.proposal.mapping, lenient: false, today })
	};
};

const [dry, bare, first, processor]: [number[], number[], number[], number[]] = [[], [], [], []];
let outcomes: Awaited<ReturnType<typeof dryRun>>['outcomes'] = [];
for (let run = 0; run <= runs; run += 1) {
	const busy = process.cpuUsage();
	const { ms, value } = await timed(dryRun);
	const { user, system } = process.cpuUsage(busy);
	const sheet = await timed(() => readFile(bytes, wideSheetLimits));
	outcomes = value.outcomes;
	if (run === 0) first.push(ms);
	else {
		dry.push(ms);
		processor.push((user + system) / 1000);
		bare.push(sheet.ms);
	}
}
const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
if (refused.length)
	throw new Error(
		JSON.stringify(refused.slice(0, 2).map(({ said, problems }) => ({ said, problems: problems.filter(({ severity }) => severity === 'error') })))
	);

const { brought } = await dryRun();
const id = await database.write((db) =>
	keepOlderFile(db, {
		...{ cycle: cycle.id, name: 'reports.xlsx', sha256: '0'.repeat(64), size: bytes.length },
		...{ mapping: emptyMapping, broughtBy: operator.id, broughtAt: new Date() }
	})
);
const file = await olderFile(database.fresh, id);
const imported = await timed(() =>
	takeOlder({
		database,
		file: file!,
		checking: { ...older, brought, mapping: emptyMapping, lenient: false, today },
		doing: { ...world, by: operator, at: new Date(), announce: async () => {} },
		project: async (db, record) => void (await projectMany(db, world, [record]))
	})
);
const taken = (await linesOf(database.fresh, id)).filter(({ outcome }) => outcome === 'new').length;
if (taken !== parties) throw new Error(`${taken} of ${parties} reports came in`);
const again = await timed(dryRun);
if (again.value.outcomes.some(({ outcome }) => outcome !== 'same')) throw new Error('the same file again would change something');

const figures: Figure[] = [
	{
		what: `dry run of a workbook of ${parties} Parties, every question of the full form: read, mapped, checked`,
		value: median(dry),
		unit: 'ms (median)',
		baseline: { what: 'the same file read as a sheet', value: median(bare) },
		target: { on: 'value', most: 1000 },
		more: {
			'ms, 95 %': percentile(dry, 95),
			'ms of processor in this process': median(processor),
			'ms, the first time': first[0] ?? 0,
			columns: heads.length + 2,
			'kB of the file': bytes.length / 1024
		}
	},
	{ what: 'the same against reports that stand', value: again.ms, unit: 'ms', target: { on: 'value', most: 1000 } },
	{ what: 'imported and published, one transaction a report', of: 'PGlite', value: imported.ms / 1000, unit: 's' }
];
await database.close();
report(
	{
		name: 'older',
		question: 'How long does a workbook with the reports of an older cycle take to check and to import?',
		settings: { parties, runs },
		notes: ['The file is written by the platform: a column for each question and part, answers as people type them.']
	},
	figures
);
