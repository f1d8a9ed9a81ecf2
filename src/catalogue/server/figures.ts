// SPDX-License-Identifier: Apache-2.0
// The figures of the home page, counted from published records; nothing here is typed by hand.
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import { projectType } from '#projects/answers.ts';
import type { Entry } from '../entry.ts';
import { latestEntries } from './entries.ts';

export interface Figures {
	/** Published records. */
	records: number;
	/** Parties and organisations that published at least one. */
	parties: number;
	organisations: number;
	latest: Entry[];
	/** Published records by owner Party, area of focus, record type and article. */
	byParty: Record<string, number>;
	byArea: Record<string, number>;
	byType: Record<string, number>;
	byArticle: Record<string, number>;
}

export async function figures(db: Reading): Promise<Figures> {
	const counts = await sql<{ facet: string; value: string; count: number }>`
		with shown as materialized (select owner_kind, owner, type, areas, articles from catalogue.entries where state = 'published')
		select owner_kind as facet, owner as value, count(*)::int as count from shown group by 1, 2
		union all select 'type', type, count(*)::int from shown group by 2
		union all select 'area', area, count(*)::int from shown, unnest(areas) as area group by 2
		union all select 'article', article, count(*)::int from shown, unnest(articles) as article group by 2`.execute(db as never);
	const of = (facet: string) => Object.fromEntries(counts.rows.filter((row) => row.facet === facet).map((row) => [row.value, row.count]));
	const byParty = of('party');
	const byType = of('type');
	return {
		records: Object.values(byType).reduce((sum, count) => sum + count, 0),
		parties: Object.keys(byParty).length,
		organisations: Object.keys(of('organisation')).length,
		latest: await latestEntries(db, { limit: 8, without: [projectType] }),
		byParty,
		byArea: of('area'),
		byType,
		byArticle: of('article')
	};
}
