// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReceipt, type Receipt, receiptFrom, receiptOf, verifyReceipt } from './receipt.ts';
import type { RecordEnvelope } from './record.ts';
import { seal, type Sealed } from './seal.ts';

const pair = () => {
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	return { privateKey, x: publicKey.export({ format: 'jwk' }).x as string };
};
const [ours, others] = [pair(), pair()];
const keys = [
	{ id: 'other', x: others.x },
	{ id: 'ours', x: ours.x }
];
const record: RecordEnvelope = {
	id: 'MC-ASGM-GH-0001',
	type: 'art7-notification',
	ownerKind: 'party',
	owner: 'GHA',
	stage: 'submitted',
	state: 'unpublished',
	visibility: 'public',
	otherParty: null,
	published: null,
	supersededBy: null,
	outcome: null,
	outcomeAt: null,
	outcomeDay: null,
	demo: false,
	keepsVersion: false,
	createdAt: new Date(0),
	changedAt: new Date(0)
};
const content: Sealed = {
	record: record.id,
	number: 2,
	form: record.type,
	formVersion: '1',
	answers: {
		statement: { fr: 'L’extraction est « notable »', zh: '显著', ar: 'كبير' },
		days: [1, 2.5],
		none: null,
		odd: '\u2028\ud83d\ude00\u007f"\\'
	},
	submittedAt: '2026-02-01T09:00:00.000Z',
	salt: 'ab'.repeat(16),
	previous: '0'.repeat(64)
};
const revision = {
	number: 2,
	formVersion: '1',
	submittedAt: new Date(content.submittedAt),
	sha256: seal(content),
	previousSha256: content.previous
};
const made = (): Receipt => receiptOf('https://exchange.test', record, revision, { id: 'ours', privateKey: ours.privateKey });

/** Every receipt that differs from this one in one value. */
function* changed(receipt: Receipt): Generator<[string, Receipt]> {
	const other: { [field in keyof Receipt]: unknown } = {
		receipt: 1,
		origin: 'https://exchange.text',
		record: 'MC-ASGM-GH-0002',
		revision: 3,
		type: 'art7-nap',
		formVersion: '2',
		owner: { kind: 'party', id: 'CHE' },
		demonstration: true,
		submittedAt: '2026-02-01T09:00:00.001Z',
		sha256: receipt.sha256.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
		previousSha256: null,
		keyId: 'other',
		algorithm: 'Ed25519',
		signature: receipt.signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
	};
	for (const [field, value] of Object.entries(other))
		if (field !== 'receipt' && field !== 'algorithm') yield [field, { ...receipt, [field]: value } as Receipt];
	yield ['owner.kind', { ...receipt, owner: { kind: 'organisation', id: 'GHA' } }];
}

describe('a receipt', () => {
	it('is the same each time, and right under its own key alone', () => {
		expect(made()).toEqual(made());
		expect(verifyReceipt(made(), keys)).toBe('right');
		expect(verifyReceipt(made(), [{ id: 'ours', x: others.x }])).toBe('wrong');
		expect(verifyReceipt(made(), [])).toBe('unknown-key');
	});

	it('is right however its JSON is laid out, and once it was read', () => {
		const { signature, ...rest } = made();
		const turned = JSON.stringify({ signature, ...Object.fromEntries(Object.entries(rest).toReversed()) }, null, 4);
		const read = receiptFrom(`\ufeff\n ${turned}\n`);
		expect(read).toEqual(made());
		expect(verifyReceipt(read as Receipt, keys)).toBe('right');
	});

	it.each([...changed(made())])('is wrong when %s was changed', (_, receipt) => {
		expect(readReceipt(receipt)).toEqual(receipt);
		expect(verifyReceipt(receipt, keys)).toBe('wrong');
	});

	it('is not right with any one byte of its text changed', () => {
		const text = JSON.stringify(made());
		const verdicts = new Set<string>();
		for (let at = 0; at < text.length; at += 1)
			for (const byte of ['0', 'e', 'Z', '"']) {
				if (text[at] === byte) continue;
				const read = receiptFrom(text.slice(0, at) + byte + text.slice(at + 1));
				verdicts.add(typeof read === 'string' ? read : Array.isArray(read) ? 'no receipt' : verifyReceipt(read, keys));
			}
		expect(verdicts).toEqual(new Set(['not-json', 'no receipt', 'wrong', 'unknown-key']));
	});

	it('has one signature, though several texts stand for the same bytes', () => {
		const { signature } = made();
		const twin = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
			.map((last) => signature.slice(0, -1) + last)
			.filter((text) => text !== signature && Buffer.from(text, 'base64url').equals(Buffer.from(signature, 'base64url')));
		expect(twin.length).toBeGreaterThan(0);
		for (const text of [...twin, `${signature}=`, `${signature}A`, signature.slice(1), '']) {
			expect(verifyReceipt({ ...made(), signature: text }, keys)).toBe('wrong');
		}
	});
});

