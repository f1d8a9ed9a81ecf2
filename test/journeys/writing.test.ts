// SPDX-License-Identifier: Apache-2.0
// A program writes for a person through the API, from beginning a record to its publication; what is answered is what the description says.
import { allowanceOf } from '#api/allowance.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '#api/operations.ts';
import { callsPerMinuteOfToken } from '#people/token.ts';
import { revokeToken } from '#people/server/make-token.ts';
import { type Exchange, information, openExchange } from '../exchange.ts';
import { ama, edith, kofi, lena, paul } from '../people.ts';

type Tree = { [key: string]: unknown };
let exchange: Exchange;
let ajv: Ajv2020;
let token: string;
let publisher: string;
beforeAll(async () => {
	exchange = await openExchange();
	ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats.default(ajv);
	ajv.addSchema((await (await exchange.call('openapi.json')).json()) as Tree, 'api');
	token = (await exchange.token(ama)).token;
	publisher = (await exchange.token(paul, ['read', 'moves'])).token;
}, 120_000);
afterAll(() => exchange.close());

const pointer = (...steps: string[]) => steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Calls an operation by its name and compares the reply with its description. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function done(id: string, path: string, wishes: Parameters<Exchange['call']>[1] = {}): Promise<{ reply: Response; body: any }> {
	const operation = operations.find((each) => each.id === id);
	if (!operation) throw new Error(`no operation ${id}`);
	const reply = await exchange.call(path, { token, method: operation.method, ...wishes });
	const text = await reply.text();
	const status = String(operation.reply.status ?? 200);
	const refused = reply.status >= 400;
	const steps = refused
		? ['components', 'schemas', 'Problem']
		: ['paths', operation.path, operation.method.toLowerCase(), 'responses', status, 'content', 'application/json', 'schema'];
	if (!refused) expect(String(reply.status), text).toBe(status);
	const validate = ajv.compile({ $ref: `api#${encodeURI(pointer(...steps))}` });
	const body: unknown = JSON.parse(text);
	expect(validate(body) ? [] : validate.errors, `${id} ${text.slice(0, 500)}`).toEqual([]);
	return { reply, body };
}

const begun = async (answers = {}) =>
	(await done('beginRecord', 'records', { body: { type: 'art17-exchange-record', owner: { kind: 'party', id: 'GHA' }, answers } })).body.id as string;

const pdf = new TextEncoder().encode(
	'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n'
);

