// SPDX-License-Identifier: Apache-2.0
// What was said elsewhere comes into a report only by a person: from other records, and from a file of statements with its provenance. And a report goes
// out in the shape that another obligation asks for.
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offers } from '#components/fill/around.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { statementSources, statementsOf } from '#reporting/server/statements.ts';
import { takeOver } from '#reporting/server/take-over.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { GET as euFile } from '../../src/routes/[lang]/records/[id]/[number]/eu-2019-1752.[format]/+server.ts';
import { loadEditing } from '../../src/routes/[lang]/work/records/[id]/edit/load.server.ts';
import { actions, load as elsewherePage } from '../../src/routes/[lang]/work/reporting/elsewhere/+page.server.ts';
import { type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama, lena, nina, paul, ravi } from '../people.ts';

const cycle = '2025-2026';
let exchange: Exchange;
let report: string;
beforeAll(async () => {
	exchange = await openExchange();
	fine(await write((db) => openCycle(db, exchange.world.doing(paul), cycle)));
	report = fine(await write((db) => beginReport(db, exchange.world.doing(ama), { cycle, party: 'GHA' }))).id;
}, 120_000);
afterAll(() => exchange.close());

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);
const read = () => exchange.world.database.read;

async function locals(person: Person | null, language: Language = 'en') {
	const { database, definitions, convention } = exchange.world;
	return {
		platform: { database, configuration: { origin } },
		definitions,
		convention,
		today,
		person,
		reader: await readerIn(language),
		doing: () => exchange.world.doing(person as Person),
		remembered: (_: string, make: () => unknown) => make()
	};
}
const heads = 'party,question,year,value,unit,source,source name,address,retrieved,demonstration\n';
const line = (question: string, value: string, more = '2025,,BRS') => {
	const [year, unit, source] = more.split(',');
	return `GHA,${question},${year},${value},${unit},${source},Report to another convention,https://example.org/report,2026-01-15,\n`;
};
interface Posted {
	loaded?: number;
	removed?: number;
	faulty?: number;
	faults?: { row: number; column: string; code: string }[];
	status?: number;
	data?: { fault?: string; refusal?: { refusal: string } };
}
async function post(action: 'load' | 'remove', by: Person, fields: { [name: string]: string | File }): Promise<Posted> {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	const request = new Request(`${origin}/en/work/reporting/elsewhere`, { method: 'POST', body });
	return (await actions[action]?.({ locals: await locals(by), request } as never)) as Posted;
}
const loaded = (text: string | Uint8Array<ArrayBuffer>, by = paul) => post('load', by, { file: new File([text], 'statements.csv') });
const offers = async (): Promise<Offers> =>
	(await loadEditing((await locals(ama)) as never, report, new URL(`${origin}/en/work/records/${report}/edit`))).offers;

describe('a file of statements', () => {
	test('is loaded by the secretariat alone', async () => {
		for (const person of [ama, nina, ravi]) await expect(loaded(heads + line('q11-2', 'no'), person)).rejects.toMatchObject({ status: 403 });
		for (const person of [ama, null])
			await expect(Promise.resolve(elsewherePage({ locals: await locals(person) } as never))).rejects.toMatchObject({ status: 403 });
		expect(await statementSources(read())).toEqual([]);
	});
	test('keeps what is right, tells what is wrong by row and column, and may come again', async () => {
		const file = heads + line('q11-2', 'yes') + line('q99', 'yes') + line('q3-3', 'perhaps');
		expect(await loaded(file)).toMatchObject({
			loaded: 1,
			faulty: 2,
			faults: [
				{ row: 3, column: 'question', code: 'question' },
				{ row: 4, column: 'value', code: 'value' }
			]
		});
		expect(await loaded(heads + line('q11-2', 'no'))).toMatchObject({ loaded: 1, faulty: 0 });
		expect(await statementsOf(read(), 'GHA')).toMatchObject([{ id: 'BRS:GHA:q11-2:2025', answer: false, retrieved: '2026-01-15' }]);
		expect(await statementSources(read())).toMatchObject([{ source: 'BRS', statements: 1, parties: 1, demo: false }]);
	});
	test('that is none says why, and nothing changes', async () => {
		expect(await loaded('')).toMatchObject({ status: 422, data: { fault: 'empty' } });
		expect(await loaded('one,two\n1,2\n')).toMatchObject({ status: 422, data: { fault: 'no-heads' } });
		expect(await loaded(new Uint8Array([0xff, 0xd8, 0xff, 0]))).toMatchObject({ status: 422, data: { fault: 'not-a-sheet' } });
		expect(await loaded(new Uint8Array(6 * 1024 * 1024).fill(65))).toMatchObject({ status: 413, data: { fault: 'too-large' } });
		expect(await statementsOf(read(), 'GHA')).toHaveLength(1);
	});
});