describe('what is no receipt', () => {
	it('is told field by field', () => {
		expect(readReceipt({ ...made(), answers: {}, sha256: null, revision: '2' })).toEqual([
			{ field: 'revision', code: 'wrong' },
			{ field: 'sha256', code: 'wrong' },
			{ field: 'answers', code: 'surplus' }
		]);
		const { owner: _, ...rest } = made();
		expect(readReceipt(rest)).toEqual([{ field: 'owner', code: 'missing' }]);
	});

	it.each(
		[null, true, 7, 'text', [], [made()], {}, { ...made(), owner: null }, { ...made(), owner: { kind: 'party', id: 'GHA', more: 1 } }].map(
			(value) => ({ value })
		)
	)('$value has faults', ({ value }) => {
		expect(Array.isArray(readReceipt(value))).toBe(true);
	});

	it('holds no value that a receipt has not, in whichever field', () => {
		const bad = [null, true, false, -1, 0, 1.5, 1e300, '', ' ', '\0', '\ud800', 'x'.repeat(1000), 'a\nb', '<b>', [], {}, [1], { kind: 1, id: 2 }];
		for (const field of Object.keys(made()))
			for (const value of bad) {
				const read = readReceipt({ ...made(), [field]: value });
				const fitting = (field === 'demonstration' && typeof value === 'boolean') || (field === 'previousSha256' && value === null);
				expect(Array.isArray(read), `${field} ${JSON.stringify(value)}`).toBe(!fitting);
			}
		expect(Array.isArray(readReceipt(Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`\ud800${at}`, at]))))).toBe(true);
	});

	it('was submitted on no day that there is not', () => {
		for (const submittedAt of ['2026-02-30T09:00:00.000Z', '2026-02-01T24:00:00.000Z', '2026-02-01T09:00:00Z', '2026-02-01'])
			expect(readReceipt({ ...made(), submittedAt })).toEqual([{ field: 'submittedAt', code: 'wrong' }]);
	});

	it('is told from what is no JSON', () => {
		expect(receiptFrom('  ')).toBe('empty');
		for (const text of ['{', '%PDF-1.7', '{"a":}', 'NaN', '\0']) expect(receiptFrom(text)).toBe('not-json');
		for (const text of ['null', '"x"', '['.repeat(40_000) + ']'.repeat(40_000), '{"__proto__":{"receipt":1}}'])
			expect(Array.isArray(receiptFrom(text)), text.slice(0, 40)).toBe(true);
	});
});

describe('the script that anybody can run', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'receipt-'));
		await put('keys.json', JSON.stringify({ keys: keys.map(({ id, x }) => ({ kty: 'OKP', crv: 'Ed25519', x, kid: id })) }));
	});
	afterAll(() => rm(folder, { recursive: true }));

	const put = (name: string, text: string) => writeFile(join(folder, name), text);
	const run = (...files: string[]) =>
		new Promise<{ code: number; said: string }>((done) => {
			execFile(process.execPath, ['static/verify-receipt.mjs', ...files.map((file) => join(folder, file))], (fault, out, err) =>
				done({ code: fault ? Number(fault.code) : 0, said: out + err })
			);
		});

	it('finds a receipt right, and its content', async () => {
		await put('receipt.json', JSON.stringify(made(), null, '\t'));
		await put('sealed.json', JSON.stringify({ content }, null, '\t'));
		expect(await run('receipt.json', 'keys.json')).toEqual({ code: 0, said: expect.stringContaining('The signature is right.') });
		const whole = await run('receipt.json', 'keys.json', 'sealed.json');
		expect(whole).toEqual({ code: 0, said: expect.stringContaining('The content is what was sealed.') });
		expect(whole.said).toContain(`sha256: "${revision.sha256}"`);
		await put('sealed.json', JSON.stringify({ content: { ...content, answers: {} } }));
		expect(await run('receipt.json', 'keys.json', 'sealed.json')).toMatchObject({ code: 1, said: expect.stringContaining('NOT WHAT WAS SEALED') });
	});

	it.each([...changed(made())])('finds it wrong when %s was changed, as the platform does', async (field, receipt) => {
		await put(`${field}.json`, JSON.stringify(receipt));
		expect(await run(`${field}.json`, 'keys.json')).toMatchObject({ code: 1, said: expect.stringContaining('THE SIGNATURE IS WRONG') });
	});

	it('knows no other keys, and says how it is used', async () => {
		await put('foreign.json', JSON.stringify({ ...made(), keyId: 'nobody' }));
		expect(await run('foreign.json', 'keys.json')).toMatchObject({ code: 1, said: expect.stringContaining('THE KEY IS UNKNOWN') });
		await put('bad.json', '{');
		for (const files of [[], ['receipt.json'], ['nothing.json', 'keys.json'], ['bad.json', 'keys.json']])
			expect(await run(...files)).toMatchObject({ code: 2, said: expect.stringContaining('node verify-receipt.mjs receipt.json receipt-keys.json') });
	});
});
