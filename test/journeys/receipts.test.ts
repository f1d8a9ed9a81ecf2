// SPDX-License-Identifier: Apache-2.0
// Whoever submitted gets a receipt, in JSON, on paper and through the API; anybody verifies it, here and offline, and learns nothing else by it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { restPress } from '#platform/server/pdf.ts';
import { renewSigningKey } from '#platform/server/signing-keys.ts';
import type { Receipt } from '#records/receipt.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { seal, type Sealed } from '#records/seal.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { load as loadPage } from '../../src/routes/[lang]/work/records/[id]/receipt/[number]/+page.server.ts';
import { GET as receiptJson } from '../../src/routes/[lang]/work/records/[id]/receipt/[number]/receipt.json/+server.ts';
import { GET as receiptPdf } from '../../src/routes/[lang]/work/records/[id]/receipt/[number]/receipt.pdf/+server.ts';
import { GET as sealedJson } from '../../src/routes/[lang]/work/records/[id]/receipt/[number]/sealed.json/+server.ts';
import { actions, load as loadVerify } from '../../src/routes/[lang]/verify/+page.server.ts';
import { GET as receiptKeys } from '../../src/routes/[x+2e]well-known/receipt-keys.json/+server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama, edith, kofi, lena, nina, paul, ravi } from '../people.ts';
import { claimsUa, readPdf } from '../read-pdf.ts';

let exchange: Exchange;
let folder: string;
beforeAll(async () => {
	exchange = await openExchange();
	folder = await mkdtemp(join(tmpdir(), 'receipts-'));
}, 120_000);
afterAll(async () => {
	await restPress();
	await exchange.close();
	await rm(folder, { recursive: true });
});

interface Asked {
	by?: Person | null;
	params?: object;
	language?: (typeof languages)[number];
	query?: string;
	request?: Request;
}

/** As the web framework asks. */
async function event({ by = null, params = {}, language = 'en', query = '', request }: Asked): Promise<never> {
	const { database, definitions, convention } = exchange.world;
	const platform = { database, configuration: { origin } };
	const locals = { platform, definitions, convention, today, reader: await readerIn(language), person: by };
	return { locals, params: { lang: language, ...params }, url: new URL(`${origin}/${language}/verify${query}`), request } as never;
}

const asked = (by: Person | null, id: string, number: number | string = 1, language: Asked['language'] = 'en') =>
	event({ by, language, params: { id, number: String(number) } });
const receiptOf = async (by: Person | null, id: string, number: number | string = 1): Promise<Receipt> =>
	(await (await receiptJson(await asked(by, id, number))).json()) as Receipt;

type Outcome = {
	status?: number;
	data?: { fault: string; fields: { field: string; code: string }[]; verified: null };
	verified?: { verdict: string; standing: { is: string; by?: string | null } | null; owner: object; receipt: Receipt };
};
const posted = async (body: BodyInit, headers: Record<string, string> = {}) =>
	(await (actions.default as (event: never) => unknown)(
		await event({ request: new Request(`${origin}/en/verify`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit) })
	)) as Outcome;
const pasted = async (text: string) => {
	const form = new FormData();
	form.set('receipt', text);
	form.set('file', new File([], ''));
	return await posted(form);
};
const verified = async (receipt: unknown) => {
	const outcome = await pasted(JSON.stringify(receipt, null, 2));
	return [outcome.verified?.verdict, outcome.verified?.standing?.is];
};
const queried = async (query: string) => (await loadVerify(await event({ query }))) as { verified: Outcome['verified'] | null; noMatch: boolean };
const keySet = async () => (await (await receiptKeys(await event({}))).json()) as { keys: { kid: string; x: string; retiredAt: string | null }[] };

