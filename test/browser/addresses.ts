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
		'/registers',
		...registers.map(({ id }) => `/registers/${id}`),
		'/parties',
		'/parties/GHA',
		'/parties/ARM',
		`/parties/${signatory.id}`,
		`/parties/${neither.id}`,
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
		'/reporting/forms/art21-full/mc-5-13',
		'/areas',
		'/areas/asgm',
		'/articles/7',
		'/concepts',
		'/concepts/mercury',
		'/concepts/mercury/elemental-mercury',
		'/concepts/areas/asgm',
		...oneOfEach.map(({ id }) => `/records/${id}`),
		`/records/${withdrawn.id}`,
		`/records/${revised.id}/${revised.revision}`,
		`/records/${revised.id}/compare`,
		'/verify',
		'/who-may',
		'/accessibility',
		'/developers',
		'/developers/problems',
		'/work/offline',
		'/sign-in',
		'/register',
		'/forgotten',
		'/invitation/unknown',
		'/answer/unknown',
		'/reset/unknown'
	];
	return [...paths.map((path) => ({ path, status: 200 })), { path: '/nowhere/at/all', status: 404 }];
}

/** Shown to those whose address needs no account, and nothing is posted to it: what is light, and kept by browsers. */
export const isReading = ({ path, status }: Address): boolean =>
	status === 200 && !/^\/(work|verify|sign-in|register|forgotten|invitation|answer|reset)(\/|$)/.test(path);

/** Pages (route ids that answer GET) that none of the addresses leads to. */
export function unvisited(paths: string[]): string[] {
	const bare = paths.map((path) => `/[lang]${path.replace(/\?.*/, '')}`);
	return Object.keys(access).filter((route) => {
		// A file in another format is no page, nor is the copy that a device keeps.
		if (!route.startsWith('/[lang]') || !access[route]?.GET || /\.(xlsx|pdf|json|webmanifest|xlf|zip|\[format\])$|\/edit\/copy$/.test(route))
			return false;
		const pattern = new RegExp(
			`^${route
				.replace('[lang]', '\0')
				.replace(/\[\.\.\.\w+\]/g, '.+')
				.replace(/\[\w+\]/g, '[^/]+')
				.replace('\0', '\\[lang\\]')}$`
		);
		return !bare.some((path) => pattern.test(path));
	});
}
