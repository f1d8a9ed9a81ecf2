// SPDX-License-Identifier: Apache-2.0
// InforMEA harvests, a spreadsheet reads, somebody types a wrong question: OData V2 and V4 and the shape of Drupal, as the routes answer them.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { chanceFrom } from '../ground/chance.ts';
import { all, type Base, type Caller, callerOf, checkMetadataV2, type Element, harvest, parsed } from '../odata.ts';
import { edith, paul } from '../people.ts';

let exchange: Exchange;
let call: Caller;
const ids: Record<'first' | 'second' | 'third' | 'withdrawn' | 'document' | 'webinar', string> = {} as never;
const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const doing = (by: Person, minute: number) => exchange.world.doing(by, new Date(Date.UTC(2026, 8, 1, 0, minute)).toISOString());
let minute = 0;
async function published(type: string, answers: Answers): Promise<string> {
	minute += 1;
	const { database, definitions } = exchange.world;
	const beginning = { type, ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC', answers } as const;
	const { id } = fine(await database.write((db) => begin(db, doing(edith, minute), beginning)));
	for (const sha256 of new Set(JSON.stringify(answers).match(/[0-9a-f]{64}/g)))
		fine(
			await database.write((db) => attach(db, doing(edith, minute), { record: id, sha256, name: 'file.pdf', mediaType: 'application/pdf', size: 10 }))
		);
	fine(await database.write((db) => submit(db, doing(edith, minute), id)));
	const checklist = definitions.current(type)?.form.checklist ?? [];
	fine(await database.write((db) => moveRecord(db, doing(paul, minute), { record: id, move: 'publish', checklist })));
	await exchange.world.react();
	return id;
}
const file = (letter: string, language: string) => ({
	file: letter.repeat(64),
	name: `Décision & texte-${language}.pdf`,
	mediaType: 'application/pdf',
	size: 10,
	language
});
const decision = (number: string, title: Answers, more: Answers = {}) =>
	published('decision', { number, title, titleStanding: 'own-words', meeting: 'COP5', ...more });

beforeAll(async () => {
	exchange = await openExchange();
	ids.first = await decision(
		'MC-5/16',
		{ en: "Knowledge <platform> & 'exchange'", fr: 'Plateforme', ar: 'منصة المعرفة', zh: '知识平台' },
		{
			text: { en: 'The Conference of the Parties decides.', fr: 'La Conférence décide.' },
			keywords: ['mercury'],
			files: [file('1', 'en'), file('2', 'ar')],
			date: '2023-11-02'
		}
	);
	ids.second = await decision('MC-5/1', { en: 'Rules' }, { replaces: ['MC-5/16'] });
	ids.third = await decision('MC-4/3', { en: 'Gold' }, { meeting: 'COP4.2' });
	ids.withdrawn = await decision('MC-5/2', { en: 'By mistake' });
	fine(await exchange.world.database.write((db) => moveRecord(db, doing(paul, 50), { record: ids.withdrawn, move: 'withdraw', reason: 'Twice.' })));
	ids.document = await published('meeting-document', {
		...{ kind: 'official', symbol: 'UNEP/MC/COP.6/10', title: { en: 'Ten', es: 'Diez' }, meeting: 'COP6', decisions: ['MC-5/16'], areas: ['asgm'] },
		files: [file('3', 'es')]
	});
	ids.webinar = await published('event', {
		...{
			title: { en: 'A webinar' },
			kind: 'webinar',
			body: { en: 'About *gold*.' },
			startDay: '2027-01-10',
			startTime: '10:00',
			endDay: '2027-01-10'
		},
		...{ timeZone: 'Europe/Zurich', online: 'https://example.org/join', languages: ['en'] }
	});
	await exchange.world.react();
	// As if each had come here on the day that it bears: what is asked by `updated` then stands still.
	await exchange.world.database.write((db) => sql`update catalogue.entries set changed_at = published_at`.execute(db));
	call = callerOf(exchange.world, { origin, today });
}, 120_000);
afterAll(() => exchange.close());

const json = { accept: 'application/json' };
async function given<T = { [name: string]: never }>(base: Base, path: string, headers: Record<string, string> = json, status = 200): Promise<T> {
	const reply = await call(base, path, headers);
	const text = await reply.text();
	expect([path, reply.status, reply.status === status ? '' : text]).toEqual([path, status, '']);
	return JSON.parse(text) as T;
}
async function atom(path: string, headers: Record<string, string> = {}): Promise<Element> {
	const reply = await call('/informea.svc', path, headers);
	expect([path, reply.status]).toEqual([path, 200]);
	return parsed(await reply.text());
}
interface V2<Row = Record<string, never>> {
	d: { results: Row[]; __count?: string; __next?: string };
}
const numbers = async (query: string): Promise<string[]> =>
	(await given<V2<{ number: string }>>('/informea.svc', `/Decisions?${query}`)).d.results.map(({ number }) => number);

describe('what the service says of itself', () => {
	test('the service document, with and without a stroke at the end, in Atom and in JSON', async () => {
		for (const path of ['', '/']) {
			const document = await atom(path);
			const hrefs = all(document, 'collection').map(({ attributes }) => attributes.href);
			expect(hrefs).toEqual(
				expect.arrayContaining([
					'Decisions',
					'Meetings',
					'Contacts',
					'CountryReports',
					'NationalPlans',
					'Sites',
					'Treaties',
					'Documents',
					'CountryProfiles'
				])
			);
			expect(hrefs).not.toContain('Records');
			const { d } = await given<{ d: { EntitySets: string[] } }>('/informea.svc', path);
			expect(d.EntitySets).toEqual(hrefs);
		}
	});

	test('its description holds together: names are unique, every way has its association, every association its set', async () => {
		const reply = await call('/informea.svc', '/$metadata');
		expect(reply.headers.get('content-type')).toContain('application/xml');
		const { sets, types } = checkMetadataV2(await reply.text());
		// Every set can be asked for, empty or not, and everything in it is described.
		for (const [set, type] of sets) {
			const described = new Set(types.get(type)?.children.map(({ attributes }) => attributes.Name));
			const { d } = await given<V2>('/informea.svc', `/${set}?$top=2`);
			for (const row of d.results)
				for (const name of Object.keys(row)) expect([set, name, name === '__metadata' || described.has(name)]).toEqual([set, name, true]);
			for (const entry of all(await atom(`/${set}?$top=2`), 'm:properties'))
				for (const property of entry.children) expect(described.has(property.name.replace('d:', ''))).toBe(true);
		}
	});
});

describe('a harvester of InforMEA', () => {
	test('takes the decisions page by page, each as it stands', async () => {
		const { count, rows } = await harvest(call, 'Decisions', 'title,keywords,files,content,summary', 2);
		expect([count, rows.length]).toEqual([3, 3]);
		const first = rows.find(({ id }) => id === ids.first);
		expect(first).toMatchObject({
			...{ number: 'MC-5/16', treaty: 'minamata', type: 'decision', status: 'retired', meetingId: 'COP5', displayOrder: 16 },
			published: `/Date(${Date.UTC(2023, 10, 2)})/`,
			updated: `/Date(${Date.UTC(2026, 8, 1, 0, 1)})/`,
			link: `${origin}/records/${ids.first}`
		});
		expect((first as { title: { results: object[] } }).title.results).toMatchObject([
			{ Id: `${ids.first}-en`, language: 'en', value: "Knowledge <platform> & 'exchange'" },
			{ language: 'ar', value: 'منصة المعرفة' },
			{ language: 'fr' },
			{ language: 'zh' }
		]);
		expect((first as { files: { results: object[] } }).files.results[1]).toMatchObject({
			language: 'ar',
			mimeType: 'application/pdf',
			url: `${origin}/files/${ids.first}/${'2'.repeat(64)}/D%C3%A9cision%20%26%20texte-ar.pdf`
		});
	});

	test('meetings, contacts, reports, plans, sites, documents and treaties; a set without rows counts 0', async () => {
		const meetings = await harvest(call, 'Meetings', 'title,description');
		expect(meetings.rows).toHaveLength(meetings.count);
		expect(meetings.rows).toContainEqual(
			expect.objectContaining({ id: 'COP6', country: 'CHE', city: 'Geneva', status: 'over', start: `/Date(${Date.UTC(2025, 10, 3)})/` })
		);
		// Whoever asks by it would take what bears none for new each time.
		for (const row of meetings.rows) expect(row.updated, row.id as string).toMatch(/^\/Date\(\d+\)\/$/);
		expect(meetings.rows).toContainEqual(expect.objectContaining({ id: 'COP7', status: 'nodate', start: null }));
		expect(meetings.rows).toContainEqual(expect.objectContaining({ id: ids.webinar, virtual: true, start: `/Date(${Date.UTC(2027, 0, 10, 9)})/` }));
		const contacts = await harvest(call, 'Contacts', 'treaties,roles');
		expect(contacts.rows).toEqual([
			expect.objectContaining({ id: exchange.ids.focalPoint, country: 'GHA', email: null, phone: null, phoneNumber: null, address: null, primary: 1 })
		]);
		const [contact] = contacts.rows as [{ roles: { results: object[] } }];
		expect(contact.roles.results).toMatchObject([{ treaty: 'minamata', roles: 'national-focal-point', order: 1 }]);
		// V2 describes them as the one text that it gives; V4 as the list that the specification means.
		expect(await (await call('/informea.svc', '/$metadata')).text()).toMatch(
			/<EntityType Name="ContactRole">.*?<Property Name="roles" Type="Edm.String"/
		);
		expect((await given<{ value: object[] }>('/odata', '/Contacts?$expand=roles')).value).toMatchObject([
			{ roles: [{ treaty: 'minamata', roles: ['national-focal-point'], order: 1 }] }
		]);
		expect(await harvest(call, 'CountryReports', 'title,files')).toEqual({ count: 0, rows: [] });
		expect(await harvest(call, 'NationalPlans', 'title,files')).toEqual({ count: 0, rows: [] });
		expect(await harvest(call, 'Sites', 'name')).toEqual({ count: 0, rows: [] });
		expect(await (await call('/informea.svc', '/Sites/$count')).text()).toBe('0');
		const documents = await harvest(call, 'Documents', 'authors,descriptions,files,identifiers,keywords,referenceToEntities,tags,titles,types');
		const [document] = documents.rows as [{ titles: { results: object[] }; referenceToEntities: { results: object[] } }];
		expect(document.titles.results).toMatchObject([
			{ language: 'en', value: 'Ten' },
			{ language: 'es', value: 'Diez' }
		]);
		expect(document.referenceToEntities.results).toMatchObject([
			{ type: 'meeting', refId: 'COP6' },
			{ type: 'decision', refId: ids.first }
		]);
		expect((await harvest(call, 'Treaties', '')).rows).toMatchObject([{ id: 'minamata', titleEnglish: 'Minamata Convention on Mercury' }]);
		const profiles = await harvest(call, 'CountryProfiles', '');
		expect(profiles.rows.length).toBeGreaterThan(100);
		for (const row of profiles.rows) expect(row.updated, row.country as string).toMatch(/^\/Date\(\d+\)\/$/);
	});

	test('Atom is what comes unasked, with the count, and what is opened in place', async () => {
		const feed = await atom('/Decisions?$inlinecount=allpages&$expand=title,files&$orderby=number');
		expect(feed.name).toBe('feed');
		expect(all(feed, 'm:count').map(({ text }) => text)).toEqual(['3']);
		const entries = feed.children.filter(({ name }) => name === 'entry');
		expect(entries.map((entry) => all(entry, 'd:number')[0]?.text)).toEqual(['MC-4/3', 'MC-5/1', 'MC-5/16']);
		const [first] = entries.slice(-1) as [Element];
		expect(all(first, 'category')[0]?.attributes.term).toBe('informea.Decision');
		const title = first.children.find((child) => child.name === 'link' && child.attributes.title === 'title');
		expect(all(title as Element, 'd:value').map(({ text }) => text)).toContain("Knowledge <platform> & 'exchange'");
		expect(all(first, 'd:updated')[0]).toMatchObject({ attributes: { 'm:type': 'Edm.DateTime' }, text: '2026-09-01T00:01:00' });
		expect((await call('/informea.svc', '/Decisions', { accept: '*/*' })).headers.get('content-type')).toContain('application/atom+xml');
	});

	test('what was withdrawn, is a draft or belongs to two is not there', async () => {
		expect((await call('/informea.svc', `/Decisions('${ids.withdrawn}')`)).status).toBe(404);
		expect((await call('/informea.svc', `/Contacts('${exchange.ids.notification}')`)).status).toBe(404);
		const { value } = await given<{ value: { id: string }[] }>('/odata', '/Records?$select=id');
		const shown = value.map(({ id }) => id);
		for (const name of ['draft', 'submitted', 'returned', 'withdrawn', 'bilateral', 'restricted', 'superseded'] as const)
			expect(shown).not.toContain(exchange.ids[name]);
		expect(shown).toContain(exchange.ids.revised);
	});

	test('nothing private is in any set, in any shape', async () => {
		for (const base of ['/informea.svc', '/odata'] as const) {
			const text = await (await call(base, '/', json)).text();
			const sets =
				base === '/odata'
					? (JSON.parse(text) as { value: { name: string }[] }).value.map(({ name }) => name)
					: (JSON.parse(text) as { d: { EntitySets: string[] } }).d.EntitySets;
			for (const set of sets) expect(await (await call(base, `/${set}${base === '/odata' ? '?$expand=*' : ''}`)).text()).not.toContain(canary);
		}
		for (const list of ['decisions', 'meetings', 'contacts', 'documents', 'country-reports', 'national-plans'])
			expect(await (await call('/informea', `/${list}`)).text()).not.toContain(canary);
	});
});

describe('questions', () => {
	test('order, pages, filters', async () => {
		expect(await numbers('$orderby=number')).toEqual(['MC-4/3', 'MC-5/1', 'MC-5/16']);
		expect(await numbers('$orderby=treaty,updated desc,id')).toEqual(['MC-4/3', 'MC-5/1', 'MC-5/16']);
		expect(await numbers('$orderby=length(number) desc,number desc&$top=2')).toEqual(['MC-5/16', 'MC-5/1']);
		expect(await numbers('$orderby=number&$top=1&$skip=1')).toEqual(['MC-5/1']);
		expect(await numbers('$orderby=number DESC,id ASC')).toEqual(['MC-5/16', 'MC-5/1', 'MC-4/3']);
		expect(await numbers('$top=0')).toEqual([]);
		expect(await numbers('$skip=1000000000000')).toEqual([]);
		const cases: [filter: string, left: string[]][] = [
			["treaty eq 'minamata'", ['MC-4/3', 'MC-5/1', 'MC-5/16']],
			["treaty eq 'cbd'", []],
			["updated gt datetime'2026-09-01T00:01:00'", ['MC-4/3', 'MC-5/1']],
			["updated gt datetime'2026-09-01T00:01:30.5' and number ne 'MC-4/3'", ['MC-5/1']],
			["updated le datetime'2026-09-01'", []],
			["not (number eq 'MC-5/1') and startswith(number,'MC-5')", ['MC-5/16']],
			["substringof('5/1',number) eq true", ['MC-5/1', 'MC-5/16']],
			["endswith(tolower(number),'/3') or indexof(number,'16') gt 0", ['MC-4/3', 'MC-5/16']],
			['year(published) eq 2023 and month(published) eq 11 and day(published) lt 3', ['MC-5/16']],
			["concat(number,'!') eq 'MC-5/1!' or length(number) eq 7", ['MC-5/1', 'MC-5/16']],
			['(displayOrder add 1) mul 2 ge 34', ['MC-5/16']],
			['displayOrder gt 2L and displayOrder lt 4.5d', ['MC-4/3']],
			['link eq null', []],
			["title/value eq 'Rules'", ['MC-5/1']],
			["substringof('منصة',title/value)", ['MC-5/16']],
			["files/language eq 'ar'", ['MC-5/16']],
			[`id eq guid'00000000-0000-0000-0000-000000000000'`, []],
			["status eq 'retired'", ['MC-5/16']],
			["title/value eq 'it''s'", []]
		];
		for (const [filter, left] of cases) {
			expect([filter, await numbers(`$orderby=number&$filter=${encodeURIComponent(filter)}`)]).toEqual([filter, left]);
			expect([filter, await (await call('/informea.svc', `/Decisions/$count?$filter=${encodeURIComponent(filter)}`)).text()]).toEqual([
				filter,
				String(left.length)
			]);
		}
	});

	test('one entity by its key, what it leads to, one property, its bare value, its links', async () => {
		const key = `/Decisions('${ids.first}')`;
		expect(await given('/informea.svc', key)).toMatchObject({
			d: {
				__metadata: { type: 'informea.Decision', uri: `${origin}/informea.svc${key}` },
				title: { __deferred: { uri: `${origin}/informea.svc${key}/title` } }
			}
		});
		expect(await given('/informea.svc', `/Decisions(id='${ids.first}')?$select=number`)).toEqual({
			d: { __metadata: expect.anything(), number: 'MC-5/16' }
		});
		expect((await call('/informea.svc', `/Decisions(guid'00000000-0000-0000-0000-000000000000')`)).status).toBe(404);
		expect((await given<V2>('/informea.svc', `${key}/title?$filter=language eq 'fr'`)).d.results).toMatchObject([{ value: 'Plateforme' }]);
		expect(await (await call('/informea.svc', `${key}/title/$count`)).text()).toBe('4');
		expect(await given('/informea.svc', `${key}/title('${ids.first}-ar')/DecisionDetails`)).toMatchObject({ d: { number: 'MC-5/16' } });
		expect(await given('/informea.svc', `/DecisionTitle('${ids.first}-ar')`)).toMatchObject({ d: { Id: `${ids.first}-ar`, language: 'ar' } });
		expect(await given('/informea.svc', `${key}/number`)).toEqual({ d: { number: 'MC-5/16' } });
		expect(await (await call('/informea.svc', `${key}/number/$value`)).text()).toBe('MC-5/16');
		expect(parsed(await (await call('/informea.svc', `${key}/displayOrder`)).text())).toMatchObject({ name: 'displayOrder', text: '16' });
		expect((await given<V2>('/informea.svc', `${key}/$links/files`)).d.results).toHaveLength(2);
		expect(all(parsed(await (await call('/informea.svc', `${key}/$links/files`)).text()), 'uri')).toHaveLength(2);
		expect(parsed(await (await call('/informea.svc', key)).text()).name).toBe('entry');
		const { d } = await given<{ d: { Virtual: boolean } }>('/informea.svc', `/Meetings('${ids.webinar}')?$select=Virtual`);
		expect(d.Virtual).toBe(true);
		expect(await given('/informea.svc', `/Decisions?$expand=files/DecisionDetails&$select=number,files&$top=1&$orderby=number desc`)).toMatchObject({
			d: { results: [{ number: 'MC-5/16', files: { results: [{ DecisionDetails: { number: 'MC-5/16' } }, {}] } }] }
		});
	});

	test('the service pages by itself, and every page leads to the next until all are there', async () => {
		const small = callerOf(exchange.world, { origin, today, pageSize: 2 });
		for (const query of [
			'',
			'?$orderby=updated desc,id',
			'?$orderby=number desc',
			'?$orderby=length(number)',
			'?$filter=indexof(number,%27MC%27) eq 0',
			'?$top=3'
		]) {
			const seen: string[] = [];
			let path: string | undefined = `/Decisions${query}`;
			for (let pages = 0; path && pages < 5; pages += 1) {
				const { d } = (await (await small('/informea.svc', path, json)).json()) as V2<{ number: string }>;
				expect(d.results.length).toBeLessThanOrEqual(2);
				seen.push(...d.results.map(({ number }) => number));
				path = d.__next?.slice(`${origin}/informea.svc`.length);
			}
			expect([query, seen.toSorted()]).toEqual([query, ['MC-4/3', 'MC-5/1', 'MC-5/16']]);
		}
		const feed = parsed(await (await small('/informea.svc', '/Decisions')).text());
		expect(all(feed, 'link').filter(({ attributes }) => attributes.rel === 'next')).toHaveLength(1);
	});
});

describe('V4, for spreadsheets and dashboards', () => {
	test('service document, description in XML and JSON, and every set of it', async () => {
		const { value } = await given<{ value: { name: string; url: string }[] }>('/odata', '/');
		const sets = value.map(({ name }) => name);
		expect(sets).toEqual(expect.arrayContaining(['Decisions', 'Records', 'Parties', 'Projects']));
		const metadata = parsed(await (await call('/odata', '/$metadata')).text());
		expect(all(metadata, 'EntitySet').map(({ attributes }) => attributes.Name)).toEqual(sets);
		const types = new Set(all(metadata, 'EntityType').map(({ attributes }) => `informea.${attributes.Name}`));
		for (const { attributes } of all(metadata, 'NavigationProperty'))
			expect(types.has(attributes.Type?.replace(/^Collection\((.*)\)$/, '$1') ?? '')).toBe(true);
		for (const { attributes } of all(metadata, 'NavigationPropertyBinding')) expect(sets).toContain(attributes.Target);
		expect(await given('/odata', '/$metadata?$format=json')).toMatchObject({
			$Version: '4.01',
			$EntityContainer: 'informea.InforMEAService',
			informea: { Decision: { $Kind: 'EntityType', $Key: ['id'] } }
		});
		for (const { url } of value)
			expect(await given('/odata', `/${url}?$top=1&$count=true&$expand=*`)).toMatchObject({
				'@odata.count': expect.any(Number),
				value: expect.any(Array)
			});
	});

	test('the same tree of query in its own words', async () => {
		const shown = async (query: string) =>
			(await given<{ value: { number: string }[] }>('/odata', `/Decisions?$orderby=number&${query}`)).value.map(({ number }) => number);
		expect(await shown("$filter=contains(number,'5/1')")).toEqual(['MC-5/1', 'MC-5/16']);
		expect(await shown("$filter=number in ('MC-5/1','MC-4/3')")).toEqual(['MC-4/3', 'MC-5/1']);
		expect(await shown("$filter=title/any(t:t/language eq 'ar' and contains(t/value,'منصة'))")).toEqual(['MC-5/16']);
		expect(await shown('$filter=files/any()')).toEqual(['MC-5/16']);
		expect(await shown('$filter=files/$count eq 0')).toEqual(['MC-4/3', 'MC-5/1']);
		expect(await shown('$filter=updated gt 2026-09-01T00:01:00Z and published ge 2023-01-01')).toEqual(['MC-5/1']);
		const reply = await given(
			'/odata',
			`/Decisions('${ids.first}')?$select=number,updated&$expand=title($select=value;$filter=language eq 'fr';$count=true)`
		);
		expect(reply).toEqual({
			'@odata.context': `${origin}/odata/$metadata#Decisions(number,updated,title(value))/$entity`,
			number: 'MC-5/16',
			updated: '2026-09-01T00:01:00.000Z',
			'title@odata.count': 1,
			title: [{ value: 'Plateforme' }]
		});
		expect(await given('/odata', `/Records?$filter=type eq 'decision' and areas/any(a:a eq 'asgm')`)).toMatchObject({ value: [] });
		expect(await given('/odata', "/Records?$filter=areas/any(a:a eq 'asgm')&$select=id,areas")).toMatchObject({
			value: expect.arrayContaining([{ id: ids.document, areas: ['asgm'] }])
		});
		expect(await given('/odata', "/Parties?$filter=region eq 'africa'&$top=1&$expand=names")).toMatchObject({
			value: [{ party: true, region: 'africa', names: expect.any(Array) }]
		});
	});

	test('levels of metadata, preferred pages, bare values', async () => {
		const none = await call('/odata', '/Decisions?$top=1', { accept: 'application/json;odata.metadata=none' });
		expect(none.headers.get('content-type')).toContain('odata.metadata=none');
		expect(await none.text()).not.toContain('@odata');
		const full = await given<{ value: object[] }>('/odata', '/Decisions?$top=1', { accept: 'application/json;odata.metadata=full' });
		expect(full.value[0]).toMatchObject({
			'@odata.type': '#informea.Decision',
			'updated@odata.type': '#DateTimeOffset',
			'title@odata.navigationLink': expect.stringContaining('/title')
		});
		const paged = await call('/odata', '/Decisions?$count=true', { prefer: 'odata.maxpagesize=2' });
		expect([paged.headers.get('preference-applied'), paged.headers.get('odata-version')]).toEqual(['odata.maxpagesize=2', '4.0']);
		const page = (await paged.json()) as { '@odata.count': number; '@odata.nextLink': string; value: object[] };
		expect([page['@odata.count'], page.value.length]).toEqual([3, 2]);
		expect((await given<{ value: object[] }>('/odata', page['@odata.nextLink'].slice(`${origin}/odata`.length))).value).toHaveLength(1);
		expect(await (await call('/odata', `/Decisions('${ids.first}')/updated/$value`)).text()).toBe('2026-09-01T00:01:00.000Z');
		expect((await call('/odata', "/Meetings('COP7')/start")).status).toBe(204);
	});
});

describe('the shape of Drupal', () => {
	test('lists, counts, one of them', async () => {
		expect(await given('/informea', '/decisions?$count=true')).toEqual({ count: 3 });
		// A list that is longer than one answer says where it goes on, until all is told once.
		const small = callerOf(exchange.world, { origin, today, pageSize: 2 });
		const told: string[] = [];
		for (let path: string | undefined = '/decisions?$orderby=number&$top=3'; path;) {
			const reply: Response = await small('/informea', path, json);
			told.push(...((await reply.json()) as { number: string }[]).map(({ number }) => number));
			path = /<[^>]*\/informea(\/[^>]*)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1];
		}
		expect(told).toHaveLength(3);
		expect(new Set(told).size).toBe(3);
		const rows = await given<object[]>('/informea', '/decisions?$orderby=number desc');
		expect(rows[0]).toMatchObject({
			...{ id: ids.first, number: 'MC-5/16', treaty: 'minamata', published: '2023-11-02', displayOrder: 16 },
			title: { en: "Knowledge <platform> & 'exchange'", fr: 'Plateforme' },
			files: [{ content: null, mimeType: 'pdf', language: 'en' }, { language: 'ar' }],
			keywords: [{ term: 'mercury', uri: 'https://www.informea.org/terms/' }]
		});
		expect(await given('/informea', `/decisions/${ids.second}`)).toMatchObject({ number: 'MC-5/1' });
		expect(await given('/informea', '/contacts')).toMatchObject([{ country: ['GHA'], treaties: ['minamata'], primary: true }]);
		expect(await given('/informea', `/meetings?$filter=id eq '${ids.webinar}'`)).toMatchObject([{ access: 'public', virtual: true, country: [] }]);
		expect((await call('/informea', `/decisions/${ids.withdrawn}`)).status).toBe(404);
		expect((await call('/informea', '/nothing')).status).toBe(404);
	});
});