describe('from nothing to a published record', () => {
	let id: string;

	test('who the token speaks for', async () => {
		const { body } = await done('getCaller', 'me');
		expect(body).toMatchObject({ name: 'Ama Owusu', roles: [{ role: 'focal-point', party: 'GHA' }], token: { name: 'A program' } });
	});

	test('a record is begun', async () => {
		const { reply, body } = await done('beginRecord', 'records', {
			body: { type: 'art17-exchange-record', owner: { kind: 'party', id: 'GHA' }, answers: { title: { en: 'First words' } } }
		});
		({ id } = body);
		expect(reply.headers.get('location')).toBe(`https://exchange.test/api/v1/records/${id}/draft`);
		expect(body).toMatchObject({ stage: 'draft', state: 'unpublished', moves: ['submit', 'discard'] });
	});

	test('its draft is read and saved', async () => {
		expect((await done('getSharedWork', `records/${id}/shared-work`)).body).toEqual({ asks: [], suggestions: [] });
		const { reply, body } = await done('getDraft', `records/${id}/draft`);
		expect([reply.headers.get('etag'), body.version, body.answers]).toEqual(['"0"', 0, { title: { en: 'First words' } }]);
		const answers = information('Said by a program', { title: { en: 'Said by a program', fr: 'Dit par un programme' } });
		const saved = await done('saveAnswers', `records/${id}/draft`, { body: { version: 0, answers } });
		expect(saved.reply.headers.get('etag')).toBe('"1"');
		expect(saved.body.draft.answers.title).toEqual({ en: 'Said by a program', fr: 'Dit par un programme' });
	});

	test('a file is attached, and its answer saved', async () => {
		const { body } = await done('attachFile', `records/${id}/files?name=..%2F..%2Fstudy.pdf&question=files`, { body: pdf });
		expect(body).toMatchObject({ name: 'study.pdf', mediaType: 'application/pdf', size: pdf.length });
		await done('saveAnswers', `records/${id}/draft`, { body: { version: 1, answers: { files: [body] } } });
		const given = await exchange.call(`records/${id}/files/${body.file}`, { token });
		expect([given.status, new Uint8Array(await given.arrayBuffer())]).toEqual([200, pdf]);
		const part = await exchange.call(`records/${id}/files/${body.file}`, { token, headers: { range: 'bytes=0-3' } });
		expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '%PDF', `bytes 0-3/${pdf.length}`]);
		expect((await exchange.call(`records/${id}/files/${body.file}`)).status).toBe(404);
	});

	test('it is checked, submitted, returned, submitted again, published and withdrawn', async () => {
		expect((await done('checkDraft', `records/${id}/draft/findings`)).body.findings).toEqual([]);
		const move = async (by: string, body: object) => (await done('makeMove', `records/${id}/moves`, { token: by, body })).body;
		expect(await move(token, { move: 'submit' })).toMatchObject({ stage: 'submitted', moves: ['recall'] });
		expect((await done('listQueue', 'queue', { token: publisher })).body.records.map((record: { id: string }) => record.id)).toContain(id);
		expect(await move(publisher, { move: 'return' })).toMatchObject({ code: 'reason-missing', status: 422 });
		expect(await move(publisher, { move: 'return', reason: 'A word is missing.' })).toMatchObject({ stage: 'returned' });
		await move(token, { move: 'submit' });
		expect(await move(publisher, { move: 'publish', checklist: [] })).toMatchObject({ code: 'checklist-incomplete' });
		const { checklist } = (await done('getForm', 'forms/art17-exchange-record')).body;
		expect(await move(publisher, { move: 'publish', checklist })).toMatchObject({ stage: 'done', state: 'published', published: 2 });
		expect((await exchange.call(`records/${id}`)).status).toBe(200);
		expect(await move(token, { move: 'withdraw', reason: 'It was a try.' })).toMatchObject({ state: 'withdrawn' });
		expect(exchange.world.announced.map((event) => event.event)).toEqual(expect.arrayContaining(['submitted', 'returned', 'published', 'withdrawn']));
	});

	test('who edits for the secretariat begins records of the secretariat', async () => {
		const editor = (await exchange.token(edith)).token;
		const secretariat = { kind: 'secretariat', id: 'secretariat' };
		const { body } = await done('beginRecord', 'records', { token: editor, body: { type: 'news', owner: secretariat } });
		expect(body).toMatchObject({ id: 'MC-NEWS-SEC-0001', owner: { kind: 'secretariat' }, stage: 'draft' });
		await done('saveAnswers', `records/${body.id}/draft`, { token: editor, body: { version: 0, answers: { title: { en: 'News' } } } });
		expect((await done('beginRecord', 'records', { body: { type: 'news', owner: secretariat } })).reply.status).toBe(403);
		const nobody = { ...secretariat, id: 'x' };
		expect((await done('beginRecord', 'records', { token: editor, body: { type: 'news', owner: nobody } })).reply.status).toBe(404);
	});

	test('a page of another origin is told what it may send with a token of its user, and never with a cookie', async () => {
		for (const [path, methods] of [
			['records', 'GET, POST, HEAD, OPTIONS'],
			[`records/${id}/draft`, 'GET, PATCH, HEAD, OPTIONS'],
			[`records/${id}/moves`, 'POST, OPTIONS'],
			['nothing', 'GET, HEAD, OPTIONS']
		] as const) {
			const { status, headers } = await exchange.call(path, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.test' } });
			expect([status, headers.get('access-control-allow-methods'), headers.get('allow')], path).toEqual([204, methods, methods]);
			for (const name of ['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key'])
				expect(headers.get('access-control-allow-headers'), path).toContain(name);
			expect([headers.get('access-control-allow-origin'), headers.has('access-control-allow-credentials')]).toEqual(['*', false]);
		}
	});

	test('own records are listed page by page', async () => {
		const seen: string[] = [];
		let next: string | null = 'https://exchange.test/api/v1/me/records?limit=3';
		while (next) {
			const { body } = await done('listOwnRecords', next.slice('https://exchange.test/api/v1/'.length));
			seen.push(...body.records.map((record: { id: string }) => record.id));
			next = body.links.next;
		}
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toEqual(expect.arrayContaining([id, exchange.ids.draft, exchange.ids.notification]));
		expect(seen).not.toContain(exchange.ids.exemption);
	});
});

