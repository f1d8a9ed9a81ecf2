// SPDX-License-Identifier: Apache-2.0
// The public API as a stranger, a neighbour and the owner use it: reading, paging, languages, tombstones, and what is sent wrongly.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowanceOf } from '#api/allowance.ts';
import { operations } from '#api/operations.ts';
import { languages } from '#text/languages.ts';
import { type Exchange, openExchange } from '../exchange.ts';
import { ama, lena, paul } from '../people.ts';

let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
}, 120_000);
afterAll(() => exchange.close());

const call: Exchange['call'] = (path, wishes) => exchange.call(path, wishes);
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const body = async (path: string, wishes?: Parameters<Exchange['call']>[1]): Promise<any> => (await call(path, wishes)).json();

describe('a stranger', () => {
	test('begins at the address itself', async () => {
		const { description, operations: all } = await body('');
		expect(description).toBe('https://exchange.test/api/v1/openapi.json');
		expect(all.map((operation: { id: string }) => operation.id)).toEqual(operations.map((operation) => operation.id));
	});

	test('walks through all records page by page and meets each once, in either direction', async () => {
		for (const order of ['newest', 'oldest']) {
			const seen: string[] = [];
			let next: string | null = `https://exchange.test/api/v1/records?state=any&limit=2&order=${order}`;
			while (next) {
				const reply = await call(next.slice('https://exchange.test/api/v1/'.length));
				const page = (await reply.json()) as { records: { id: string }[]; links: { next: string | null } };
				seen.push(...page.records.map((record) => record.id));
				next = page.links.next;
				expect(reply.headers.get('link')).toBe(next && `<${next}>; rel="next"`);
			}
			const { superseded, notification, focalPoint, exemption, confidential, withdrawn, revised } = exchange.ids;
			const inTime = [superseded, notification, focalPoint, exemption, confidential, revised, withdrawn];
			expect(seen).toEqual(order === 'oldest' ? inTime : inTime.reverse());
		}
	});

	test('narrows the list', async () => {
		const found = async (query: string) => (await body(`records?${query}`)).records.map((record: { id: string }) => record.id);
		const { notification, focalPoint, exemption, confidential, revised, withdrawn, superseded } = exchange.ids;
		expect(await found('type=art7-notification')).toEqual([notification]);
		expect(await found('party=che')).toEqual([exemption]);
		expect(await found('area=products-processes&party=GHA')).toContain(revised);
		expect(await found('article=17')).toEqual(expect.arrayContaining([focalPoint, confidential]));
		expect(await found('language=zh')).toEqual([revised]);
		expect(await found('state=withdrawn')).toEqual([withdrawn]);
		expect(await found('state=superseded')).toEqual([superseded]);
		expect(await found('since=2027-01-01&state=any')).toEqual([]);
		expect(await found('type=no-such-type')).toEqual([]);
	});

	test('who keeps a copy hears of what was withdrawn or superseded since', async () => {
		const { database } = exchange.world;
		const { notification, superseded, revised, withdrawn } = exchange.ids;
		const listed = (await body('records?state=any')).records as { id: string; changedAt: string; publishedAt: string | null }[];
		expect(listed.find((record) => record.id === withdrawn)).toMatchObject({ publishedAt: null, withdrawnAt: expect.stringMatching(/^2026-02-01T/) });
		// They all bear days of February, and came here just now: whoever asks by the day of their publication would never hear of them.
		expect(listed.every(({ changedAt }) => changedAt > '2026-02-02')).toBe(true);
		const before = await database.read.selectFrom('catalogue.entries').select(['record_id', 'changed_at']).execute();
		const changed = (id: string, at: string) =>
			database.write((db) =>
				db
					.updateTable('catalogue.entries')
					.set({ changed_at: new Date(at) })
					.where('record_id', '=', id)
					.execute()
			);
		await changed(revised, '2096-01-01T00:00:00Z');
		await changed(withdrawn, '2096-01-02T00:00:00.250Z');
		await changed(superseded, '2096-01-03T00:00:00Z');
		await changed(notification, '2096-01-03T00:00:00Z');
		const since = async (from: string, more = '') => {
			const page = await body(`records?state=any&since=${from}${more}`);
			return { ids: page.records.map((record: { id: string }) => record.id), next: page.links.next as string | null };
		};
		expect((await since('2096-01-01T00:00:00.001Z')).ids.toSorted()).toEqual([notification, superseded, withdrawn].toSorted());
		expect((await since('2096-01-03T00:00:00.001Z')).ids).toEqual([]);
		// Page by page in the order of the changes, of which two are at one moment.
		const found: string[] = [];
		for (let query: string | null = '&order=oldest&limit=1'; query !== null;) {
			const { ids, next } = await since('2096-01-01', query);
			found.push(...ids);
			query = next && `&order=oldest&limit=1&cursor=${new URL(next).searchParams.get('cursor')}`;
		}
		expect(found).toEqual([revised, withdrawn, ...[notification, superseded].toSorted()]);
		for (const { record_id, changed_at } of before) await changed(record_id, changed_at.toISOString());
	});

	test('reads a record with its texts in every language that it has, and nothing private', async () => {
		const record = await body(`records/${exchange.ids.notification}`);
		expect(record).toMatchObject({
			owner: { kind: 'party', id: 'GHA', name: { en: 'Ghana', zh: '加纳' } },
			state: 'published',
			revision: 1,
			answers: { statement: { en: 'More than insignificant.', fr: 'Plus que négligeable.' } },
			seal: null,
			languages: ['en', 'fr']
		});
		expect(record.answers.contact).toEqual({ name: 'Ama Owusu', organisation: 'Environmental Agency' });
		expect(Object.keys(record.links.html)).toEqual([...languages]);
	});

	test('opens revisions and history; a revision that is not published is not there', async () => {
		const { revised } = exchange.ids;
		const { revisions } = await body(`records/${revised}/revisions`);
		expect(revisions.map((revision: { number: number }) => revision.number)).toEqual([1]);
		expect((await call(`records/${revised}/revisions/1`)).status).toBe(200);
		expect((await call(`records/${revised}/revisions/2`)).status).toBe(404);
		expect((await body(`records/${revised}/history`)).moves).toMatchObject([{ move: 'publish', state: 'published' }]);
	});

	test('finds a tombstone where a record was withdrawn', async () => {
		const { withdrawn } = exchange.ids;
		for (const path of [`records/${withdrawn}`, `records/${withdrawn}/revisions`, `records/${withdrawn}/revisions/1`]) {
			const reply = await call(path);
			expect(reply.status).toBe(410);
			expect(reply.headers.get('content-type')).toBe('application/problem+json');
			expect(await reply.json()).toMatchObject({
				code: 'withdrawn',
				tombstone: {
					id: withdrawn,
					title: { en: 'Sent by mistake' },
					reason: 'It was sent twice.',
					withdrawnAt: expect.stringMatching(/^2026-02-01T/)
				}
			});
		}
		expect((await body(`records/${withdrawn}/history`)).moves.map((move: { move: string }) => move.move)).toEqual(['publish', 'withdraw']);
	});

	test('cannot tell what does not exist from what may not be seen', async () => {
		const bodies = new Set<string>();
		for (const id of ['draft', 'submitted', 'returned', 'bilateral', 'restricted'] as const)
			for (const rest of ['', '/revisions', '/revisions/1', '/history']) {
				const reply = await call(`records/${exchange.ids[id]}${rest}`);
				expect(reply.status).toBe(404);
				bodies.add(await reply.text());
			}
		const nothing = await call('records/MC-INFORMATION-GH-9999');
		bodies.add(await nothing.text());
		expect(bodies.size).toBe(1);
	});

	test('searches in one language for what is written in another', async () => {
		const found = await body('search?q=温度计');
		expect(found).toMatchObject({ total: 1, page: 1, pages: 1, records: [{ id: exchange.ids.revised }], links: { prev: null, next: null } });
		expect(found.facets.map((facet: { name: string }) => facet.name)).toEqual(['type', 'party', 'region', 'area', 'article', 'year', 'language']);
		const second = await call('search?limit=1&page=2&sort=oldest');
		expect(second.headers.get('link')).toMatch(/page=1&.*>; rel="prev", <.*page=3&.*>; rel="next"$/);
	});

	test('takes a register as rows and as CSV in a language of choice, which no spreadsheet runs', async () => {
		const register = await body('registers/exemptions-annex-a');
		expect(register.rows).toHaveLength(1);
		expect(register.rows[0].cells).toMatchObject({
			party: { is: 'owner', owner: { id: 'CHE' } },
			manufacture: { is: 'yes-no', yes: true },
			export: { is: 'yes-no', yes: false },
			explanation: { is: 'files', files: [{ href: expect.stringContaining('Explication%20d%C3%A9taill%C3%A9e.pdf') }] }
		});
		// The addresses of the same rows elsewhere keep what was asked.
		const { links } = await body('registers/exemptions-annex-a?party=CHE&standing=current&on=2026-11-20');
		for (const address of [links.self, links.csv, links.xlsx.fr, links.html.ar])
			expect(Object.fromEntries(new URL(address).searchParams)).toMatchObject({ on: '2026-11-20', party: 'CHE', standing: 'current' });
		expect(new URL(links.csv).searchParams.get('format')).toBe('csv');
		const reply = await call('registers/national-focal-points?format=csv', { headers: { 'accept-language': 'fr' } });
		expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
		expect(reply.headers.get('content-language')).toBe('fr');
		expect(reply.headers.get('content-disposition')).toBe('attachment; filename="national-focal-points-2026-11-24.csv"');
		// Who says what it would rather have need not name a format; a browser, which takes anything, gets JSON.
		const typed = async (accept: string, more = '') => {
			const { headers } = await call(`registers/national-focal-points${more}`, { headers: { accept } });
			return [headers.get('content-type')?.split(';')[0], headers.get('vary')];
		};
		expect(await typed('text/csv, application/json;q=0.5')).toEqual(['text/csv', expect.stringMatching(/^Accept,/)]);
		expect((await typed('text/html,application/xhtml+xml,*/*;q=0.8'))[0]).toBe('application/json');
		expect((await typed('text/csv', '?format=json'))[0]).toBe('application/json');
		// text() takes the byte order mark away.
		const bytes = new Uint8Array(await reply.arrayBuffer());
		expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		const [head, row] = new TextDecoder().decode(bytes).split('\r\n');
		expect(head).toContain('Partie');
		expect(row).toContain(`"'=HYPERLINK(""https://example.org"",""Ama"")"`);
		expect((await (await call('registers/exemptions-annex-a?format=csv&lang=ar')).text()).split('\r\n')[1]).toContain(",'-5+cells,");
	});

	test('reads the facts with their standing', async () => {
		const { parties } = await body('parties?region=africa');
		expect(parties.find((party: { id: string }) => party.id === 'GHA')).toMatchObject({
			party: true,
			records: 3,
			status: expect.stringMatching(/^(sourced|to-verify)$/)
		});
		const ghana = await body('parties/gha');
		expect(ghana).toMatchObject({ id: 'GHA', counts: { 'art17-4-nfp': 1, 'art17-exchange-record': 1, 'art7-notification': 1 }, records: 3 });
		expect(ghana.deadlines.find((deadline: { article: string }) => deadline.article.startsWith('7(3)'))).toBeDefined();
		expect((await body('areas')).areas).toHaveLength(12);
		expect((await body('concepts')).concepts.find((concept: { id: string }) => concept.id === 'mercury').narrower.length).toBeGreaterThan(0);
		expect(await body('figures')).toMatchObject({ records: 5, parties: 2, organisations: 1 });
	});

	test('learns the forms and what their answers look like', async () => {
		const { forms } = await body('forms');
		expect(forms).toHaveLength(exchange.world.definitions.all.length);
		expect((await body('forms/art7-notification')).sections[0].questions[0]).toMatchObject({ id: 'party', kind: 'party' });
		const schema = await call('forms/art7-notification/schema');
		expect(schema.headers.get('content-type')).toBe('application/schema+json');
		expect((await schema.json()) as object).toMatchObject({ properties: { determinedOn: { format: 'date' } } });
		expect((await call('forms/art7-notification?version=never')).status).toBe(404);
	});
});

