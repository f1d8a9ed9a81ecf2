// SPDX-License-Identifier: Apache-2.0
// How replies may be kept: the rules of caches (RFC 9111) as the library of the clients that keep them has them.
import CachePolicy from 'http-cache-semantics';
import { expect, test } from 'vitest';
import type { Outlets } from './outlets.ts';

/** What anybody may have, but asks for anew each time. */
const revalidated = [
	'/feeds/en/publications.atom',
	'/calendar/en/deadlines.ics',
	'/dcat.ttl',
	'/concepts/mercury.ttl',
	'/rest/v1/mercury/topConcepts?lang=en',
	'/iati/activities.xml',
	'/data/latest/records.jsonl',
	'/api/v1/openapi.json',
	'/api/v1/records?limit=5'
];

async function asked(url: string, headers: Record<string, string> = {}) {
	const reply = await fetch(url, { headers });
	await reply.arrayBuffer();
	const request = { url, method: 'GET', headers };
	return { request, reply: { status: reply.status, headers: Object.fromEntries(reply.headers) } };
}

export function replies(outlets: () => Outlets): void {
	test.each(revalidated)('%s may be kept by a shared cache, which asks whether it is still right', async (path) => {
		const { request, reply } = await asked(outlets().origin + path);
		const policy = new CachePolicy(request, reply, { shared: true });
		expect([reply.status, policy.storable(), policy.satisfiesWithoutRevalidation(request)]).toEqual([200, true, false]);
		const headers = policy.revalidationHeaders(request);
		expect(headers['if-none-match']).toBeTruthy();
		const again = await asked(request.url, { 'if-none-match': headers['if-none-match'] as string });
		expect(again.reply.status).toBe(304);
		const { modified, matches } = policy.revalidatedPolicy({ ...request, headers }, again.reply);
		expect([matches, modified]).toEqual([true, false]);
	});

	test('what never changes is kept without asking; what is for one person is not kept by others', async () => {
		const { id } = JSON.parse(await outlets().text('/data/latest/datapackage.json')) as { id: string };
		const dump = /\d{8}-\d{6}/.exec(id)?.[0] ?? '';
		const lasting = await asked(`${outlets().origin}/data/${dump}/records.jsonl`);
		expect(new CachePolicy(lasting.request, lasting.reply, { shared: true }).timeToLive()).toBeGreaterThan(3_600_000);
		const own = await asked(`${outlets().origin}/en/work/translation/${outlets().content.decision}/fr.xlf`, { 'x-person': 'edith' });
		expect([own.reply.status, new CachePolicy(own.request, own.reply, { shared: true }).storable()]).toEqual([200, false]);
		const refused = await asked(`${outlets().origin}/api/v1/records/MC-NONE-XX-0001`);
		expect([refused.reply.status, new CachePolicy(refused.request, refused.reply, { shared: true }).storable()]).toEqual([404, false]);
	});
}