describe('whoever may read the revision whole', () => {
	test('gets the receipt: the same each time, on the page, as a file and through the API', async () => {
		const { notification } = exchange.ids;
		const receipt = await receiptOf(ama, notification);
		expect(receipt).toMatchObject({ origin, record: notification, revision: 1, type: 'art7-notification', owner: { kind: 'party', id: 'GHA' } });
		for (const person of [ama, kofi, ravi, edith, paul]) expect(await receiptOf(person, notification)).toEqual(receipt);
		expect(await loadPage(await asked(ama, notification))).toMatchObject({ receipt, owner: { en: 'Ghana' } });
		const { token } = await exchange.token(ama, ['read']);
		const reply = await exchange.call(`records/${notification}/revisions/1/receipt`, { token });
		expect([reply.status, await reply.json()]).toEqual([200, receipt]);
		const file = await receiptJson(await asked(ama, notification));
		expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${notification}-1-receipt.json"`);
	});

	test('also of what waits, was returned, is closed or was withdrawn, and revision by revision', async () => {
		const { submitted, returned, restricted, bilateral, withdrawn, revised } = exchange.ids;
		for (const id of [submitted, returned, restricted, bilateral, withdrawn]) expect((await receiptOf(ama, id)).record).toBe(id);
		const [first, second] = [await receiptOf(ama, revised, 1), await receiptOf(ama, revised, 2)];
		expect(second.previousSha256).toBe(first.sha256);
		expect(first.previousSha256).toBeNull();
	});

	test('gets what was sealed, from which the hash is computed again', async () => {
		const { notification } = exchange.ids;
		const { content } = (await (await sealedJson(await asked(ama, notification))).json()) as { content: Sealed };
		expect(JSON.stringify(content)).toContain(canary);
		expect(seal(content)).toBe((await receiptOf(ama, notification)).sha256);
	});

	test('nobody else does: it is not there for them', async () => {
		const { notification, submitted, bilateral, draft } = exchange.ids;
		const refused = async (by: Person | null, id: string, number: string | number = 1) => {
			for (const get of [receiptJson, receiptPdf, sealedJson, loadPage] as ((event: never) => Promise<unknown>)[])
				await expect(Promise.resolve(asked(by, id, number)).then(get), `${by?.id} ${id} ${number}`).rejects.toMatchObject({ status: 404 });
		};
		for (const by of [null, lena, nina]) for (const id of [notification, submitted]) await refused(by, id);
		// What two Parties say to one another: neither the secretariat, nor the Party that it was sent to.
		for (const by of [ravi, edith, paul, lena]) await refused(by, bilateral);
		await refused(ama, draft);
		await refused(ama, 'MC-NOTHING-GH-0001');
		for (const number of ['0', '2', '-1', '1e0', '01', 'x', '', '9'.repeat(30)]) await refused(ama, notification, number);
		expect((await exchange.call(`records/${notification}/revisions/1/receipt`)).status).toBe(401);
		expect((await exchange.call(`records/${submitted}/revisions/1/receipt`, { by: lena })).status).toBe(404);
	});
});

describe.each(languages)('on paper in %s', (language) => {
	test('the receipt says what it says, leads to where it is verified, and tells no answer', async () => {
		const { notification } = exchange.ids;
		const receipt = await receiptOf(ama, notification);
		const reply = await receiptPdf(await asked(ama, notification, 1, language));
		expect(Object.fromEntries(reply.headers)).toMatchObject({
			'content-type': 'application/pdf',
			'content-language': language,
			'content-disposition': `inline; filename="${notification}-1-receipt.pdf"`
		});
		const bytes = new Uint8Array(await reply.arrayBuffer());
		expect(claimsUa(bytes)).toBe(true);
		const read = await readPdf(bytes);
		expect(read).toMatchObject({ pages: 1, tagged: true, language: language === 'zh' ? 'zh-CN' : language });
		expect(read.roles.Figure).toBe(1);
		const text = read.text.replaceAll(' ', '');
		for (const said of [notification, receipt.sha256, receipt.signature, receipt.keyId]) expect(text).toContain(said);
		const address = `${origin}/${language}/verify?record=${notification}&revision=1&signature=${receipt.signature}`;
		expect(read.links).toContain(address);
		expect((await queried(new URL(address).search)).verified).toMatchObject({ verdict: 'right', receipt });
		expect(JSON.stringify(read)).not.toContain(canary);
		for (const answer of ['More than insignificant.', 'Plus que négligeable.', 'Ama Owusu']) expect(read.text).not.toContain(answer);
	});
});

