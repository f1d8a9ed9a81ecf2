// SPDX-License-Identifier: Apache-2.0
// Which pages the sitemap names: those of the facts, and one for each published record; written piece by piece, so that no sheet is ever whole in memory.
import { sql } from 'kysely';
import { publicPage } from '#catalogue/public-page.ts';
import { amendmentsId } from '#catalogue/registers.ts';
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import { sectionNames } from '#editorial/sections.ts';
import type { Definitions } from '#records/definitions.ts';
import { dashboards } from '#insights/dashboard.ts';
import { vocabulariesOf } from '../../skos/vocabulary.ts';
import { closing, opening, type Page, pageElements, recordsPerSheet, sheetIndex } from '../sitemap.ts';

export interface Asking {
	db: Reading;
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	definitions: Definitions;
	convention: Convention;
}

const pagesOfFacts = ({ origin, definitions, convention }: Asking): Page[] =>
	[
		'',
		'/registers',
		'/parties',
		'/deadlines',
		'/reporting',
		'/reporting/checks',
		...convention.cycles.map(({ id }) => `/reporting/${id}`),
		'/areas',
		...sectionNames.map((name) => `/${name}`),
		'/meetings',
		...convention.all('meeting').map(({ id }) => `/meetings/${id}`),
		'/documents',
		'/calls',
		'/projects',
		'/dashboards',
		...dashboards.map((id) => `/dashboards/${id}`),
		'/concepts',
		// What is not used any more keeps its page, and is nothing to be found.
		...vocabulariesOf(convention, definitions, origin).flatMap(({ id, concepts }) => [
			`/concepts/${id}`,
			...concepts.map((concept) => `/concepts/${id}/${encodeURIComponent(concept.id)}`)
		]),
		'/linked',
		'/data',
		'/usage',
		'/developers',
		'/who-may',
		'/accessibility',
		...definitions.registers.map(({ id }) => `/registers/${id}`),
		`/registers/${amendmentsId}`,
		...convention.states.map((state) => `/parties/${state.id}`),
		...convention.areas.map((area) => `/areas/${area.id}`),
		...convention.articles.map((article) => `/articles/${article.number}`)
	].map((path) => ({ path }));

async function changesOf(db: Reading, perSheet: number): Promise<Date[]> {
	const { rows } = await sql<{ changed: Date }>`
		select max(changed_at) as changed from (
			select changed_at, (row_number() over (order by record_id) - 1) / ${perSheet}::int as sheet from catalogue.entries where state = 'published'
		) as entries group by sheet order by sheet`.execute(db as never);
	return rows.map(({ changed }) => changed);
}

async function pagesOfRecords(db: Reading, sheet: number, most: number, perSheet: number): Promise<Page[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(['record_id', 'type', 'changed_at', sql<string | null>`answers ->> 'slug'`.as('slug')])
		.where('state', '=', 'published')
		.orderBy('record_id')
		.limit(most)
		.offset((sheet - 1) * perSheet)
		.execute();
	return rows.map(({ record_id: recordId, type, slug, changed_at: changed }) => ({
		path: publicPage({ recordId, type, answers: { slug } }),
		changed
	}));
}

/**
 * The sitemap in pieces: everything where one sheet holds it, else the index of the sheets; `sheet` (from 1) is one of those, the facts on the first.
 * Undefined for a sheet that does not exist.
 */
export async function sitemap(asking: Asking, sheet?: number, perSheet = recordsPerSheet): Promise<Iterable<string> | undefined> {
	const { db, origin } = asking;
	// The index needs the last change on every sheet; a sheet needs to know only that it exists.
	if (sheet === undefined) {
		const changed = await changesOf(db, perSheet);
		if (changed.length > 1) return [sheetIndex(origin, changed)];
	} else if (sheet < 1 || (sheet > 1 && !(await pagesOfRecords(db, sheet, 1, perSheet)).length)) return undefined;
	const asked = sheet ?? 1;
	const pages = [...(asked === 1 ? pagesOfFacts(asking) : []), ...(await pagesOfRecords(db, asked, perSheet, perSheet))];
	return pieces(origin, pages);
}

function* pieces(origin: string, pages: Page[]): Iterable<string> {
	yield opening;
	for (let from = 0; from < pages.length; from += 50)
		yield pages
			.slice(from, from + 50)
			.map((page) => pageElements(origin, page))
			.join('');
	yield closing;
}
