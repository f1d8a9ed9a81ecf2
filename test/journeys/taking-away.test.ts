// SPDX-License-Identifier: Apache-2.0
// Every published revision can be taken away as CSV, spreadsheet, JSON and linked data, by whoever asks for it at its permanent address; nothing
// that is not public goes with it.
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetType } from '#interop/sheets/xlsx.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { GET as take } from '../../src/routes/[lang]/records/[id]/[number]/record.[format]/+server.ts';
import { GET as permanent } from '../../src/routes/records/[id]/[[number]]/+server.ts';
import { canary, type Exchange, openExchange, origin } from '../exchange.ts';
import { ama } from '../people.ts';

let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
}, 120_000);
afterAll(() => exchange.close());

/** Signed in as the focal point, who would see more on the page. */
async function locals(language: Language) {
	const { database, definitions, convention } = exchange.world;
	const platform = { database, configuration: { origin } };
	return { platform, definitions, convention, reader: await readerIn(language), person: ama };
}
const taken = async (language: Language, id: string, number: string, format: string) =>
	take({ locals: await locals(language), params: { lang: language, id, number, format } } as unknown as Parameters<typeof take>[0]);

async function asked(id: string, accept: string | null, number?: string, language: Language = 'en') {
	const url = new URL(`${origin}/records/${id}${number ? `/${number}` : ''}`);
	const request = new Request(url, { headers: accept === null ? {} : { accept } });
	return permanent({ locals: await locals(language), params: { id, number }, request, url } as unknown as Parameters<typeof permanent>[0]);
}

const formats = ['csv', 'xlsx', 'json', 'jsonld'] as const;
const hidden = ['draft', 'submitted', 'returned', 'bilateral', 'restricted', 'withdrawn'] as const;
const open = ['superseded', 'notification', 'focalPoint', 'exemption', 'confidential', 'revised'] as const;

test.each(languages)('as CSV in %s: a line for each answer and each language of it', async (language) => {
	const { notification } = exchange.ids;
	const reply = await taken(language, notification, '1', 'csv');
	expect(Object.fromEntries(reply.headers)).toMatchObject({
		'content-type': 'text/csv; charset=utf-8; header=present',
		'content-language': language,
		'content-disposition': `attachment; filename="${notification}-1.csv"`
	});
	const text = await reply.text();
	const { t } = await readerIn(language);
	expect(text.split('\r\n')[0]).toBe(['section', 'number', 'question', 'answer', 'language'].map((id) => t(`print.sheet.${id}` as never)).join(','));
	expect(text).toMatch(/,More than insignificant\.,en\r\n/);
	expect(text).toMatch(/,Plus que négligeable\.,fr\r\n/);
	expect(text).toContain(`${origin}/${language}/records/${notification}/1`);
});

test('no cell runs as a formula', async () => {
	expect(await (await taken('en', exchange.ids.focalPoint, '1', 'csv')).text()).toContain(`"'=HYPERLINK(""https://example.org"",""Ama"")"`);
	expect(await (await taken('en', exchange.ids.exemption, '1', 'csv')).text()).toContain(`'-5+cells`);
});

test('as a spreadsheet: the same rows, with title and source above', async () => {
	for (const language of ['en', 'ar'] as const) {
		const reply = await taken(language, exchange.ids.notification, '1', 'xlsx');
		expect(reply.headers.get('content-type')).toBe(sheetType);
		const [sheet] = await readSheet(Buffer.from(await reply.arrayBuffer()));
		const cells = JSON.stringify(sheet?.data);
		for (const said of ['More than insignificant.', 'Plus que négligeable.', `${origin}/${language}/records/${exchange.ids.notification}/1`])
			expect(cells).toContain(said);
	}
});