describe('saving', () => {
	test('two people are merged, a clash keeps both, and is decided', async () => {
		const id = await begun({ title: { en: 'One' } });
		const other = (await exchange.token(kofi)).token;
		const save = (by: string, title: string, headers = {}) =>
			done('saveAnswers', `records/${id}/draft`, { token: by, headers, body: { version: 0, answers: { title: { en: title } } } });
		await save(other, 'Two');
		const { body } = await save(token, 'Three');
		expect(body.draft).toMatchObject({ answers: { title: { en: 'Two' } }, clashes: [{ question: 'title', answer: { en: 'Three' } }] });
		expect(body.others).toEqual({ title: { en: 'Two' } });
		const decided = await done('decideClash', `records/${id}/draft/choices`, { body: { question: 'title', index: 0, take: true } });
		expect(decided.body).toMatchObject({ answers: { title: { en: 'Three' } }, clashes: [] });
	});

	test('If-Match refuses what comes too late', async () => {
		const id = await begun();
		const save = (match: string, title: string) =>
			done('saveAnswers', `records/${id}/draft`, { headers: { 'if-match': match }, body: { answers: { title: { en: title } } } });
		expect((await save('"0"', 'One')).reply.status).toBe(200);
		const late = await save('"0"', 'Two');
		expect([late.reply.status, late.body.code, late.body.version]).toEqual([412, 'stale', 1]);
		expect((await done('saveAnswers', `records/${id}/draft`, { body: { answers: {} } })).body.body).toMatchObject([
			{ at: '/version', code: 'missing' }
		]);
		// As a proxy that packs replies hands the tag on, one of several, and whatever stands.
		for (const match of ['W/"1"', '"7", "2"', '*']) expect([match, (await save(match, match)).reply.status]).toEqual([match, 200]);
		expect((await save('W/"1"', 'Late')).reply.status).toBe(412);
		expect((await save('junk', 'Junk')).reply.status).toBe(412);
	});

	test('a version that is not there yet is named, and nothing goes over what another saved', async () => {
		const id = await begun({ title: { en: 'One' } });
		await done('saveAnswers', `records/${id}/draft`, {
			token: (await exchange.token(kofi)).token,
			body: { version: 0, answers: { title: { en: 'Two' } } }
		});
		const { reply, body } = await done('saveAnswers', `records/${id}/draft`, { body: { version: 99, answers: { title: { en: 'Three' } } } });
		expect([reply.status, body.body]).toMatchObject([422, [{ at: '/version', code: 'too-large', message: expect.stringContaining('1') }]]);
		expect((await done('getDraft', `records/${id}/draft`)).body).toMatchObject({ version: 1, answers: { title: { en: 'Two' } } });
	});

	test('what no draft can hold is named, in the language of the caller', async () => {
		const id = await begun();
		const { reply, body } = await done('saveAnswers', `records/${id}/draft`, {
			headers: { 'accept-language': 'fr' },
			body: { version: 0, answers: { title: 5, subjects: 'x', nothing: 1, contact: { name: { en: 'x' } } } }
		});
		expect([reply.status, reply.headers.get('content-language')]).toEqual([422, 'fr']);
		expect(body.body).toEqual([
			{ at: '/answers/title', code: 'wrong-type', message: 'Une valeur d’un autre type est attendue : object.' },
			{ at: '/answers/subjects', code: 'wrong-type', message: expect.any(String) },
			{ at: '/answers/nothing', code: 'unknown', message: expect.any(String) },
			{ at: '/answers/contact/name', code: 'wrong-type', message: expect.any(String) }
		]);
		expect((await done('getDraft', `records/${id}/draft`)).body.version).toBe(0);
	});

	test('a body that says it is something else is refused before it is read, in the language of the caller', async () => {
		const id = await begun();
		const body = JSON.stringify({ version: 0, answers: {} });
		for (const type of ['text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml']) {
			const reply = await exchange.call(`records/${id}/draft`, {
				token,
				method: 'PATCH',
				body,
				headers: { 'content-type': type, 'accept-language': 'fr' }
			});
			expect([type, reply.status, await reply.json()]).toEqual([
				type,
				415,
				expect.objectContaining({
					code: 'wrong-media-type',
					title: 'Cet appel attend application/json. Envoyez le corps avec Content-Type: application/json.'
				})
			]);
		}
		for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/merge-patch+json'])
			expect((await exchange.call(`records/${id}/draft`, { token, method: 'PATCH', body, headers: { 'content-type': type } })).status).toBe(200);
		// What curl -F sends is the file in a wrapping, which would be kept as it came.
		const form = await exchange.call(`records/${id}/files`, {
			token,
			method: 'POST',
			body: '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\ntext\r\n--x--\r\n',
			headers: { 'content-type': 'multipart/form-data; boundary=x' }
		});
		expect([form.status, await form.json()]).toEqual([415, expect.objectContaining({ title: expect.stringContaining('application/octet-stream') })]);
	});

	test('a submission with errors says which', async () => {
		const id = await begun();
		const { reply, body } = await done('makeMove', `records/${id}/moves`, { body: { move: 'submit' } });
		expect([reply.status, body.code]).toEqual([422, 'has-errors']);
		expect(body.findings.find((found: { at: string }) => found.at === 'title')).toMatchObject({
			code: 'required',
			message: expect.stringMatching(/\S/)
		});
	});
});

