// SPDX-License-Identifier: Apache-2.0
// Every night the marks of visitors and the salt they were made with are thrown away; and what a request says of itself, as it is counted.
import type { Answered } from '#insights/usage.ts';
import { dayOf } from '#insights/server/usage-counter.ts';
import { forgetVisitors } from '#insights/server/usage-counts.ts';
import type { Convention } from '#convention/convention.ts';
import type { Person } from '#people/person.ts';
import type { Platform } from '#platform/server/platform.ts';

export const usageQueue = 'usage-forget';

/** When every process has surely written the last minute of the day before. */
const nightly = '20 0 * * *';

export async function forgetUsage({ jobs, database }: Platform, clock = () => new Date()): Promise<void> {
	await jobs.work(usageQueue, async () => {
		await database.write((db) => forgetVisitors(db, dayOf(clock())));
	});
	await jobs.every(nightly, usageQueue);
}

interface Asked {
	method: string;
	headers: Headers;
	url: URL;
	/** Fetched by the script of a page. */
	isDataRequest: boolean;
}

/** One reply as it is counted. Nothing is read but what is at hand. */
export function answeredBy(
	{ method, headers, url, isDataRequest }: Asked,
	reply: { status: number; headers: Headers | null },
	{ convention, person }: { convention: Convention | undefined; person: Person | null | undefined }
): Answered {
	const role = person?.roles.find((each) => 'party' in each);
	const state = role && 'party' in role ? convention?.state(role.party) : undefined;
	const dest = headers.get('sec-fetch-dest');
	const purpose = headers.get('sec-purpose') ?? headers.get('purpose') ?? '';
	const range = reply.status === 206 ? (headers.get('range') ?? '') : '';
	return {
		at: new Date(),
		method,
		path: url.pathname,
		searched: (url.searchParams.get('q') ?? '').trim() !== '',
		status: reply.status,
		type: reply.headers?.get('content-type') ?? null,
		bytes: Number(reply.headers?.get('content-length') ?? 0),
		referrer: headers.get('referer'),
		agent: headers.get('user-agent'),
		acceptLanguage: headers.get('accept-language'),
		group: state?.region ?? null,
		quiet: headers.get('sec-gpc') === '1' || headers.get('dnt') === '1',
		beside: isDataRequest || (dest !== null && dest !== 'document') || /prefetch|prerender|preview/i.test(purpose),
		later: range !== '' && !/^bytes=0-/.test(range)
	};
}
