// SPDX-License-Identifier: Apache-2.0
// The editorial desk: what the secretariat has in hand for everybody, what is planned, what is published and needs somebody.
import type { Convention } from '#convention/convention.ts';
import { editorialTypes } from '#editorial/sections.ts';
import type { FoundLink } from '#editorial/found-link.ts';
import { countLinks, linksThatNeedWork } from '#editorial/server/links.ts';
import { refusedPlans, waitingPlans } from '#editorial/server/plans.ts';
import { namesOf } from '#people/server/accounts.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { draftsOf, envelope } from '#records/server/records.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { titlesOf } from './desk.ts';

export interface EditorialLine {
	id: string;
	type: Words;
	title: Words;
	at: Date;
	demo: boolean;
}

export interface PlannedLine extends EditorialLine {
	plan: string;
	dueAt: Date;
	/** In which the hour was given. */
	zone: string;
	by: string;
}

export interface EditorialDesk {
	drafts: EditorialLine[];
	waiting: (EditorialLine & { planned: boolean })[];
	planned: PlannedLine[];
	refused: PlannedLine[];
	untranslated: (EditorialLine & { missing: Language[] })[];
	old: EditorialLine[];
	published: EditorialLine[];
	links: FoundLink[];
	linkCount: { all: number; unknown: number };
}

/** Lists end here: whoever has more in hand begins with these. */
const most = 200;
const lately = 20;
const day = 86_400_000;

export async function editorialDesk(
	{ db, definitions, convention }: { db: Reading; definitions: Definitions; convention: Convention },
	months: number,
	now: Date
): Promise<EditorialDesk> {
	const typeName = (type: string): Words => definitions.current(type)?.form.words['form.short'] ?? { en: type };
	const [plans, failed] = [await waitingPlans(db), await refusedPlans(db, new Date(now.getTime() - 30 * day))];
	const named = [...plans, ...failed].map(({ record }) => record);
	const rows = await db
		.selectFrom('records.records')
		.selectAll()
		.where((where) =>
			where.or([
				where.and([
					where('owner_kind', '=', 'secretariat'),
					where('type', 'in', [...editorialTypes]),
					where('stage', 'in', ['draft', 'returned', 'submitted'])
				]),
				...(named.length ? [where('id', 'in', named)] : [])
			])
		)
		.orderBy('changed_at', 'desc')
		.orderBy('id')
		.limit(most)
		.execute();
	const records = rows.map(envelope);
	const drafts = await draftsOf(
		db,
		records.map(({ id }) => id)
	);
	const titles = await titlesOf(db, records, drafts, definitions, convention);
	const line = (record: (typeof records)[number]): EditorialLine => ({
		id: record.id,
		type: typeName(record.type),
		title: titles.get(record.id) ?? {},
		at: record.changedAt,
		demo: record.demo
	});
	const byId = new Map(records.map((record) => [record.id, line(record)]));
	const names = await namesOf(
		db,
		[...plans, ...failed].map(({ plannedBy }) => plannedBy)
	);
	const planned = (list: typeof plans): PlannedLine[] =>
		list.flatMap(({ id, record, dueAt, zone, plannedBy }) => {
			const found = byId.get(record);
			return found ? [{ ...found, plan: id, dueAt, zone, by: names.get(plannedBy) ?? '' }] : [];
		});
	const editorial = records.filter(({ type }) => (editorialTypes as readonly string[]).includes(type));
	const entries = await db
		.selectFrom('catalogue.entries')
		.select(['record_id', 'type', 'title', 'demo', 'published_at'])
		.where('type', 'in', [...editorialTypes])
		.where('state', '=', 'published')
		.orderBy('published_at', 'desc')
		.orderBy('record_id')
		.limit(5 * most)
		.execute();
	const shown = entries.map((row) => ({
		of: row.type,
		line: { id: row.record_id, type: typeName(row.type), title: row.title as Words, at: row.published_at, demo: row.demo }
	}));
	const before = new Date(now);
	before.setUTCMonth(before.getUTCMonth() - months);
	const dated = ['news', 'event', 'communication'];
	return {
		drafts: editorial.filter(({ stage }) => stage === 'draft' || stage === 'returned').map(line),
		waiting: editorial
			.filter(({ stage }) => stage === 'submitted')
			.map((record) => ({ ...line(record), planned: plans.some((plan) => plan.record === record.id) })),
		planned: planned(plans),
		// What was published after all needs nobody any more.
		refused: planned(failed.filter(({ record }) => records.some(({ id, stage }) => id === record && stage === 'submitted'))),
		untranslated: shown
			.map(({ line }) => ({ ...line, missing: languages.filter((language) => !line.title[language]) }))
			.filter(({ missing }) => missing.length > 0)
			.slice(0, most),
		// News, events and letters are of their day, and grow old without harm.
		old: shown
			.filter(({ of, line }) => !dated.includes(of) && line.at < before)
			.map(({ line }) => line)
			.slice(0, most),
		published: shown.slice(0, lately).map(({ line }) => line),
		links: await linksThatNeedWork(db),
		linkCount: await countLinks(db)
	};
}
