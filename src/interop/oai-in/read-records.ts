// SPDX-License-Identifier: Apache-2.0
// Answers of an OAI-PMH 2.0 repository: who it is, and its records in unqualified Dublin Core as linked resources. Creators and contributors are people as a rule and are not
// read. Pure.
import type { LinkedFound } from '#catalogue/linked.ts';
import type { Refused, SourceFault } from '#projects/found.ts';
import type { Words } from '#text/words.ts';
import type { Places } from '../harvest/places.ts';
import { plain, seen } from '../harvest/plain-text.ts';
import { all, type Element, isTree, one, textOf, xmlTree } from '../harvest/xml-tree.ts';
import { languageOf, webOf } from '../odata-in/linked-from.ts';

export interface Repository {
	/** How finely times may be asked: by the second, or by the day. */
	seconds: boolean;
	/** Whether what was deleted stays told for ever. */
	tellsDeleted: boolean;
}

export type OaiRecord = { found: LinkedFound; doubts: Refused[] } | { removed: string } | { refused: Refused; id?: string };

export interface OaiPage {
	/** When the repository answered: the next harvest begins there. */
	at: string;
	records: OaiRecord[];
	token: string | null;
	/** How many there are in all, where it says so. */
	size: number | null;
}

/** An error of the protocol, with its code as the repository writes it. */
export interface OaiError {
	error: string;
	said: string;
}

const rootOf = (text: string): Element | SourceFault => {
	const tree = xmlTree(text);
	if (!isTree(tree)) return tree;
	return tree.name === 'OAI-PMH' ? tree : { code: 'not-oai', values: { root: seen(tree.name) } };
};

function errorIn(root: Element): OaiError | undefined {
	const error = one(root, 'error');
	return error && { error: error.attributes.code ?? '', said: seen(error.text) };
}

export function readIdentify(text: string): Repository | OaiError | SourceFault {
	const root = rootOf(text);
	if (!isTree(root)) return root;
	const identify = one(root, 'Identify');
	if (!identify) return errorIn(root) ?? { code: 'not-oai', values: { root: '' } };
	return {
		seconds: /ss/i.test(textOf(one(identify, 'granularity'))),
		tellsDeleted: textOf(one(identify, 'deletedRecord')) === 'persistent'
	};
}

export interface ReadingRecords {
	treaty: string;
	places: Places;
	/** Rows that came before. */
	from: number;
}

export function readRecords(text: string, reading: ReadingRecords): OaiPage | OaiError | SourceFault {
	const root = rootOf(text);
	if (!isTree(root)) return root;
	const list = one(root, 'ListRecords');
	if (!list) return errorIn(root) ?? { code: 'not-oai', values: { root: '' } };
	const token = one(list, 'resumptionToken');
	const size = Number(token?.attributes.completeListSize ?? Number.NaN);
	return {
		at: textOf(one(root, 'responseDate')),
		records: all(list, 'record').map((record, at) => recordFrom(record, { ...reading, from: reading.from + at + 1 })),
		token: textOf(token) || null,
		size: Number.isSafeInteger(size) ? size : null
	};
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text);

function recordFrom(record: Element, { treaty, places, from: row }: ReadingRecords): OaiRecord {
	const header = one(record, 'header');
	const id = cut(plain(textOf(one(header, 'identifier'))), 300);
	if (!id) return { refused: { row, code: 'id-missing', seen: seen(textOf(header)) } };
	if (header?.attributes.status === 'deleted') return { removed: id };
	const dc = one(one(record, 'metadata'), 'dc');
	if (!dc) return { refused: { row, code: 'metadata-missing', seen: id }, id };
	const doubts: Refused[] = [];
	const texts = (name: string): string[] =>
		all(dc, name)
			.map((each) => plain(each.text))
			.filter(Boolean);
	const usual = texts('language').map(languageOf).find(Boolean) ?? 'en';
	const words = (name: string, most: number): Words => {
		const said: Words = {};
		for (const each of all(dc, name)) {
			const text = cut(plain(each.text.replace(/<\/?[a-z][^>]{0,500}>/gi, ' ')), most);
			const language = each.attributes.lang ? languageOf(each.attributes.lang) : usual;
			if (!text) continue;
			if (language) said[language] ??= text;
			else {
				said[usual] ??= text;
				doubts.push({ row, code: 'language-strange', seen: seen(each.attributes.lang ?? '') });
			}
		}
		return said;
	};
	const title = words('title', 600);
	if (!Object.keys(title).length) return { refused: { row, code: 'title-missing', seen: id }, id };
	const summary = words('description', 4000);
	const addresses = texts('identifier').flatMap(
		(each) => webOf(each) ?? (/^(?:doi:)?10\.\d{4,9}\/\S+$/i.test(each) ? webOf(`https://doi.org/${each.replace(/^doi:/i, '')}`) : null) ?? []
	);
	const number = texts('identifier').find((each) => !webOf(each) && each.length <= 60 && each !== id);
	const day = texts('date').map(dayIn).find(Boolean);
	const parties = new Set<string>();
	for (const each of texts('coverage')) {
		const place = places.named(each);
		if (place && 'state' in place) parties.add(place.state);
	}
	return {
		doubts,
		found: {
			...{ id, part: 'records', kind: 'resource', treaty, title, row },
			...(Object.keys(summary).length ? { summary } : {}),
			...(number ? { number } : {}),
			...(day ? { day } : {}),
			...(addresses[0] ? { link: addresses[0] } : {}),
			...{ files: [], keywords: [...new Set(texts('subject').map((each) => cut(each, 100)))].slice(0, 60), parties: [...parties] },
			updated: textOf(one(header, 'datestamp'))
		}
	};
}

/** A whole day; a year or a month alone stands for its first day only where nothing better is said, so it is left out. */
function dayIn(text: string): string | null {
	const day = /^\d{4}-\d\d-\d\d(?=$|T)/.exec(text)?.[0];
	if (!day) return null;
	const at = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null;
}