describe('who is signed in', () => {
	test('sees what that person may see, and nothing of it stays in a cache', async () => {
		const reply = await call(`records/${exchange.ids.submitted}`, { by: ama });
		expect(reply.status).toBe(200);
		expect(reply.headers.get('cache-control')).toBe('private, no-store');
		expect(reply.headers.get('cross-origin-resource-policy')).toBeNull();
		const record = (await reply.json()) as { state: string; publishedAt: null; seal: object; answers: { contact: { telephone: string } } };
		expect(record).toMatchObject({ state: 'unpublished', publishedAt: null, seal: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
		expect(record.answers.contact.telephone).toContain('canary');
		expect((await body(`records/${exchange.ids.revised}/revisions`, { by: paul })).revisions).toHaveLength(2);
		expect((await body(`records/${exchange.ids.revised}/history`, { by: paul })).moves.map((move: { move: string }) => move.move)).toEqual([
			'begin',
			'submit',
			'publish',
			'revise',
			'submit',
			'return'
		]);
	});

	test('the other Party of a bilateral record reads it whole; anybody else is not told of it', async () => {
		const record = await body(`records/${exchange.ids.bilateral}`, { by: lena });
		expect(record).toMatchObject({
			id: exchange.ids.bilateral,
			answers: { contact: { name: 'Ama Owusu', email: expect.stringContaining('canary') } }
		});
		expect((await call(`records/${exchange.ids.bilateral}`, { by: paul })).status).toBe(404);
		expect((await call(`records/${exchange.ids.draft}`, { by: lena })).status).toBe(404);
		expect((await call(`records/${exchange.ids.restricted}`, { by: lena })).status).toBe(404);
	});
});

describe('the machinery', () => {
	test('an unchanged reply is not sent again; HEAD has the headers alone', async () => {
		const first = await call('areas');
		const tag = first.headers.get('etag') ?? '';
		expect(tag).toMatch(/^W\/"[\w-]+"$/);
		expect(first.headers.get('cache-control')).toBe('public, no-cache');
		expect(first.headers.get('vary')).toBe('Accept-Language, Authorization, Cookie');
		const again = await call('areas', { headers: { 'if-none-match': `"other", ${tag}` } });
		expect([again.status, await again.text()]).toEqual([304, '']);
		const head = await call('areas', { method: 'HEAD' });
		expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, tag, '']);
		expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(await first.text()));
	});

	test('any site may read, none with credentials', async () => {
		const reply = await call('areas', { headers: { origin: 'https://elsewhere.test' } });
		expect(reply.headers.get('access-control-allow-origin')).toBe('*');
		expect(reply.headers.has('access-control-allow-credentials')).toBe(false);
		const preflight = await call('areas', { method: 'OPTIONS' });
		expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD, OPTIONS']);
	});

	test('another method is told which there are, another path that there is nothing', async () => {
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
			const reply = await call('areas', { method });
			expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
			expect(((await reply.json()) as { code: string }).code).toBe('method-not-allowed');
		}
		for (const path of ['nothing', '/', 'records/', 'records/x/y/z', 'registers/../records', '%2e%2e/readyz'])
			expect((await call(path)).status, path).toBe(path === 'registers/../records' ? 200 : 404);
	});

	test('an address that calls too often waits', async () => {
		const two = allowanceOf(2);
		const statuses: number[] = [];
		let last: Response | undefined;
		for (let times = 0; times < 3; times += 1) {
			last = await exchange.call('areas', { address: '198.51.100.7', from: two });
			statuses.push(last.status);
		}
		expect(statuses).toEqual([200, 200, 429]);
		expect([last?.headers.get('retry-after'), last?.headers.get('ratelimit-remaining')]).toEqual(['30', '0']);
		expect((await exchange.call('areas', { address: '198.51.100.8', from: two })).status).toBe(200);
	});

	test('every bad parameter is named, in the language of the caller', async () => {
		const reply = await call('records?limit=101&since=yesterday&state=lost&order=newest&order=oldest&pary=GHA&cursor=AAAA&lang=fr');
		expect(reply.status).toBe(422);
		const problem = (await reply.json()) as { status: number; parameters: { parameter: string; code: string; message: string }[] };
		expect(Object.fromEntries(problem.parameters.map(({ parameter, code }) => [parameter, code]))).toEqual({
			pary: 'unknown',
			limit: 'too-large',
			since: 'not-a-time',
			state: 'not-an-option',
			order: 'repeated'
		});
		expect(problem.parameters.find(({ parameter }) => parameter === 'limit')?.message).toBe('Le maximum est 100.');
		expect(reply.headers.get('content-language')).toBe('fr');
		expect(await body('records?cursor=AAAA')).toMatchObject({ status: 422, parameters: [{ parameter: 'cursor', code: 'not-a-cursor' }] });
	});

	test('whatever is sent, the answer is never 5xx and always JSON', async () => {
		const strange = [
			'\0',
			'a\0b',
			'\u202e',
			'😀'.repeat(100),
			'x'.repeat(3000),
			'-1',
			'0',
			'1e9',
			'99999999999999999999',
			"'; drop table x; --",
			'%',
			'\\',
			'{}',
			'[]',
			'null',
			'2026-02-30',
			'2026-01-01T00:00:00',
			'"',
			' ',
			'&|!<->()',
			'(((',
			'" or',
			'a:*',
			'\ud800',
			'../..',
			'MC-X-Y-0001'
		];
		for (const operation of operations.filter((each) => each.method === 'GET'))
			for (const value of strange) {
				const encoded = encodeURIComponent(value.toWellFormed());
				const path = operation.path.slice(1).replace(/\{\w+\}/g, encoded);
				const queries = [
					'',
					...Object.entries(operation.parameters)
						.filter(([, parameter]) => parameter.in === 'query')
						.map(([name]) => `?${name}=${encoded}`)
				];
				for (const query of queries) {
					const reply = await call(path + query, { path: operation.path.slice(1).replace(/\{\w+\}/g, value) });
					expect(reply.status, `${operation.id} ${path}${query}`).toBeLessThan(500);
					const type = reply.headers.get('content-type') ?? '';
					expect(type).toMatch(/json|csv/);
					if (type.includes('json')) await reply.json();
				}
			}
		expect((await call(`search?q=${'x'.repeat(4100)}`)).status).toBe(414);
		expect((await call('records', { headers: { 'content-length': '2000000' } })).status).toBe(413);
	}, 120_000);
});