describe('a call that is repeated', () => {
	const body = { type: 'art17-exchange-record', owner: { kind: 'party', id: 'GHA' } };
	const count = async () =>
		Number(
			(
				await exchange.world.database.kysely
					.selectFrom('records.records')
					.select((select) => select.fn.countAll().as('n'))
					.executeTakeFirstOrThrow()
			).n
		);

	test('is done once and answered alike, also when both come at once', async () => {
		const before = await count();
		const headers = { 'idempotency-key': 'once.1' };
		const replies = await Promise.all([1, 2, 3].map(() => done('beginRecord', 'records', { headers, body })));
		expect(new Set(replies.map((each) => JSON.stringify(each.body))).size).toBe(1);
		expect(new Set(replies.map((each) => each.reply.headers.get('location'))).size).toBe(1);
		expect(replies.filter((each) => each.reply.headers.get('idempotency-replayed') === 'true')).toHaveLength(2);
		expect(await count()).toBe(before + 1);
	});

	test('is refused with another body, and a refusal uses no key up', async () => {
		const headers = { 'idempotency-key': 'once.1' };
		const other = await done('beginRecord', 'records', { headers, body: { ...body, answers: { title: { en: 'Other' } } } });
		expect([other.reply.status, other.body.code]).toEqual([422, 'key-used']);
		const fresh = { 'idempotency-key': 'once.2' };
		expect((await done('beginRecord', 'records', { headers: fresh, body: { ...body, type: 'no-such-type' } })).reply.status).toBe(404);
		expect((await done('beginRecord', 'records', { headers: fresh, body })).reply.status).toBe(201);
		expect((await done('beginRecord', 'records', { headers: { 'idempotency-key': 'two words' }, body })).body.parameters).toMatchObject([
			{ parameter: 'Idempotency-Key', code: 'wrong-form' }
		]);
	});

	test('of another token is another call', async () => {
		const second = (await exchange.token(ama)).token;
		const headers = { 'idempotency-key': 'once.1' };
		const first = await done('beginRecord', 'records', { headers, body });
		expect((await done('beginRecord', 'records', { token: second, headers, body })).body.id).not.toBe(first.body.id);
	});
});

