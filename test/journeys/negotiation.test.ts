// SPDX-License-Identifier: Apache-2.0
// One permanent address, many shapes: by Accept, by an ending, by `format`. The graphs say the same in every shape, as parsers that we did not write
// read them; what was withdrawn says so in each; and a decision leaves as Akoma Ntoso in its languages.
import { Readable } from 'node:stream';
import { Parser, type Term } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { GET as take } from '../../src/routes/[lang]/records/[id]/[number]/record.[format]/+server.ts';
import { GET as permanent } from '../../src/routes/records/[id]/[[number]]/+server.ts';
import { canary, type Exchange, openExchange, origin } from '../exchange.ts';
import { ama, paul } from '../people.ts';

let exchange: Exchange;
let decision: string;
beforeAll(async () => {
	exchange = await openExchange();
	decision = await publishedDecision();
}, 120_000);
afterAll(() => exchange.close());

const said = {
	en: 'The Conference of the Parties,\n\nRecalling Article 21 & its paragraphs,\n\n1. Decides to <act>;\n\n2. Requests the secretariat:\n(a) To collect views;\n(b) To report;\n\n3. Invites Parties to reply.',
	ar: 'إن مؤتمر الأطراف،\n\n1. يقرر أن يعمل؛\n\n2. يطلب إلى الأمانة أن تقدم تقريرا.'
};

