// SPDX-License-Identifier: Apache-2.0
// Reads an OData service set by set and page by page. Where it was read before and can tell what changed since, only that is fetched, and then all keys, so that what was
// deleted is noticed. Services differ in what they bear: what one refuses is asked again more simply.
import type { SourceFault } from '#projects/found.ts';
import { type LinkedTold, neverRead, type PartBefore } from '../../harvest/linked-told.ts';
import { type Asking, fetchAnswer } from '../../harvest/server/fetch-answer.ts';
import type { Places } from '../../harvest/places.ts';
import { type EntitySet, keyOf, linkedFrom, momentOf, sets } from '../linked-from.ts';
import { type Dialect, isPage, type Page, readPage, type Row } from '../read-page.ts';

export interface ODataSource {
	address: string;
	/** Where a row names none. */
	treaty: string;
	dialect: Dialect | 'auto';
	sets: readonly EntitySet[];
}

export interface ReadingService {
	source: ODataSource;
	places: Places;
	asking: Asking;
	before(part: string): PartBefore | undefined;
}

const perPage = 100;
const keysPerPage = 1000;
const mostRows = 500_000;

/** What is asked to come with the rows, in the order of trying: services name navigations in two ways, and some bear none of them. */
const expands: Record<EntitySet, readonly string[]> = {
	Decisions: ['title,longTitle,summary,keywords,files', 'title,keywords,files'],
	Meetings: ['title,description', 'title'],
	Documents: ['title,description,files,keywords,treaties,identifiers', 'titles,descriptions,files,keywords,treaties,identifiers'],
	CountryReports: ['title,files', 'title'],
	NationalPlans: ['title,files', 'title'],
	Contacts: ['treaties']
};

const accepting: Record<Dialect | 'auto', Record<string, string>> = {
	auto: { accept: 'application/json;odata=verbose;q=0.9, application/json, application/atom+xml;q=0.8' },
	'v2-atom': { accept: 'application/atom+xml' },
	'v2-json': { accept: 'application/json;odata=verbose, application/json;q=0.9', dataserviceversion: '2.0', maxdataserviceversion: '2.0' },
	'v3-json': { accept: 'application/json', maxdataserviceversion: '3.0' },
	'v4-json': { accept: 'application/json', 'odata-maxversion': '4.0' }
};

class Broken extends Error {
	readonly fault: SourceFault;
	constructor(fault: SourceFault) {
		super(fault.code);
		this.fault = fault;
	}
}

/** The service does not bear what was asked for: it may bear less. Access that is refused, and patience that is asked for, are another matter. */
const bearsNot = ({ code, values }: SourceFault): boolean =>
	code === 'error-told' || (code === 'status' && /^(?:400|404|405|406|414|422|500|501)$/.test(values.status ?? ''));

export async function* readService(reading: ReadingService): AsyncGenerator<LinkedTold> {
	for (const set of sets.filter((each) => reading.source.sets.includes(each))) {
		try {
			yield* readSet(reading, set);
		} catch (thrown) {
			if (!(thrown instanceof Broken)) throw thrown;
			yield { broken: { part: set, fault: thrown.fault } };
		}
	}
}

interface Pass {
	dialect: Dialect;
	mark: string | null;
	whole: boolean;
	keys: Set<string>;
}

async function* readSet(reading: ReadingService, set: EntitySet): AsyncGenerator<LinkedTold> {
	const before = reading.before(set) ?? neverRead;
	const since = before.mark && before.dialect && before.mark <= nowOf() ? await bearing(reading, set, newer(before.mark, before.dialect)) : null;
	if (since && before.dialect) {
		const changed = yield* pass(reading, set, since);
		const swept = await sweep(reading, set);
		// A key that nobody has read yet, such as one of a row without a time: then all are read.
		if (swept && [...swept.keys].every((key) => before.keys.has(key) || changed.keys.has(key))) {
			yield { still: [...swept.keys], part: set };
			const { dialect } = changed;
			return yield { ended: { part: set, dialect, mark: later(before.mark, changed.mark), whole: swept.whole } };
		}
	}
	const begin = await bearing(reading, set, '');
	if (!begin) throw new Broken({ code: 'set-missing', values: { set } });
	const { dialect, mark, whole, keys } = yield* pass(reading, set, begin);
	// An empty answer where much stood is rather a fault of theirs than the end of everything.
	if (whole && !keys.size && before.keys.size) throw new Broken({ code: 'suddenly-empty', values: { count: String(before.keys.size) } });
	yield { ended: { part: set, dialect, mark, whole } };
}

/** As services write a moment, in UTC. */
const nowOf = (): string => new Date().toISOString().slice(0, 19);

const later = (one: string | null, other: string | null): string | null => (one && other ? (one > other ? one : other) : (one ?? other));

const newer = (mark: string, dialect: Dialect): string =>
	`$filter=${encodeURIComponent(dialect === 'v4-json' ? `updated ge ${mark}Z` : `updated ge datetime'${mark}'`)}`;

interface Begun {
	/** What every page of it is asked with. */
	query: string;
	first: Page;
}

