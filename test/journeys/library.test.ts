// SPDX-License-Identifier: Apache-2.0
// Documents and decisions as a stranger reads them: by meeting, by symbol, by language; what took the place of what; and what came of a decision.
import { isRedirect } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentGroup, ListedDocument } from '#catalogue/library.ts';
import type { LibraryRecord } from '#catalogue/library-record.ts';
import { projectAll } from '#catalogue/server/project.ts';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { libraryFeed } from '#interop/feeds/server/library.ts';
import { isRefusal } from '#people/refusal.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { loadDecisions } from '#worker/decisions.ts';
import { load as libraryPage } from '../../src/routes/[lang]/documents/+page.server.ts';
import { load as symbolPage } from '../../src/routes/[lang]/documents/[...symbol]/+page.server.ts';
import { load as meetingsPage } from '../../src/routes/[lang]/meetings/+page.server.ts';
import { load as meetingPage } from '../../src/routes/[lang]/meetings/[meeting]/+page.server.ts';
import { load as recordPage } from '../../src/routes/[lang]/records/[id]/+page.server.ts';
import { type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama, edith, paul } from '../people.ts';

let exchange: Exchange;
const ids: Record<string, string> = {};
const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);
const doing = (by: Person) => exchange.world.doing(by, `${today}T10:00:00.000Z`);
const file = (letter: string, language: string, mediaType = 'application/pdf') => ({
	...{ file: letter.repeat(64), name: `k-${language}.${mediaType === 'application/pdf' ? 'pdf' : 'docx'}`, mediaType, size: 10, language }
});
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