async function publishedDecision(): Promise<string> {
	const { database, definitions, doing, react } = exchange.world;
	const fine = <T>(outcome: T) => {
		if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
		return outcome as Exclude<T, { refusal: unknown }>;
	};
	const answers = {
		number: 'MC-9/9',
		title: { en: 'A decision made up for this test', ar: 'مقرر للاختبار' },
		titleStanding: 'own-words',
		meeting: 'COP5',
		date: '2023-11-03',
		text: said,
		areas: ['asgm'],
		articles: ['21']
	};
	const { id } = fine(
		await database.write((db) =>
			begin(db, doing(paul), { type: 'decision', ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC', answers })
		)
	);
	fine(await database.write((db) => submit(db, doing(paul), id)));
	fine(
		await database.write((db) =>
			moveRecord(db, doing(paul), { record: id, move: 'publish', checklist: definitions.current('decision')?.form.checklist })
		)
	);
	await react();
	return id;
}

async function locals(language: Language) {
	const { database, definitions, convention } = exchange.world;
	return { platform: { database, configuration: { origin } }, definitions, convention, reader: await readerIn(language), person: ama };
}

async function asked(path: string, accept: string | null = null, language: Language = 'en'): Promise<Response> {
	const url = new URL(`${origin}/records/${path}`);
	const [id, number] = url.pathname.slice('/records/'.length).split('/');
	const request = new Request(url, { headers: accept === null ? {} : { accept } });
	return permanent({ locals: await locals(language), params: { id, number }, request, url } as unknown as Parameters<typeof permanent>[0]);
}

/** Goes where the permanent address leads. */
async function followed(path: string, accept: string | null = null, language: Language = 'en'): Promise<Response> {
	const reply = await asked(path, accept, language);
	const [, lang, id, number, format] = /^\/(\w\w)\/records\/([^/]+)\/(\d+)\/record\.(\w+)$/.exec(reply.headers.get('location') ?? '') ?? [];
	return take({ locals: await locals(lang as Language), params: { lang, id, number, format } } as unknown as Parameters<typeof take>[0]);
}

interface Quad {
	subject: Term;
	predicate: Term;
	object: Term;
}
const termOf = ({ termType, value, language, datatype }: Term): string =>
	termType === 'BlankNode' ? '_' : termType === 'Literal' ? `"${value}"${language ? `@${language}` : `^^${datatype?.value}`}` : `<${value}>`;
/** Nodes without an address have no name of their own. */
const inOrder = (quads: Quad[]): string =>
	quads
		.map((quad) => [quad.subject, quad.predicate, quad.object].map(termOf).join(' '))
		.toSorted()
		.join('\n');
const fromTurtle = (text: string) => inOrder(new Parser({ format: 'Turtle' }).parse(text));
const fromXml = async (text: string) => inOrder((await Readable.from([text]).pipe(new RdfXmlParser()).toArray()) as Quad[]);

describe('by what a caller takes', () => {
	test.each([
		['text/turtle', 'record.ttl'],
		['application/rdf+xml', 'record.rdf'],
		['text/csv;q=0.2, text/turtle;q=0.9, text/html;q=0.5', 'record.ttl'],
		['application/pdf;q=0.5, application/ld+json', 'record.jsonld'],
		['text/turtle;q=0, application/*', '/api/v1/records/']
	])('%s leads to %s', async (accept, place) => {
		const reply = await asked(exchange.ids.notification, accept);
		expect(reply.status).toBe(303);
		expect(reply.headers.get('location')).toContain(place);
		expect(reply.headers.get('vary')).toBe('accept, accept-language');
		expect(reply.headers.get('link')).toContain(`<${origin}/records/${exchange.ids.notification}.ttl>; rel="alternate"; type="text/turtle"`);
	});

	test('an ending and `format` say the same, of one revision too, and count for more than Accept', async () => {
		const { notification } = exchange.ids;
		for (const path of [`${notification}.ttl`, `${notification}?format=ttl`, `${notification}/1.ttl`])
			expect((await asked(path, 'application/pdf')).headers.get('location'), path).toBe(`/en/records/${notification}/1/record.ttl`);
		expect((await asked(`${notification}.html?from=mail`, 'text/csv', 'fr')).headers.get('location')).toBe(`/fr/records/${notification}?from=mail`);
		expect((await asked(`${notification}.json`)).headers.get('location')).toBe(`/api/v1/records/${notification}`);
	});

	test('who takes nothing that is offered is told what is', async () => {
		for (const [path, accept] of [
			[exchange.ids.notification, 'image/png'],
			[`${exchange.ids.notification}?format=docx`, null]
		] as const) {
			const reply = await asked(path, accept, 'fr');
			expect(reply.status).toBe(406);
			const { code, offered } = await reply.json();
			expect(code).toBe('not-acceptable');
			expect(offered).toContainEqual({ type: 'text/turtle', href: `${origin}/records/${exchange.ids.notification}.ttl` });
		}
	});
});

test('the graph is the same in Turtle and in RDF/XML, and holds nothing private', async () => {
	for (const name of ['notification', 'exemption', 'focalPoint', 'revised', 'confidential'] as const) {
		const turtle = await (await followed(`${exchange.ids[name]}.ttl`)).text();
		const quads = await fromTurtle(turtle);
		expect(quads).toContain('<http://schema.org/Report>');
		expect(await fromXml(await (await followed(`${exchange.ids[name]}.rdf`)).text())).toBe(quads);
		expect(turtle).not.toContain(canary);
	}
	const graph = await fromTurtle(await (await followed(`${exchange.ids.exemption}.ttl`)).text());
	expect(graph).toContain(`<${origin}/records/${exchange.ids.exemption}/1> <http://schema.org/identifier> "${exchange.ids.exemption}"`);
	expect(graph).toContain('"Switzerland"@en');
});

test('what was withdrawn says so in every shape, with its reason and nothing of its content', async () => {
	const { withdrawn } = exchange.ids;
	expect((await asked(withdrawn, 'text/html')).headers.get('location')).toBe(`/en/records/${withdrawn}`);
	expect((await asked(`${withdrawn}.json`)).headers.get('location')).toBe(`/api/v1/records/${withdrawn}`);
	for (const format of ['ttl', 'rdf', 'jsonld', 'csv', 'pdf', 'xlsx', 'akn']) {
		const reply = await asked(`${withdrawn}.${format}`);
		const text = await reply.text();
		expect(reply.status, format).toBe(410);
		expect(text, format).toContain('It was sent twice.');
		expect(text, format).not.toContain(canary);
		if (format === 'ttl') expect(await fromTurtle(text)).toContain('"withdrawn"');
		if (format === 'rdf') expect(await fromXml(text)).toContain('"withdrawn"');
	}
	for (const path of [`${exchange.ids.draft}.ttl`, `${exchange.ids.bilateral}.rdf`, 'MC-NONE-XX-0001.ttl', `${exchange.ids.notification}/99.ttl`])
		await expect(asked(path), path).rejects.toMatchObject({ status: 404 });
});

interface Element {
	name: string;
	attributes: Record<string, string>;
	text: string;
}

function elements(text: string): Element[] {
	const all: Element[] = [];
	const open: Element[] = [];
	const parser = new SaxesParser({ xmlns: false });
	parser.on('error', (fault) => {
		throw fault;
	});
	parser.on('opentag', ({ name, attributes }) => {
		const element = { name, attributes: attributes as Record<string, string>, text: '' };
		all.push(element);
		open.push(element);
	});
	parser.on('text', (part) => open.forEach((element) => (element.text += part)));
	parser.on('closetag', () => void open.pop());
	parser.write(text).close();
	return all;
}

describe('a decision as Akoma Ntoso', () => {
	test('has its numbered paragraphs, points and addresses', async () => {
		const reply = await followed(decision, 'application/akn+xml');
		expect(reply.headers.get('content-type')).toBe('application/akn+xml; charset=utf-8');
		const all = elements(await reply.text());
		const texts = (name: string) => all.filter((each) => each.name === name).map(({ text }) => text);
		expect(all[0]).toMatchObject({ name: 'akomaNtoso', attributes: { xmlns: 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0' } });
		expect(texts('recital')).toEqual(['The Conference of the Parties,', 'Recalling Article 21 & its paragraphs,']);
		expect(all.filter(({ name }) => name === 'paragraph').map(({ attributes }) => attributes.eId)).toEqual(['para_1', 'para_2', 'para_3']);
		expect(texts('intro')).toEqual(['Requests the secretariat:']);
		expect(texts('point')).toEqual(['(a)To collect views;', '(b)To report;']);
		expect(texts('content')[0]).toBe('Decides to <act>;');
		const uris = all.filter(({ name }) => name === 'FRBRuri').map(({ attributes }) => attributes.value);
		const work = '/akn/un/statement/decision/cop5/2023-11-03/mc-9-9';
		expect(uris).toEqual([work, `${work}/eng@/v1`, `${work}/eng@/v1.akn`]);
		expect(all.find(({ name }) => name === 'FRBRalias')?.attributes.value).toBe(`${origin}/records/${decision}`);
		const ids = all.flatMap(({ attributes }) => attributes.eId ?? []);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('in the language asked for, else in another that there is, and says which', async () => {
		const arabic = await followed(`${decision}.akn`, null, 'ar');
		expect(arabic.headers.get('content-language')).toBe('ar');
		const all = elements(await arabic.text());
		expect(all.find(({ name }) => name === 'FRBRlanguage')?.attributes.language).toBe('ara');
		expect(all.find(({ name }) => name === 'docTitle')?.text).toBe('مقرر للاختبار');
		const russian = await followed(`${decision}.akn`, null, 'ru');
		expect(russian.headers.get('content-language')).toBe('en');
	});

	test('and no other record has one', async () => {
		await expect(asked(`${exchange.ids.notification}.akn`)).rejects.toMatchObject({ status: 404 });
		// Who only would rather have it must not take the record for gone.
		const { notification } = exchange.ids;
		expect((await asked(notification, 'application/akn+xml, text/turtle;q=0.5')).headers.get('location')).toBe(
			`/en/records/${notification}/1/record.ttl`
		);
		const none = await asked(notification, 'application/akn+xml');
		expect([
			none.status,
			((await none.json()) as { offered: { type: string }[] }).offered.some(({ type }) => type === 'application/akn+xml')
		]).toEqual([406, false]);
	});
});