/** The first page of the richest question that the service bears; null where it bears none. */
async function bearing(reading: ReadingService, set: EntitySet, filter: string): Promise<Begun | null> {
	const richest = expands[set].flatMap((expand) => [`$orderby=id&$expand=${expand}`]);
	const plainer = [...expands[set].map((expand) => `$expand=${expand}`), ''];
	let fault: SourceFault | undefined;
	for (const way of [...richest, ...plainer]) {
		const query = [filter, way].filter(Boolean).join('&');
		const page = await pageAt(reading, set, asked(query, perPage, 0));
		if (isPage(page)) return { query, first: page };
		if (!bearsNot(page)) throw new Broken(page);
		fault ??= page;
		// A set that is not there is not asked for in other words either.
		if (!filter && page.values.status === '404') return null;
	}
	if (filter) return null;
	throw new Broken(fault as SourceFault);
}

const asked = (query: string, top: number, skip: number): string => [`$top=${top}`, `$skip=${skip}`, query].filter(Boolean).join('&');

async function pageAt({ source, asking }: ReadingService, set: EntitySet, query: string): Promise<Page | SourceFault> {
	// A question that is not borne is not repeated, however its refusal is dressed: only what is told to wait for is.
	const answer = await fetchAnswer(`${source.address.replace(/\/+$/, '')}/${set}?${query}`, accepting[source.dialect], asking);
	return typeof answer === 'string' ? readPage(answer) : answer;
}

/** Every row of a question, told one by one. */
async function* pass(reading: ReadingService, set: EntitySet, { query, first }: Begun): AsyncGenerator<LinkedTold, Pass> {
	const { places, source } = reading;
	const keys = new Set<string>();
	const began = nowOf();
	let mark: string | null = null;
	// What changes in a row that says no time is seen only where all are read.
	let undated = false;
	let whole = true;
	let row = 0;
	for await (const page of pages(reading, set, query, perPage, first)) {
		if (typeof page === 'string') {
			whole = false;
			yield { refused: { row, code: page, seen: String(row) }, part: set };
			break;
		}
		for (const each of page) {
			row += 1;
			const read = linkedFrom(each, { set, treaty: source.treaty, places, row });
			const id = 'found' in read ? read.found.id : read.id;
			if (id !== undefined) {
				if (keys.has(id)) {
					yield { refused: { row, code: 'id-twice', seen: id }, part: set, id };
					continue;
				}
				keys.add(id);
			}
			const updated = momentOf(each.updated);
			undated ||= updated === null;
			// A time to come, by mistake or by another clock, would hide all that changes until then.
			mark = later(mark, updated !== null && updated > began ? began : updated);
			if ('found' in read) yield read;
			else if ('own' in read) yield { own: read.id };
			else yield { refused: read.refused, part: set, ...(read.id === undefined ? {} : { id: read.id }) };
		}
	}
	return { dialect: first.dialect, mark: undated ? null : mark, whole, keys };
}

/** Keys alone; null where the service does not bear that. */
async function sweep(reading: ReadingService, set: EntitySet): Promise<{ keys: Set<string>; whole: boolean } | null> {
	const query = '$select=id&$orderby=id';
	const first = await pageAt(reading, set, asked(query, keysPerPage, 0));
	if (!isPage(first)) {
		if (bearsNot(first)) return null;
		throw new Broken(first);
	}
	const keys = new Set<string>();
	for await (const page of pages(reading, set, query, keysPerPage, first)) {
		if (typeof page === 'string') return { keys, whole: false };
		for (const row of page) if (keyOf(row)) keys.add(keyOf(row));
	}
	return keys.size ? { keys, whole: true } : null;
}

/**
 * Page after page, by the service's own way to the next one or by counting. Ends with an empty page, or one that repeats the page before. A code at the end
 * says that the list is not whole.
 */
async function* pages(reading: ReadingService, set: EntitySet, query: string, top: number, first: Page): AsyncGenerator<readonly Row[] | string> {
	const been = new Set<string>();
	let page = first;
	let read = 0;
	let before = '';
	let led = false;
	for (;;) {
		const keys = page.rows.map(keyOf).join(' ');
		if (page.rows.length && keys === before) return void (page.next && (yield 'paging-circle'));
		before = keys;
		read += page.rows.length;
		if (page.rows.length) yield page.rows;
		if (read > mostRows) return yield 'too-many';
		let following: string;
		if (page.next) {
			led = true;
			// Only what it asks is taken, never where it leads: services behind a proxy name hosts that nobody reaches, and ours must not be led elsewhere.
			following = page.next.includes('?') ? page.next.slice(page.next.indexOf('?') + 1) : '';
			if (!following || been.has(following)) return yield 'paging-circle';
			been.add(following);
		} else {
			if (page.count !== null && read < page.count && (led || !page.rows.length)) return yield 'list-short';
			if (led || !page.rows.length || (page.count !== null && read >= page.count)) return;
			following = asked(query, top, read);
		}
		const answer = await pageAt(reading, set, following);
		if (!isPage(answer)) throw new Broken(answer);
		page = answer;
	}
}