async function begun(type: string, answers: Answers): Promise<string> {
	const beginning = { type, ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC', answers } as const;
	const { id } = fine(await write((db) => begin(db, doing(edith), beginning)));
	for (const each of (answers.files as ReturnType<typeof file>[] | undefined) ?? [])
		fine(await write((db) => attach(db, doing(edith), { record: id, sha256: each.file, name: each.name, mediaType: each.mediaType, size: 10 })));
	return id;
}
async function published(type: string, answers: Answers): Promise<string> {
	const id = await begun(type, answers);
	fine(await write((db) => submit(db, doing(edith), id)));
	const checklist = exchange.world.definitions.current(type)?.form.checklist ?? [];
	fine(await write((db) => moveRecord(db, doing(paul), { record: id, move: 'publish', checklist })));
	await exchange.world.react();
	return id;
}
const document = (symbol: string | null, title: string, more: Answers = {}): Promise<string> =>
	published('meeting-document', { kind: 'official', ...(symbol ? { symbol } : {}), title: { en: title }, meeting: 'COP6', ...more });

beforeAll(async () => {
	exchange = await openExchange();
	const { database, catalogue } = exchange.world;
	await loadDecisions({ database, log: { warn: () => {} } as never }, catalogue, new Date(`${today}T10:00:00Z`));
	ids.first = await document('UNEP/MC/COP.6/10', 'Ten', {
		agendaItems: ['10'],
		files: [file('1', 'en'), file('2', 'en', docx)],
		decisions: ['MC-5/16']
	});
	ids.revised = await document('UNEP/MC/COP.6/10/Rev.1', 'Ten, revised', {
		agendaItems: ['10'],
		files: languages.map((each, at) => file(String(at + 3), each))
	});
	ids.addendum = await document('UNEP/MC/COP.6/10/Add.1', 'Ten, addendum', { agendaItems: ['10'], date: '2024-12-30' });
	ids.two = await document('UNEP/MC/COP.6/2', 'Two', { agendaItems: ['6.1'], areas: ['asgm'], supersedes: ['UNEP/MC/COP.5/9'] });
	ids.information = await document('UNEP/MC/COP.6/INF/26', 'The platform =cmd|calc <b>', { kind: 'information', decisions: ['MC-5/1'] });
	ids.paper = await document(null, 'A non-paper', { kind: 'non-paper', group: 'working-group-1' });
	ids.report = await document('UNEP/MC/COP.6/30', 'Report of the meeting', { outcome: true });
	ids.letter = await published('communication', {
		...{
			symbol: 'MC/ES/2026/1',
			date: '2026-01-01',
			title: { en: 'A letter' },
			body: { en: 'On the platform.' },
			languages: ['en'],
			addressees: ['all']
		},
		decision: 'MC-5/16, MC-5/13'
	});
}, 120_000);
afterAll(() => exchange.close());

/** As the web framework asks. */
async function asks<Given>(load: (event: never) => unknown, path: string, params: object = {}, language: Language = 'en'): Promise<Given> {
	const { database, definitions, convention } = exchange.world;
	const url = new URL(`${origin}/${language}${path}`);
	const locals = {
		...{ platform: { database, configuration: { origin } }, definitions, convention, today, person: null },
		reader: await readerIn(language),
		remembered: (_: string, make: () => unknown) => make()
	};
	return (await load({ locals, url, params: { lang: language, ...params } } as never)) as Given;
}
const around = async (id: string): Promise<LibraryRecord> =>
	(await asks<{ page: { value: { library: LibraryRecord } } }>(recordPage, `/records/${id}`, { id })).page.value.library;
async function ledTo(symbol: string, query = ''): Promise<string | number> {
	try {
		await asks(symbolPage, `/documents/${symbol}${query}`, { symbol });
		return 200;
	} catch (thrown) {
		return isRedirect(thrown) ? thrown.location : (thrown as { status: number }).status;
	}
}
const find = (query: string) => asks<{ total: number; documents: ListedDocument[] }>(libraryPage, `/documents?${query}`);
const symbols = (documents: ListedDocument[]) => documents.map(({ symbol, title }) => symbol ?? title.en);

test('what the library is asked for has its feed', async () => {
	const { database, definitions, convention } = exchange.world;
	const asking = { db: database.read, origin: 'https://exchange.test', definitions, convention, reader: await readerIn('en') };
	const read = async (query: string) =>
		JSON.parse(await libraryFeed(asking, 'json', new URLSearchParams(query))) as { feed_url: string; items: { title: string }[] };
	const all = await read('page=3&colour=red');
	expect(all.feed_url).toBe('https://exchange.test/feeds/en/documents.json');
	expect(all.items.map(({ title }) => title).some((title) => title.startsWith('UNEP/MC/COP.6/2 '))).toBe(true);
	const narrowed = await read('q=UNEP/MC/COP.6/2');
	expect(narrowed.items.length).toBeLessThan(all.items.length);
	for (const { title } of narrowed.items) expect(title).toContain('UNEP/MC/COP.6/2');
	expect((await read('meeting=COP99')).items).toEqual([]);
});

describe('a symbol', () => {
	test('that is typed nearly right is not taken, and the right one is proposed', async () => {
		const id = await begun('meeting-document', { kind: 'official', symbol: 'unep/mc/cop.6/ 4', title: { en: 'Four' }, meeting: 'COP6' });
		expect(await write((db) => submit(db, doing(edith), id))).toEqual({
			refusal: 'has-errors',
			findings: [{ at: 'symbol', code: 'symbol-otherwise', severity: 'error', values: { proposal: 'UNEP/MC/COP.6/4' } }]
		});
	});

	test('belongs to one record', async () => {
		const id = await begun('meeting-document', { kind: 'official', symbol: 'UNEP/MC/COP.6/2', title: { en: 'Two again' }, meeting: 'COP6' });
		expect(await write((db) => submit(db, doing(edith), id))).toEqual({
			refusal: 'has-errors',
			findings: [{ at: 'symbol', code: 'library-symbol-taken', severity: 'error', values: { record: ids.two } }]
		});
	});

	test('belongs to one record also where two wait with it, and two publish at once', async () => {
		const answers = { kind: 'official', symbol: 'UNEP/MC/COP.6/78', title: { en: 'Seventy-eight' }, meeting: 'COP6' };
		const waiting: string[] = [];
		for (const title of ['One', 'Other']) {
			const id = await begun('meeting-document', { ...answers, title: { en: title } });
			expect(await write((db) => submit(db, doing(edith), id))).not.toHaveProperty('refusal');
			waiting.push(id);
		}
		const checklist = exchange.world.definitions.current('meeting-document')?.form.checklist ?? [];
		// Nobody has reacted to the first one when the second one comes: the catalogue knows of neither.
		const outcomes = await Promise.all(waiting.map((record) => write((db) => moveRecord(db, doing(paul), { record, move: 'publish', checklist }))));
		const refused = outcomes.flatMap((outcome) => (isRefusal(outcome) ? [outcome] : []));
		const [stands] = outcomes.flatMap((outcome) => (isRefusal(outcome) ? [] : [outcome.id]));
		expect(refused).toEqual([{ refusal: 'name-taken', values: { record: stands, name: 'unep/mc/cop.6/78' } }]);
		const other = waiting.find((id) => id !== stands) as string;
		// Who is withdrawn leaves its symbol.
		expect(await write((db) => moveRecord(db, doing(paul), { record: stands as string, move: 'withdraw', reason: 'Twice.' }))).toMatchObject({
			state: 'withdrawn'
		});
		expect(await write((db) => moveRecord(db, doing(paul), { record: other, move: 'publish', checklist }))).toMatchObject({ state: 'published' });
		expect(await write((db) => moveRecord(db, doing(paul), { record: other, move: 'withdraw', reason: 'A trial.' }))).toMatchObject({
			state: 'withdrawn'
		});
	});

	test('is wanted of what has one, and not of a non-paper', async () => {
		const id = await begun('meeting-document', { kind: 'crp', title: { en: 'A paper' }, meeting: 'COP6' });
		expect(await write((db) => submit(db, doing(edith), id))).toMatchObject({ findings: [{ at: 'symbol', code: 'required' }] });
		expect(ids.paper).toMatch(/^MC-DOCUMENT-SEC-/);
	});

	test('is not given by a Party', async () => {
		const beginning = { type: 'meeting-document', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' } as const;
		expect(await write((db) => begin(db, doing(ama), beginning))).toMatchObject({ refusal: 'not-found' });
	});

	test('is the permanent address, however it is typed, and leads to the file in a language', async () => {
		expect(await ledTo('UNEP/MC/COP.6/2')).toBe(`/en/records/${ids.two}`);
		expect(await ledTo('unep/mc/cop.6/10/rev.1')).toBe(`/en/records/${ids.revised}`);
		expect(await ledTo('MC-5/16')).toMatch(/^\/en\/records\/MC-DECISION-SEC-/);
		expect(await ledTo('UNEP/MC/COP.6/10', '?in=en')).toBe(`/files/${ids.first}/${'1'.repeat(64)}/k-en.pdf`);
		expect(await ledTo('UNEP/MC/COP.6/10', '?in=fr')).toBe(`/en/records/${ids.first}`);
		expect(await ledTo(ids.paper as string)).toBe(`/en/records/${ids.paper}`);
		expect(await ledTo('UNEP/MC/COP.6/999')).toBe(404);
		expect(await ledTo("'; drop table")).toBe(404);
		expect(await ledTo(ids.letter as string)).toBe(404);
	});
});

describe('a meeting', () => {
	test('lists its documents by group, agenda item and symbol, with what took their place', async () => {
		const { groups, count, parity } = await asks<{ groups: DocumentGroup[]; count: number; parity: { language: string; there: number }[] }>(
			meetingPage,
			'/meetings/COP6',
			{ meeting: 'COP6' }
		);
		expect(groups.map(({ group, items }) => [group, items.map(({ item, documents }) => [item, symbols(documents)])])).toEqual([
			['outcomes', [[null, ['UNEP/MC/COP.6/30']]]],
			[
				'official',
				[
					['6.1', ['UNEP/MC/COP.6/2']],
					['10', ['UNEP/MC/COP.6/10', 'UNEP/MC/COP.6/10/Add.1', 'UNEP/MC/COP.6/10/Rev.1']]
				]
			],
			['information', [[null, ['UNEP/MC/COP.6/INF/26']]]],
			['working-group-1', [[null, ['A non-paper']]]]
		]);
		expect(groups[1]?.items[1]?.documents[0]?.replacedBy).toEqual(['UNEP/MC/COP.6/10/Rev.1']);
		expect(count).toBe(7);
		expect(parity).toEqual(languages.map((language) => ({ language, there: language === 'en' ? 2 : 1 })));
	});

	test('has its decisions in the order of their numbers', async () => {
		const { decisions } = await asks<{ decisions: ListedDocument[] }>(meetingPage, '/meetings/COP5', { meeting: 'COP5' });
		expect(symbols(decisions)).toEqual(['1', '3', '4', '7', '9', '11', '13', '14', '16', '17'].map((number) => `MC-5/${number}`));
		expect(decisions.every(({ ownWords }) => ownWords)).toBe(true);
	});

	test('stands in the list, the next one first', async () => {
		const { upcoming, bodies } = await asks<{
			upcoming: { id: string }[];
			bodies: { body: string; years: { meetings: { id: string; documents: number }[] }[] }[];
		}>(meetingsPage, '/meetings');
		expect(upcoming.map(({ id }) => id)).toEqual(['COP7']);
		expect(bodies.map(({ body }) => body)).toEqual(['COP', 'ICC', 'OESG', 'SIPGB', 'CONF', 'INC']);
		expect(bodies[0]?.years[0]?.meetings).toMatchObject([{ id: 'COP6', documents: 7 }]);
		await expect(asks(meetingPage, '/meetings/COP99', { meeting: 'COP99' })).rejects.toMatchObject({ status: 404 });
	});
});

describe('the library', () => {
	test('is asked by symbol, its beginning, or words of a title', async () => {
		expect(symbols((await find('q=unep+/mc/cop.6/inf/26')).documents)).toEqual(['UNEP/MC/COP.6/INF/26']);
		expect(symbols((await find('q=UNEP/MC/COP.6/INF')).documents)).toEqual(['UNEP/MC/COP.6/INF/26']);
		expect(symbols((await find('q=mc-6/10')).documents)).toEqual(['MC-6/10']);
		expect(symbols((await find('q=Ten,')).documents)).toEqual(['UNEP/MC/COP.6/10/Add.1', 'UNEP/MC/COP.6/10/Rev.1']);
		expect((await find('q=ten,+revISed')).total).toBe(1);
		expect((await find('q=%25')).total).toBe(0);
		expect((await find('q=%22en%22')).total).toBe(0);
		expect((await find('q=%3Cb%3E')).total).toBe(1);
	});

	test('is narrowed by meeting, kind, area, language and year, and pages through the rest', async () => {
		expect((await find('meeting=COP6')).total).toBe(8);
		expect((await find('meeting=COP6&kind=decision')).total).toBe(1);
		expect(symbols((await find('area=asgm')).documents)).toEqual(['UNEP/MC/COP.6/2', 'MC-1/13']);
		expect(symbols((await find('language=zh')).documents)).toEqual(['UNEP/MC/COP.6/10/Rev.1']);
		expect(symbols((await find('year=2024')).documents)).toEqual(['UNEP/MC/COP.6/10/Add.1']);
		expect((await find('year=2025')).total).toBe(7);
		const all = await find('');
		expect([all.total, all.documents.length]).toEqual([41, 41]);
		expect(all.documents[0]?.symbol).toBe('MC-6/10');
		expect((await find('page=999')).documents).toHaveLength(41);
		expect((await find('language=xx&year=20&page=-1')).total).toBe(41);
	});

	test('is in the interface of programs, with the symbol in the title', async () => {
		const { records } = (await (await exchange.call('records?type=meeting-document&limit=100')).json()) as {
			records: { id: string; title: { en: string } }[];
		};
		expect(records.find(({ id }) => id === ids.two)?.title.en).toBe('UNEP/MC/COP.6/2 – Two');
		const by = async (query: string) =>
			((await (await exchange.call(`records?${query}`)).json()) as { records: { id: string }[] }).records.map(({ id }) => id);
		expect(await by('symbol=unep/mc/cop.6/2')).toEqual([ids.two]);
		expect(await by('meeting=COP6&type=meeting-document')).toHaveLength(7);
		expect(await by('meeting=COP5&type=decision')).toHaveLength(10);
		expect((await exchange.call("records?meeting=';")).status).toBe(422);
		const one = (await (await exchange.call(`records/${ids.two}`)).json()) as { answers: Answers };
		expect(one.answers).toMatchObject({ symbol: 'UNEP/MC/COP.6/2', meeting: 'COP6' });
	});
});

describe('around one record', () => {
	test('supersession is told from both sides, and by whom nobody has published yet', async () => {
		expect(await around(ids.first as string)).toMatchObject({
			replacedBy: [{ symbol: 'UNEP/MC/COP.6/10/Rev.1', title: { en: 'Ten, revised' } }],
			parts: [{ symbol: 'UNEP/MC/COP.6/10/Add.1' }],
			parity: { there: ['en'], missing: ['ar', 'es', 'fr', 'ru', 'zh'] },
			related: [{ symbol: 'MC-5/16', title: { fr: 'Stratégie numérique et gestion des connaissances' } }]
		});
		expect(await around(ids.revised as string)).toMatchObject({ replaces: [{ symbol: 'UNEP/MC/COP.6/10' }], parity: { missing: [] } });
		expect(await around(ids.addendum as string)).toMatchObject({ belongsTo: [{ symbol: 'UNEP/MC/COP.6/10' }], parity: null });
		expect(await around(ids.two as string)).toMatchObject({ replaces: [{ symbol: 'UNEP/MC/COP.5/9', title: null }] });
	});

	test('what came of a decision is everything that names it, and nothing that names another', async () => {
		const digital = await around(
			String(await ledTo('MC-5/16'))
				.split('/')
				.at(-1) as string
		);
		expect(digital.followUp?.records.map(({ id }) => id).sort()).toEqual([ids.first, ids.letter].sort());
		expect(digital).toMatchObject({ ownWords: true, meeting: { id: 'COP5' } });
		const first = await around(
			String(await ledTo('MC-5/1'))
				.split('/')
				.at(-1) as string
		);
		expect(first.followUp?.records.map(({ id }) => id)).toEqual([ids.information]);
	});

	test('tells which questions forms ask since, and which amendments it adopted', async () => {
		const format = await around(
			String(await ledTo('MC-1/8'))
				.split('/')
				.at(-1) as string
		);
		const full = format.followUp?.forms.find(({ form }) => form === 'art21-full');
		expect(full?.report).toBe(true);
		expect(full?.questions.length).toBeGreaterThan(100);
		const annexes = await around(
			String(await ledTo('MC-5/4'))
				.split('/')
				.at(-1) as string
		);
		expect(annexes.followUp?.amendments).toHaveLength(1);
	});
});

test('a withdrawn document keeps its symbol and its address, and leaves the lists', async () => {
	const id = await document('UNEP/MC/COP.6/77', 'Posted by mistake');
	fine(await write((db) => moveRecord(db, doing(paul), { record: id, move: 'withdraw', reason: 'It belongs to another meeting.' })));
	await exchange.world.react();
	expect(await ledTo('UNEP/MC/COP.6/77')).toBe(`/en/records/${id}`);
	expect((await find('q=UNEP/MC/COP.6/77')).total).toBe(0);
	const before = await find('');
	await write((db) => projectAll(db, exchange.world.catalogue));
	expect(await ledTo('UNEP/MC/COP.6/77')).toBe(`/en/records/${id}`);
	expect(await find('')).toEqual(before);
});