describe('a token', () => {
	const code = async (path: string, wishes: Parameters<Exchange['call']>[1]) => {
		const reply = await exchange.call(path, wishes);
		return [reply.status, ((await reply.json()) as { code?: string }).code];
	};

	test('that is unknown, wrong, expired or revoked opens nothing, not even what is public', async () => {
		for (const wrong of ['', 'x', `mep_${'a'.repeat(43)}`, token.slice(0, -1)])
			expect(await code('areas', { headers: { authorization: `Bearer ${wrong}` } })).toEqual([401, 'token-not-valid']);
		expect(await code('areas', { headers: { authorization: 'Basic YTpi' } })).toEqual([401, 'token-not-valid']);
		const { id, token: revoked } = await exchange.token(ama);
		expect((await exchange.call('me', { token: revoked })).status).toBe(200);
		const { database } = exchange.world;
		const doing = { by: lena, at: new Date() };
		expect(await database.write((db) => revokeToken(db, doing, id))).toEqual({ refusal: 'not-found' });
		await database.write((db) => revokeToken(db, { ...doing, by: ama }, id));
		expect(await code('me', { token: revoked })).toEqual([401, 'token-not-valid']);
		const { id: old, token: expired } = await exchange.token(ama);
		await database.kysely
			.updateTable('people.tokens')
			.set({ expires_at: new Date(0) })
			.where('id', '=', old)
			.execute();
		expect(await code('me', { token: expired })).toEqual([401, 'token-not-valid']);
		expect((await exchange.call('me', { token: expired })).headers.get('www-authenticate')).toContain('Bearer');
	});

	test('without the scope read shows what is public alone', async () => {
		const { token: narrow } = await exchange.token(ama, ['moves']);
		expect((await exchange.call(`records/${exchange.ids.submitted}`, { token: narrow })).status).toBe(404);
		expect((await exchange.call(`records/${exchange.ids.submitted}`, { token })).status).toBe(200);
		expect(((await (await exchange.call(`records/${exchange.ids.notification}`, { token: narrow })).json()) as { seal: unknown }).seal).toBeNull();
	});

	test('has its own limit, counted in the database', async () => {
		const { id, token: busy } = await exchange.token(ama);
		await exchange.call('areas', { token: busy });
		await exchange.world.database.kysely.updateTable('people.tokens').set({ window_calls: callsPerMinuteOfToken }).where('id', '=', id).execute();
		const reply = await exchange.call('areas', { token: busy });
		expect([reply.status, reply.headers.get('ratelimit-limit'), reply.headers.get('ratelimit-remaining')]).toEqual([
			429,
			String(callsPerMinuteOfToken),
			'0'
		]);
		expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(reply.headers.get('ratelimit-policy')).toBe(`${callsPerMinuteOfToken};w=60`);
	});

	test('is not held up by others at its address, unless nobody knows it', async () => {
		const { token: own } = await exchange.token(ama);
		const none = allowanceOf(1);
		const from = { from: none, address: '198.51.100.9' };
		expect((await exchange.call('areas', from)).status).toBe(200);
		expect((await exchange.call('areas', from)).status).toBe(429);
		const reply = await exchange.call('areas', { ...from, token: own });
		expect([reply.status, reply.headers.get('ratelimit-limit')]).toEqual([200, String(callsPerMinuteOfToken)]);
		expect((await exchange.call('areas', { ...from, token: `mep_${'x'.repeat(43)}` })).status).toBe(429);
	});

	test('is kept as a hash alone', async () => {
		const rows = await exchange.world.database.kysely.selectFrom('people.tokens').selectAll().execute();
		expect(JSON.stringify(rows)).not.toContain(token);
		expect(rows[0]?.token_sha256).toMatch(/^[0-9a-f]{64}$/);
	});
});