describe('manners', () => {
	test('open to other sites, kept by nobody without asking, unchanged while nothing changes', async () => {
		for (const [base, path] of [
			['/informea.svc', '/Decisions'],
			['/odata', '/Decisions'],
			['/informea', '/decisions']
		] as const) {
			const reply = await call(base, path);
			expect(reply.headers.get('access-control-allow-origin')).toBe('*');
			const etag = reply.headers.get('etag') ?? '';
			expect((await call(base, path, { 'if-none-match': etag })).status).toBe(304);
			const head = await call(base, path, {}, 'HEAD');
			expect([head.status, await head.text(), Number(head.headers.get('content-length')) > 0]).toEqual([200, '', true]);
		}
		const { headers } = await call('/informea.svc', '/Decisions');
		expect([headers.get('dataserviceversion'), headers.get('last-modified')]).toEqual(['2.0', 'Tue, 01 Sep 2026 00:03:00 GMT']);
		const other = callerOf(exchange.world, { origin, today, treaty: 'minamata-test' });
		expect(await (await other('/informea.svc', "/Decisions/$count?$filter=treaty eq 'minamata-test'")).text()).toBe('3');
	});

	test('faults are told in the words of the protocol and the language of the caller', async () => {
		const cases: [base: Base, path: string, status: number][] = [
			...(['/informea.svc', '/odata'] as const).flatMap((base): [Base, string, number][] => [
				[base, '/Nothing', 404],
				[base, '/Decisions/nothing', 404],
				[base, '/Decisions?$filter=nothing eq 1', 400],
				[base, '/Decisions?$filter=number eq 1', 400],
				[base, '/Decisions?$filter=number eq', 400],
				[base, "/Decisions?$filter=number eq 'open", 400],
				[base, '/Decisions?$filter=title eq 1', 400],
				[base, '/Decisions?$filter=soundex(number) eq 1', 400],
				[base, `/Decisions?$filter=${'('.repeat(500)}`, 400],
				[base, `/Decisions?$filter=${'not '.repeat(900)}true`, 400],
				[base, '/Decisions?$orderby=nothing', 400],
				[base, '/Decisions?$select=nothing', 400],
				[base, '/Decisions?$expand=nothing', 400],
				[base, '/Decisions?$top=-1', 400],
				[base, '/Decisions?$top=x', 400],
				[base, '/Decisions?$top=1&$top=2', 400],
				[base, '/Decisions?$nothing=1', 400],
				[base, '/Decisions?$skiptoken=%00', 400],
				[base, '/Decisions?$skiptoken=WzFd', 400],
				[base, "/Decisions('x')?$top=1", 404],
				[base, '/Decisions?$format=yaml', 415],
				[base, '/%ff', 400],
				[base, '/Decisions?$apply=aggregate($count as n)', 501]
			]),
			['/odata', '/Decisions?$search=gold', 501],
			['/informea.svc', "/Decisions?$filter=updated gt datetime'2026-02-30T00:00:00'", 400],
			['/informea', '/decisions?$top=x', 400]
		];
		for (const [base, path, status] of cases) expect([base, path, (await call(base, path)).status]).toEqual([base, path, status]);
		expect(await given('/informea.svc', '/Nothing', { ...json, 'accept-language': 'fr' }, 404)).toMatchObject({
			error: { code: 'no-set', message: { lang: 'fr', value: expect.stringContaining('« Nothing »') } }
		});
		expect(parsed(await (await call('/informea.svc', '/Nothing')).text())).toMatchObject({
			name: 'error',
			children: [{ name: 'code', text: 'no-set' }, { name: 'message' }]
		});
		expect(await given('/odata', '/Nothing', {}, 404)).toMatchObject({ error: { code: 'no-set', message: expect.any(String) } });
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
			const reply = await call('/informea.svc', '/Decisions', json, method);
			expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
		}
		// Many questions in one are posted by readers too: that this is not offered must not look as if something were to be written.
		for (const base of ['/informea.svc', '/odata'] as const)
			for (const [method, path] of [
				['POST', '/$batch'],
				['POST', '/%24batch'],
				['GET', '/$batch']
			] as const) {
				const reply = await call(base, path, { 'content-type': 'multipart/mixed; boundary=x', ...json }, method);
				expect([base, method, reply.status, reply.headers.get('allow')]).toEqual([base, method, 501, null]);
				expect(await reply.json()).toMatchObject({ error: { code: 'not-offered', message: expect.anything() } });
			}
	});

	test('what the database is asked gives the same as what the rows are asked', async () => {
		// In each pair the second is written so that only the rows can tell.
		const pairs = [
			["contains(type,'exchange')", "contains(concat(type,''),'exchange')"],
			["contains(type,'')", "contains(concat(type,''),'')"],
			["startswith(id,'MC-INFO')", "startswith(concat(id,''),'MC-INFO')"],
			["endswith(owner,'HA')", "endswith(concat(owner,''),'HA')"],
			["not endswith(owner,'HA')", "not endswith(concat(owner,''),'HA')"],
			["contains(region,'a')", "contains(concat(region,''),'a')"],
			["not contains(region,'a')", "not contains(concat(region,''),'a')"],
			["not (contains(region,'a') or owner eq 'x')", "not (contains(concat(region,''),'a') or owner eq 'x')"],
			["not (contains(region,'a') and startswith(id,'MC'))", "not (contains(concat(region,''),'a') and startswith(id,'MC'))"],
			["contains(id,'%') or contains(id,'_')", "contains(concat(id,''),'%') or contains(concat(id,''),'_')"],
			['year(firstPublished) eq 2026', 'year(firstPublished) add 0 eq 2026'],
			['month(firstPublished) ge 2 and day(updated) lt 20', 'month(firstPublished) add 0 ge 2 and day(updated) add 0 lt 20'],
			['2026 ne year(firstPublished)', '2026 ne year(firstPublished) add 0']
		];
		const some = new Set<number>();
		for (const [pushed = '', asked = ''] of pairs) {
			const found = await Promise.all(
				[pushed, asked].map(async (filter) => {
					const reply = await call('/odata', `/Records?$orderby=id&$select=id&$count=true&$filter=${encodeURIComponent(filter)}`, json);
					expect([filter, reply.status]).toEqual([filter, 200]);
					return ((await reply.json()) as { value: { id: string }[] }).value.map(({ id }) => id);
				})
			);
			expect([pushed, found[0]]).toEqual([pushed, found[1]]);
			some.add(found[0]?.length ?? 0);
		}
		expect(some.size).toBeGreaterThan(3);
	});

	test.each(["datetime'0000-01-01T00:00:00'", "datetimeoffset'0001-01-01T00:00:00+14:00'", "datetimeoffset'9999-12-31T23:59:59-14:00'"])(
		'%s, which no database holds, is a literal that is none',
		async (literal) => {
			const reply = await call('/informea.svc', `/Decisions?$filter=${encodeURIComponent(`updated gt ${literal}`)}`, json);
			expect(reply.status).toBe(400);
		}
	);

	test('whatever is typed, the answer is one of the protocol', async () => {
		const chance = chanceFrom(8);
		const below = (most: number) => Math.floor(chance() * most);
		const pieces = [
			"'",
			"''",
			'(',
			')',
			',',
			'/',
			'$',
			'eq',
			'and',
			'or',
			'not',
			'null',
			'id',
			'number',
			'title',
			'value',
			'any',
			't:',
			'datetime',
			"datetime'x'",
			'1',
			'-',
			'\0',
			'\u202e',
			'😀',
			'%',
			'=',
			'x'.repeat(300),
			'__proto__',
			'constructor',
			'toString',
			';',
			'*',
			'1e999',
			"X'zz'",
			'desc',
			'.'
		];
		const options = ['$filter', '$orderby', '$select', '$expand', '$top', '$skip', '$skiptoken', '$format', '$inlinecount', '$count'];
		const some = () => Array.from({ length: 1 + below(6) }, () => pieces[below(pieces.length)]).join(below(2) ? ' ' : '');
		for (let run = 0; run < 600; run += 1) {
			const base = (['/informea.svc', '/odata', '/informea'] as const)[run % 3] as Base;
			const set = base === '/informea' ? 'decisions' : ['Decisions', 'Records', 'Meetings', 'content', 'DecisionTitle'][below(5)];
			const path = below(3)
				? `/${set}?${options[below(options.length)]}=${encodeURIComponent(some())}`
				: `/${set}(${encodeURIComponent(some())})/${encodeURIComponent(some())}`;
			const { status } = await call(base, path);
			expect([path, status < 500 || status === 501]).toEqual([path, true]);
		}
	});
});
