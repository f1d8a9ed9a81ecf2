// SPDX-License-Identifier: Apache-2.0
// A refusal as problem details (RFC 9457) in the caller's language.
import type { MessageId, Reader } from '#text/message.ts';
import { type Refusal, statusOf } from '#people/refusal.ts';

export function problem(reader: Reader, refusal: Refusal, more: { [name: string]: unknown } = {}): Response {
	const status = statusOf[refusal.refusal];
	const body = {
		type: `/problems/${refusal.refusal}`,
		title: reader.t(`refusal.${refusal.refusal}` as MessageId, refusal.values),
		status,
		code: refusal.refusal,
		...(refusal.findings ? { findings: refusal.findings.map((found) => ({ ...found, message: reader.t(`finding.${found.code}` as MessageId, found.values) })) } : {}),
		...more
	};
	const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'content-language': reader.language, 'cache-control': 'no-store' };
	if (status === 429 || status === 503) headers['retry-after'] = '30';
	return new Response(JSON.stringify(body), { status, headers });
}
