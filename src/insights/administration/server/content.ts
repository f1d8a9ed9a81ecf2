// SPDX-License-Identifier: Apache-2.0
// What of the content wants work: texts without translations, publications that were planned and failed, links that lead nowhere, facts to verify.
import { sql } from 'kysely';
import { editorialTypes } from '#editorial/sections.ts';
import { refusedPlans } from '#editorial/server/plans.ts';
import { linksThatNeedWork } from '#editorial/server/links.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { type Language, languages } from '#text/languages.ts';
import { linesOf, together } from '#translation/server/overview.ts';
import { type Coverage, shareOf } from '#translation/unit.ts';
import type { ContentFigures } from '../standing.ts';

const month = 30 * 86_400_000;

/** For the overview: in one statement. */
export async function contentFigures(db: Reading, at: Date): Promise<ContentFigures> {
	const { rows } = await sql<ContentFigures>`
		select (select count(*) from editorial.links as link where state = 'broken'
				and exists (select from editorial.link_places as place where place.address = link.address)) as broken,
			(select count(*) from editorial.plans as plan join records.records as record on record.id = plan.record_id
				where plan.outcome = 'refused' and plan.ended_at > ${new Date(at.getTime() - month)} and record.published is distinct from plan.revision) as plans,
			(select count(*) from convention.facts where status = 'to-verify') as facts`.execute(db as never);
	return rows[0] as ContentFigures;
}

export interface ContentPage {
	coverage: { language: Language; coverage: Coverage; share: number | null; records: number }[];
	texts: number;
	plans: { record: string; at: Date; why: string | null }[];
	links: { address: string; state: string; records: string[] }[];
	facts: { kind: string; count: number }[];
}

export async function contentPage(db: Reading, definitions: Definitions, at: Date): Promise<ContentPage> {
	const lines = (await linesOf(db, definitions, [{ kind: 'secretariat', id: 'secretariat' }])).filter(
		({ copy, type }) => copy === 'published' && (editorialTypes as readonly string[]).includes(type)
	);
	const plans = await refusedPlans(db, new Date(at.getTime() - month));
	const facts = await db
		.selectFrom('convention.facts')
		.select(['kind', (select) => select.fn.countAll<number>().as('count')])
		.where('status', '=', 'to-verify')
		.groupBy('kind')
		.orderBy('kind')
		.execute();
	return {
		coverage: languages.map((language) => {
			const coverage = together(lines.map((line) => line.coverage[language]));
			const records = lines.filter((line) => line.coverage[language].missing + line.coverage[language].stale > 0).length;
			return { language, coverage, share: shareOf(coverage), records };
		}),
		texts: lines.length,
		plans: plans.slice(0, 50).map(({ record, endedAt, dueAt, why }) => ({ record, at: endedAt ?? dueAt, why })),
		links: (await linksThatNeedWork(db, 50)).map(({ address, state, records }) => ({ address, state, records })),
		facts: facts.map(({ kind, count }) => ({ kind, count: Number(count) }))
	};
}
