// SPDX-License-Identifier: Apache-2.0
// JSON that has a law of its own: the schema of every form by Ajv, which then judges answers by it; the keys of receipts by the cryptography of Node.
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { Outlets } from './outlets.ts';

export function json(outlets: () => Outlets): void {
	const read = async <T>(path: string) => JSON.parse(await outlets().text(path)) as T;

	test('the JSON Schema of every form is one, takes what is published and refuses what does not fit', async () => {
		const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
		addFormats.default(ajv);
		const { forms } = await read<{ forms: { id: string }[] }>('/api/v1/forms');
		expect(forms.length).toBeGreaterThan(30);
		const laws = new Map(
			await Promise.all(forms.map(async ({ id }) => [id, ajv.compile(await read<object>(`/api/v1/forms/${id}/schema`))] as const))
		);
		const decision = laws.get('decision');
		const { answers } = await read<{ answers: object }>(`/api/v1/records/${outlets().content.decision}`);
		expect([decision?.(answers), decision?.errors]).toEqual([true, null]);
		for (const wrong of [
			{ ...answers, number: 9 },
			{ ...answers, date: 'yesterday' },
			{ ...answers, more: 'than was asked' },
			{ title: { en: 'All else is missing' } }
		])
			expect(decision?.(wrong), JSON.stringify(wrong).slice(0, 80)).toBe(false);
		expect(() => ajv.compile({ type: 'words' })).toThrow();
	});

	test('the keys by which receipts are verified are keys', async () => {
		const { keys } = await read<{ keys: JsonWebKey[] }>('/.well-known/receipt-keys.json');
		expect(keys.map((key) => createPublicKey({ key, format: 'jwk' }).asymmetricKeyType)).toEqual(keys.map(() => 'ed25519'));
		expect(keys.length).toBeGreaterThan(0);
		expect(() => createPublicKey({ key: { ...keys[0], x: 'short' }, format: 'jwk' })).toThrow();
	});
}