describe('while a report is filled in', () => {
	test('what was stated elsewhere is offered with why, where and when, and is no answer yet', async () => {
		expect((await offers())['q11-2']).toEqual({
			answer: false,
			from: { kind: 'statement', id: 'BRS:GHA:q11-2:2025' },
			name: { en: 'Report to another convention' },
			said: {
				rule: 'stated',
				on: '2026-01-15',
				source: { name: 'Report to another convention', address: 'https://example.org/report', year: 2025, demo: false }
			}
		});
		expect((await draftOf(exchange.world.database.fresh, report))?.answers['q11-2']).toBeUndefined();
	});
	test('a statement of another time or another Party is not', async () => {
		await loaded(heads + line('q3-3', 'yes', '2019,,BRS') + line('q3-1', 'no').replace('GHA', 'CHE'));
		expect(Object.keys(await offers())).not.toEqual(expect.arrayContaining(['q3-3']));
		expect((await offers())['q3-1']).toBeUndefined();
	});
	test('a person takes it over, and its origin stays with the answer', async () => {
		expect(fine(await write((db) => takeOver(db, exchange.world.doing(ama), { record: report, questions: ['q11-2'] })))).toEqual({
			taken: ['q11-2']
		});
		const draft = await draftOf(exchange.world.database.fresh, report);
		expect(draft?.answers['q11-2']).toBe(false);
		expect(draft?.touched['q11-2']).toMatchObject({ by: 'ama', from: { kind: 'statement', id: 'BRS:GHA:q11-2:2025' } });
		expect((await offers())['q11-2']).toBeUndefined();
		expect(isRefusal(await write((db) => takeOver(db, exchange.world.doing(lena), { record: report, questions: ['q11-2'] })))).toBe(true);
	});
	test('once its source is taken away nothing of it is offered, and what was taken over stays', async () => {
		await loaded(heads + line('q3-3', 'no'));
		expect((await offers())['q3-3']).toBeDefined();
		expect(await post('remove', ama, { source: 'BRS' })).toMatchObject({ data: { refusal: { refusal: 'not-allowed' } } });
		expect(await post('remove', paul, { source: 'BRS' })).toMatchObject({ removed: 4 });
		expect(await post('remove', paul, { source: 'BRS' })).toMatchObject({ data: { refusal: { refusal: 'not-found' } } });
		expect((await offers())['q3-3']).toBeUndefined();
		expect((await draftOf(exchange.world.database.fresh, report))?.answers['q11-2']).toBe(false);
	});
});

describe('in the shape of Regulation (EU) 2017/852', () => {
	const file = async (record: string, format: string, language: Language = 'en') =>
		(await euFile({ locals: await locals(null, language), params: { lang: language, id: record, number: '1', format } } as never)) as Response;
	beforeAll(async () => {
		const draft = await draftOf(exchange.world.database.fresh, report);
		const answers = {
			'a-2': '2017-03-23',
			'a-3': '2017-08-16',
			'a-4': { name: 'A. Person', organisation: 'Agency', email: 'a@example.org', private: ['email'] },
			'a-5-differs': false,
			'q3-1': false,
			'q3-3': true,
			'q3-3-how': 'address',
			'q3-3-url': ['https://example.org/stocks'],
			'q3-3-list': [{ stockOrSource: 'stock', location: '=1+1', quantity: { amount: '60', unit: 't' }, asOf: '2025-12-31' }],
			'q3-5': ['no-exports']
		};
		fine(await write((db) => saveAnswers(db, exchange.world.doing(ama), { record: report, version: draft?.version ?? 0, answers })));
		fine(await write((db) => submit(db, exchange.world.doing(ama), report)));
		const checklist = exchange.world.definitions.current('art21-short')?.form.checklist;
		fine(await write((db) => moveRecord(db, exchange.world.doing(paul), { record: report, move: 'publish', checklist })));
		await exchange.world.react();
	}, 60_000);
	test('a report of a member State can be taken away, with what is not asked here said to be missing', async () => {
		await expect(file(report, 'csv')).rejects.toMatchObject({ status: 404 });
		// The envelope says whose it is; what is written out is the same for every Party.
		await write((db) => db.updateTable('records.records').set({ owner: 'DEU' }).where('id', '=', report).execute());
		const csv = await (await file(report, 'csv')).text();
		expect(csv).toContain('II 5.1,18(1)(d)');
		expect(csv).toContain('60 t');
		expect(csv).toContain('The national report does not ask this.');
		const rows = await readSheet(Buffer.from(await (await file(report, 'xlsx', 'ar')).arrayBuffer()));
		expect(JSON.stringify(rows)).toContain('=1+1');
		expect(await (await file(report, 'json')).json()).toMatchObject({
			questionnaire: 'Implementing Decision (EU) 2019/1752',
			record: report,
			demo: false
		});
		await expect(file(report, 'exe')).rejects.toMatchObject({ status: 404 });
	});
});
