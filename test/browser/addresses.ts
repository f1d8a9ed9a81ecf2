// SPDX-License-Identifier: Apache-2.0
// Every reading page of the demonstration content, found through the public API: the tests need no identifier by heart.
import { access } from '#api/access.ts';

export interface Address {
	/** What follows the language. */
	path: string;
	status: number;
}

interface Listed {
	id: string;
	type: string;
	state: string;
	revision: number;
}

/** All records that the public sees. */
async function listed(origin: string): Promise<Listed[]> {
	const records: Listed[] = [];
	for (let next: string | undefined = `${origin}/api/v1/records?state=any&limit=100`; next;) {
		const reply: Response = await fetch(next);
		records.push(...((await reply.json()) as { records: Listed[] }).records);
		next = /<([^>]+)>;\s*rel="?next"?/.exec(reply.headers.get('link') ?? '')?.[1];
	}
	return records;
}

export async function readingAddresses(origin: string): Promise<Address[]> {
	const records = await listed(origin);
	const published = records.filter((record) => record.state === 'published');
	const { registers } = (await (await fetch(`${origin}/api/v1/registers`)).json()) as { registers: { id: string }[] };
	const oneOfEach = [...new Map(published.map((record) => [record.type, record])).values()];
	const revised = published.find((record) => record.revision > 1);
	const withdrawn = records.find((record) => record.state === 'withdrawn');
	if (!revised || !withdrawn) throw new Error('the demonstration content has no revised or no withdrawn record');
	const { parties: states } = (await (await fetch(`${origin}/api/v1/parties?party=any`)).json()) as {
		parties: { id: string; party: true | null; signatory: boolean }[];
	};
	const signatory = states.find((state) => !state.party && state.signatory);
	const neither = states.find((state) => !state.party && !state.signatory);
	if (!signatory || !neither) throw new Error('every State is known as a Party');
	const paths = [
		'',
		'/search?q=mercury',
		'/search?q=xyzzyquux',
		'/follow?of=%2Fsearch%3Fq%3Dmercury',
		'/follow',
		'/follow/unknown',
		'/watching/unknown',
		'/watching/unknown/stop',
		'/registers',
		...registers.map(({ id }) => `/registers/${id}`),
		'/parties',
		'/parties/GHA',
		'/parties/ARM',
		`/parties/${signatory.id}`,
		`/parties/${neither.id}`,
		'/projects',
		'/linked',
		'/linked?q=mercury&convention=stockholm',
		'/projects?party=GHA&status=completed',
		'/projects?agency=nobody',
		'/deadlines',
		'/deadlines?party=GHA&period=overdue',
		'/deadlines?from=2100-01-01',
		'/reporting',
		'/reporting/2021-2024',
		'/reporting/2021-2024?region=africa&state=published',
		'/reporting/2017-2020',
		'/reporting/2021-2024/q3-1',
		'/reporting/2021-2024/q5-1-b',
		'/reporting/2021-2024/q4-3-a',
		'/reporting/checks',
		'/reporting/compare',
		'/reporting/compare?left=PER&right=KEN&cycle=2021-2024',
		'/reporting/compare?left=KEN&right=region:africa&cycle=2021-2024&question=q8-2',
		'/embed/compare?left=PER&right=world&cycle=2021-2024&question=q3-1',
		'/dashboards',
		'/dashboards/reports',
		'/dashboards/reports?cycle=2021-2024&section=article-3',
		'/dashboards/reports/performance?cycle=2021-2024',
		'/dashboards/reports/q3-5-b?cycle=2021-2024&region=africa',
		'/dashboards/gef',
		'/embed/dashboards/reports/q3-1?cycle=2021-2024',
		'/reporting/forms/art21-full/mc-5-13',
		'/documents',
		'/documents?meeting=COP5&kind=decision&q=mc-5',
		'/documents?q=xyzzyquux',
		'/meetings',
		'/meetings/COP5',
		'/meetings/COP7',
		'/calls',
		...published.filter(({ type }) => type === 'call').map(({ id }) => `/calls/${id}`),
		'/news',
		'/news?year=2026&area=asgm',
		'/events',
		'/events?when=past',
		'/resources?kind=guidance',
		'/letters',
		'/pages/about',
		'/areas',
		'/areas/asgm',
		'/articles/7',
		'/concepts',
		'/concepts/mercury',
		'/concepts/mercury/elemental-mercury',
		'/concepts/areas/asgm',
		'/concepts/sectors',
		'/concepts/sectors/dentistry',
		...oneOfEach.map(({ id }) => `/records/${id}`),
		`/records/${revised.id}/${revised.revision}`,
		`/records/${revised.id}/compare`,
		'/data',
		'/verify',
		'/usage',
		'/usage?period=year',
		'/who-may',
		'/accessibility',
		'/developers',
		'/developers/problems',
		'/work/offline',
		'/sign-in',
		'/sign-in/first',
		'/register',
		'/forgotten',
		'/invitation/unknown',
		'/answer/unknown',
		'/reset/unknown'
	];
	return [
		...paths.map((path) => ({ path, status: 200 })),
		{ path: `/records/${withdrawn.id}`, status: 410 },
		{ path: '/documents/UNEP/MC/COP.1/9999', status: 404 },
		{ path: '/nowhere/at/all', status: 404 }
	];
}

/** Shown to those whose address needs no account, and nothing is posted to it: what is light, and kept by browsers. */
export const isReading = ({ path, status }: Address): boolean =>
	status === 200 && !/^\/(work|verify|sign-in|register|forgotten|invitation|answer|reset|follow|watching)([/?]|$)/.test(path);

/** Pages of the table of routes, each with what its addresses look like. A file in another format is no page, nor is the copy that a device keeps. */
const pages = Object.keys(access)
	.filter(
		(route) => route.startsWith('/[lang]') && access[route]?.GET && !/\.(xlsx|csv|pdf|json|zip|webmanifest|xlf|\[format\])$|\/edit\/copy$/.test(route)
	)
	.map((route) => ({
		route,
		pattern: new RegExp(
			`^${route
				.slice('/[lang]'.length)
				.replace(/\[\.\.\.\w+\]/g, '.+')
				.replace(/\[\w+\]/g, '[^/]+')}$`
		)
	}));

const bare = (path: string): string => path.replace(/\?.*/, '');

/** Pages (route ids that answer GET) that none of the addresses leads to. */
export const unvisited = (paths: string[]): string[] =>
	pages.filter(({ pattern }) => !paths.some((path) => pattern.test(bare(path)))).map(({ route }) => route);

/** The first address of each page. */
export function oneOfEachPage(addresses: Address[]): Set<Address> {
	const found = pages.map(({ pattern }) => addresses.find(({ path }) => pattern.test(bare(path))));
	return new Set(found.filter((each) => each !== undefined));
}
