// SPDX-License-Identifier: Apache-2.0
// Harvests a repository by OAI-PMH 2.0: what changed since the last time where the repository tells deletions for ever, else all of it. A token that has expired begins the list
// anew, once; a repository that is busy is waited for as long as it asks (fetch-copy.ts).
import type { SourceFault } from '#projects/found.ts';
import type { Places } from '../../harvest/places.ts';
import { type LinkedTold, neverRead, type PartBefore } from '../../harvest/linked-told.ts';
import { type Asking, fetchAnswer } from '../../harvest/server/fetch-answer.ts';
import { type OaiError, type OaiPage, readIdentify, readRecords, type Repository } from '../read-records.ts';

export interface OaiSource {
	address: string;
	treaty: string;
	/** A set of the repository; null: all of it. */
	set: string | null;
}

export interface ReadingRepository {
	source: OaiSource;
	places: Places;
	asking: Asking;
	before(part: string): PartBefore | undefined;
}

const part = 'records';
const mostRows = 500_000;
const restarts = 1;

const isFault = (read: object): read is SourceFault => 'code' in read;
const isError = (read: object): read is OaiError => 'error' in read;
const faultOf = (read: SourceFault | OaiError): SourceFault =>
	isFault(read) ? read : { code: 'oai-error', values: { error: read.error, said: read.said } };

async function ask<T>({ source, asking }: ReadingRepository, query: Record<string, string>, read: (text: string) => T | OaiError | SourceFault) {
	const url = new URL(source.address);
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	const answer = await fetchAnswer(url.href, { accept: 'text/xml, application/xml' }, asking);
	return typeof answer === 'string' ? read(answer) : answer;
}

export async function* readRepository(reading: ReadingRepository): AsyncGenerator<LinkedTold> {
	const before = reading.before(part) ?? neverRead;
	const known = await ask<Repository>(reading, { verb: 'Identify' }, readIdentify);
	if (isFault(known) || isError(known)) return yield { broken: { part, fault: faultOf(known) } };
	const from = known.tellsDeleted ? before.mark : null;
	const begin: Record<string, string> = {
		verb: 'ListRecords',
		metadataPrefix: 'oai_dc',
		...(reading.source.set ? { set: reading.source.set } : {}),
		...(from ? { from: known.seconds ? from : from.slice(0, 10) } : {})
	};
	let query = begin;
	let row = 0;
	let began: string | null = null;
	let restarted = 0;
	let size: number | null = null;
	const seen = new Set<string>();
	const been = new Set<string>();
	for (;;) {
		const page = await ask<OaiPage>(reading, query, (text) =>
			readRecords(text, { treaty: reading.source.treaty, places: reading.places, from: row })
		);
		if (isError(page) && page.error === 'badResumptionToken' && query !== begin && restarted < restarts) {
			restarted += 1;
			[query, row] = [begin, 0];
			been.clear();
			continue;
		}
		// Nothing has changed since; or there is nothing at all.
		if (isError(page) && page.error === 'noRecordsMatch') {
			if (!from && before.keys.size)
				return yield { broken: { part, fault: { code: 'suddenly-empty', values: { count: String(before.keys.size) } } } };
			return yield { ended: { part, dialect: null, mark: from, whole: from === null } };
		}
		if (isFault(page) || isError(page)) return yield { broken: { part, fault: faultOf(page) } };
		began ??= momentIn(page.at);
		size = page.size ?? size;
		for (const record of page.records) {
			row += 1;
			if ('removed' in record) {
				yield { removed: record.removed, part };
				continue;
			}
			const id = 'found' in record ? record.found.id : record.id;
			// After a new beginning all comes again.
			if (id !== undefined && seen.has(id)) continue;
			if (id !== undefined) seen.add(id);
			if ('found' in record) yield record;
			else yield { refused: record.refused, part, ...(record.id === undefined ? {} : { id: record.id }) };
		}
		if (!page.token) break;
		if (been.has(page.token) || row > mostRows) return yield { broken: { part, fault: { code: 'paging-circle', values: {} } } };
		been.add(page.token);
		query = { verb: 'ListRecords', resumptionToken: page.token };
	}
	const short = size !== null && row < size;
	if (short) yield { refused: { row, code: 'list-short', seen: String(row) }, part };
	yield { ended: { part, dialect: null, mark: short ? from : began, whole: from === null && !short } };
}

const momentIn = (text: string): string | null => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : null);