test('as JSON: what the API gives to anybody', async () => {
	for (const name of open) {
		const id = exchange.ids[name];
		const reply = await taken('fr', id, '1', 'json');
		expect(reply.headers.get('content-type')).toBe('application/json');
		expect(await reply.json(), name).toEqual(await (await exchange.call(`records/${id}/revisions/1`)).json());
	}
});

test('as linked data: what it is, whose and where', async () => {
	const reply = await taken('en', exchange.ids.exemption, '1', 'jsonld');
	expect(reply.headers.get('content-type')).toBe('application/ld+json');
	expect(await reply.json()).toMatchObject({
		'@type': 'Report',
		identifier: exchange.ids.exemption,
		author: { name: { '@value': 'Switzerland', '@language': 'en' }, location: { identifier: [{ value: 'CH' }, { value: 'CHE' }] } },
		associatedMedia: [{ name: 'Explication détaillée.pdf', encodingFormat: 'application/pdf' }]
	});
});

test('nothing private goes with it for anybody, nor anything that is not public, whoever asks', async () => {
	for (const format of formats) {
		for (const name of open) {
			const bytes = Buffer.from(await (await taken('en', exchange.ids[name], '1', format)).arrayBuffer());
			const told = format === 'xlsx' ? JSON.stringify(await readSheet(bytes)) : bytes.toString();
			expect(told, `${name} ${format}`).not.toContain(canary);
		}
		for (const name of hidden)
			for (const number of ['1', '2'])
				await expect(taken('en', exchange.ids[name], number, format), `${name} ${format}`).rejects.toMatchObject({ status: 404 });
		for (const number of ['0', '99', '-1', '1e0', '01', 'x', '9'.repeat(30)])
			await expect(taken('en', exchange.ids.notification, number, format), number).rejects.toMatchObject({ status: 404 });
	}
	for (const format of ['', 'xml', 'CSV', 'constructor', 'pdf.csv'])
		await expect(taken('en', exchange.ids.notification, '1', format), format).rejects.toMatchObject({ status: 404 });
});

test.each([
	[null, 302, '/ru/records/{id}'],
	['text/html,*/*;q=0.8', 302, '/ru/records/{id}'],
	['application/json', 303, '/api/v1/records/{id}'],
	['application/ld+json', 303, '/ru/records/{id}/1/record.jsonld'],
	['application/pdf', 303, '/ru/records/{id}/1/record.pdf'],
	['text/csv', 303, '/ru/records/{id}/1/record.csv'],
	[sheetType, 303, '/ru/records/{id}/1/record.xlsx']
] as const)('the permanent address leads who accepts %s there', async (accept, status, address) => {
	const id = exchange.ids.notification;
	const reply = await asked(id, accept, undefined, 'ru');
	expect(reply.status).toBe(status);
	expect(reply.headers.get('location')).toBe(address.replace('{id}', id));
	expect(reply.headers.get('vary')).toBe('accept, accept-language');
});

test('the permanent address of one revision leads to that one, and tells of no other', async () => {
	const { revised, withdrawn, draft } = exchange.ids;
	const location = async (...of: Parameters<typeof asked>) => (await asked(...of)).headers.get('location');
	expect(await location(revised, 'application/json', '1')).toBe(`/api/v1/records/${revised}/revisions/1`);
	expect(await location(revised, 'text/csv', '1')).toBe(`/en/records/${revised}/1/record.csv`);
	// The second is on its way; the newest that is public is the first.
	expect(await location(revised, 'text/csv')).toBe(`/en/records/${revised}/1/record.csv`);
	expect(await location(revised, null, 'compare')).toBe(`/en/records/${revised}/compare`);
	expect((await asked(withdrawn, 'text/csv')).status).toBe(410);
	for (const id of [draft, 'MC-NONE-XX-0001']) await expect(asked(id, 'text/csv'), id).rejects.toMatchObject({ status: 404 });
	expect(await location('a%2F..%2F', 'application/json', '../x')).toBe('/api/v1/records/a%252F..%252F/revisions/..%2Fx');
});
