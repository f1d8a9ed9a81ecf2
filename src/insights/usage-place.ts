// SPDX-License-Identifier: Apache-2.0
// Where an address leads, for counting: section, record, area. Told from the address alone, so that the log of a web server is counted by the same
// rules as what is answered here. What may hold a secret, such as the link of a letter, keeps nothing but its section. Pure.
import { isLanguage, type Language } from '#text/languages.ts';

/** Sections whose addresses anybody may know: their pages are counted one by one. */
export const publicSections = [
	'home',
	'accessibility',
	'areas',
	'articles',
	'calls',
	'concepts',
	'dashboards',
	'data',
	'deadlines',
	'developers',
	'documents',
	'events',
	'learn',
	'letters',
	'linked',
	'meetings',
	'news',
	'pages',
	'parties',
	'projects',
	'records',
	'registers',
	'reporting',
	'resources',
	'search',
	'usage',
	'verify',
	'who-may'
] as const;
/** Beside them: what is done signed in, what has to do with an account or a subscription, and whatever else there is. */
export const sectionNames = [...publicSections, 'work', 'account', 'following', 'other'] as const;
export type SectionName = (typeof sectionNames)[number];

export const programUses = ['api', 'calendar', 'feeds', 'frames', 'harvest', 'thesaurus', 'site'] as const;
export type ProgramUse = (typeof programUses)[number];

export type Place =
	| { kind: 'page' | 'export'; language: Language | null; section: SectionName; page: string | null; record: string | null; area: string | null }
	| { kind: 'file'; record: string | null }
	| { kind: 'program'; use: ProgramUse }
	/** Part of a page: scripts, styles, pictures. */
	| { kind: 'part' };

const programs: Record<string, ProgramUse> = {
	api: 'api',
	oembed: 'frames',
	calendar: 'calendar',
	feeds: 'feeds',
	oai: 'harvest',
	'informea.svc': 'harvest',
	informea: 'harvest',
	odata: 'harvest',
	dcat: 'harvest',
	iati: 'harvest',
	data: 'harvest',
	shapes: 'thesaurus',
	rest: 'thesaurus',
	'robots.txt': 'site',
	'sitemap.xml': 'site',
	'.well-known': 'site'
};
const parts = new Set(['_app', 'images', 'cards', 'favicon.ico', 'favicon.svg', 'service-worker.js', 'assets', 'css', 'js', 'fonts']);
const accounts = new Set(['sign-in', 'sign-out', 'forgotten', 'reset', 'invitation', 'register', 'answer']);
const files = /\.(pdf|csv|xlsx|docx|json|jsonld|zip|svg|png|ics|xml|ttl|rdf|xlf|odt|ods)$/i;
const partsByName = /\.(js|mjs|css|map|ico|png|jpe?g|gif|webp|avif|svg|woff2?|ttf|webmanifest)$/i;
const identifier = /^MC-[A-Z0-9]+-[A-Z0-9]+-\d{4,}$/;
const longest = 200;

/** An address as people read it. One that cannot be read stays as it is. */
export function readable(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

export function placeOf(path: string): Place {
	const pieces = path.split('/').slice(1).map(readable);
	const language = isLanguage(pieces[0]) ? pieces[0] : null;
	const [first = '', ...rest] = language ? pieces.slice(1) : pieces;
	const last = pieces.at(-1) ?? '';
	if (parts.has(first) || first === 'manifest.webmanifest') return { kind: 'part' };
	if (first === 'embed') return { kind: 'program', use: 'frames' };
	if (!language) {
		// A catalogue has its shapes by ending: dcat.ttl.
		const outlet = Object.hasOwn(programs, first) ? first : first.replace(files, '');
		if (Object.hasOwn(programs, outlet)) return { kind: 'program', use: programs[outlet] as ProgramUse };
		if (first === 'files') return { kind: 'file', record: identifier.test(rest[0] ?? '') ? (rest[0] as string) : null };
		// A concept has an address without a language, where programs fetch it.
		if (first === 'concepts') return { kind: 'program', use: 'thesaurus' };
	}
	const section = sectionOf(first.replace(files, ''));
	const open = (publicSections as readonly string[]).includes(section);
	// Of a site that was here before: what looks like a file of a page is one.
	if (section === 'other' && partsByName.test(last)) return { kind: 'part' };
	const own = `/${[first, ...rest].join('/')}`.replace(/\/$/, '');
	return {
		kind: files.test(last) ? 'export' : 'page',
		language,
		section,
		page: open && own.length <= longest ? own || '/' : null,
		// A call is a record that is read at an address of its own.
		record: (section === 'records' || section === 'calls') && identifier.test(rest[0] ?? '') ? (rest[0] as string) : null,
		area: section === 'areas' && /^[a-z0-9-]{1,64}$/.test(rest[0] ?? '') ? (rest[0] as string) : null
	};
}

function sectionOf(first: string): SectionName {
	if (first === '') return 'home';
	if (first === 'work') return 'work';
	if (accounts.has(first)) return 'account';
	if (first === 'follow' || first === 'watching') return 'following';
	return (publicSections as readonly string[]).includes(first) ? (first as SectionName) : 'other';
}