describe('anybody', () => {
	test('verifies a receipt, and is told what is public of its revision and no more', async () => {
		const { notification, superseded, withdrawn, revised, submitted, returned, restricted, bilateral } = exchange.ids;
		const standing = async (id: string, number = 1) => verified(await receiptOf(ama, id, number));
		expect(await standing(notification)).toEqual(['right', 'published']);
		expect(await standing(superseded)).toEqual(['right', expect.stringMatching(/^(superseded|published)$/)]);
		expect(await standing(withdrawn)).toEqual(['right', 'withdrawn']);
		expect(await standing(revised)).toEqual(['right', 'published']);
		for (const [id, number] of [
			[revised, 2],
			[submitted, 1],
			[returned, 1],
			[restricted, 1],
			[bilateral, 1]
		] as const) {
			const { verified: judged } = await pasted(JSON.stringify(await receiptOf(ama, id, number)));
			expect(judged?.standing, id).toEqual({ is: 'closed' });
			expect(JSON.stringify(judged)).not.toContain(canary);
		}
	});

	test('learns that a newer revision took its place', async () => {
		const { revised } = exchange.ids;
		const first = await receiptOf(ama, revised);
		const { database, definitions, doing } = exchange.world;
		const checklist = definitions.current('art17-exchange-record')?.form.checklist;
		for (const [by, move] of [
			[ama, 'insist'],
			[paul, 'publish']
		] as const) {
			const moved = await database.write((db) => moveRecord(db, doing(by), { record: revised, move, reason: 'It is complete.', checklist }));
			if (move === 'insist' && isRefusal(moved)) throw new Error(JSON.stringify(moved));
		}
		const { verified: judged } = await pasted(JSON.stringify(first));
		expect(judged).toMatchObject({ verdict: 'right', standing: { is: 'older', newest: 2 } });
		expect(await verified(await receiptOf(ama, revised, 2))).toEqual(['right', 'published']);
	});

	test('is told nothing of a receipt that the platform did not sign', async () => {
		const { submitted } = exchange.ids;
		const receipt = await receiptOf(ama, submitted);
		for (const changed of [
			{ ...receipt, sha256: 'f'.repeat(64) },
			{ ...receipt, revision: 2 },
			{ ...receipt, record: exchange.ids.notification },
			{ ...receipt, submittedAt: '2026-02-01T00:00:00.000Z' }
		])
			expect((await pasted(JSON.stringify(changed))).verified).toMatchObject({ verdict: 'wrong', standing: null });
		expect((await pasted(JSON.stringify({ ...receipt, keyId: 'x' }))).verified).toMatchObject({ verdict: 'unknown-key', standing: null, key: null });
		const asked = (record: string, signature: string) => queried(`?record=${record}&revision=1&signature=${signature}`);
		const none = { verified: null, noMatch: true };
		expect(await asked(exchange.ids.notification, receipt.signature)).toEqual(none);
		expect(await asked(submitted, 'A'.repeat(86))).toEqual(none);
		expect(await asked('MC-NOTHING-GH-0001', 'A'.repeat(86))).toEqual(none);
	});

	test('learns where the platform holds another seal, or nothing', async () => {
		const { restricted } = exchange.ids;
		const receipt = await receiptOf(ama, restricted);
		const set = (sha256: string) =>
			exchange.world.database.write((db) => db.updateTable('records.revisions').set({ sha256 }).where('record_id', '=', restricted).execute());
		await set('e'.repeat(64));
		expect(await verified(receipt)).toEqual(['right', 'other-hash']);
		await set(receipt.sha256);
		expect(await verified(receipt)).toEqual(['right', 'closed']);
	});

	test('sends a file as well, with a mark of its bytes before it', async () => {
		const receipt = await receiptOf(ama, exchange.ids.notification);
		const form = new FormData();
		form.set('receipt', 'what was typed does not count beside a file');
		form.set('file', new File([`\ufeff${JSON.stringify(receipt)}`], 'receipt.json'));
		expect((await posted(form)).verified).toMatchObject({ verdict: 'right', receipt });
		expect((await posted(new URLSearchParams({ receipt: JSON.stringify(receipt) }))).verified).toMatchObject({ verdict: 'right' });
	});

	test('is told what is wrong with anything else', async () => {
		const receipt = await receiptOf(ama, exchange.ids.notification);
		const faults = async (text: string) => {
			const { status, data } = await pasted(text);
			return [status, data?.fault, data?.fields.map(({ field, code }) => `${field} ${code}`)];
		};
		expect(await faults('')).toEqual([422, 'empty', []]);
		expect(await faults('{"receipt":')).toEqual([422, 'not-json', []]);
		expect(await faults(JSON.stringify({ ...receipt, sha256: null }))).toEqual([422, 'not-a-receipt', ['sha256 wrong']]);
		expect(await faults(JSON.stringify({ ...receipt, revision: '1', answers: [] }))).toEqual([
			422,
			'not-a-receipt',
			['revision wrong', 'answers surplus']
		]);
		expect((await faults('null'))[1]).toBe('not-a-receipt');
		expect((await faults('['.repeat(90_000)))[1]).toBe('not-json');
		const large = { status: 413, data: { fault: 'too-large' } };
		expect(await posted('x', { 'content-length': '10000000' })).toMatchObject(large);
		let left = 1000;
		const long = new ReadableStream({ pull: (into) => ((left -= 1) < 0 ? into.close() : into.enqueue(new Uint8Array(10_000))) });
		expect(await posted(long, { 'content-type': 'multipart/form-data; boundary=x' })).toMatchObject(large);
		expect(await posted('no form', { 'content-type': 'multipart/form-data; boundary=x' })).toMatchObject({ status: 400 });
		expect(await posted(new Uint8Array([0xff, 0xfe, 0]), { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({ status: 422 });
		for (const query of [
			'?record=MC-X-Y-0001',
			'?record=&revision=&signature=',
			`?record=${receipt.record}&revision=0&signature=${receipt.signature}`,
			`?record=${receipt.record}&revision=1&signature=${receipt.signature}x`,
			`?record=${receipt.record}%00&revision=1&signature=${receipt.signature}`,
			`?record=MC-A-${'B'.repeat(5000)}-0001&revision=1&signature=${receipt.signature}`
		])
			await expect(queried(query), query).rejects.toMatchObject({ status: 422 });
	});
});

test('with the published keys and the script alone it is verified offline, and so is a receipt of a key that was replaced', async () => {
	const { notification } = exchange.ids;
	const file = async (name: string, value: unknown) => {
		await writeFile(join(folder, name), JSON.stringify(value));
		return join(folder, name);
	};
	const run = (...files: string[]) =>
		new Promise<number>((done) => {
			execFile(process.execPath, ['static/verify-receipt.mjs', ...files], (fault) => done(fault ? Number(fault.code) : 0));
		});
	const before = await receiptOf(ama, notification);
	const sealed = await file('sealed.json', await (await sealedJson(await asked(ama, notification))).json());
	const old = await file('before.json', before);
	expect(await run(old, await file('keys.json', await keySet()), sealed)).toBe(0);
	expect(await run(await file('changed.json', { ...before, revision: 2 }), join(folder, 'keys.json'))).toBe(1);

	await exchange.world.database.write((db) => renewSigningKey(db, new Date()));
	const after = await receiptOf(ama, notification);
	expect(after).toEqual({ ...before, keyId: after.keyId, signature: after.signature });
	expect(after.keyId).not.toBe(before.keyId);
	const keys = await keySet();
	expect(keys.keys.map(({ kid, retiredAt }) => [kid, retiredAt === null])).toEqual([
		[after.keyId, true],
		[before.keyId, false]
	]);
	expect(JSON.stringify(keys)).not.toMatch(/"d"|private/i);
	const both = await file('both.json', keys);
	expect([await run(old, both, sealed), await run(await file('after.json', after), both, sealed)]).toEqual([0, 0]);
	expect(await run(join(folder, 'after.json'), join(folder, 'keys.json'))).toBe(1);
	for (const receipt of [before, after]) {
		expect(await verified(receipt)).toEqual(['right', 'published']);
		const { verified: judged } = await queried(`?record=${notification}&revision=1&signature=${receipt.signature}`);
		expect(judged).toMatchObject({ verdict: 'right', receipt });
	}
});
