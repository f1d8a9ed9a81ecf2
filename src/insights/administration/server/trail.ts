// SPDX-License-Identifier: Apache-2.0
// Reads the audit log out of the tables that acts are written down in. Each is read backwards by its key and only as far as a page needs, so that the log of
// a decade opens as fast as that of a week. What two Parties send one another is theirs alone and is left out.
import { type RawBuilder, sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import { mostTrailLines, type TrailAsked, type TrailLine, trailPerPage, type TrailSource } from '../trail.ts';

interface Place {
	source: TrailSource;
	from: RawBuilder<unknown>;
	/** Each as SQL: order, act, what it is about, who, when, what else. */
	seq: string;
	act: string;
	about: string;
	by: string;
	at: string;
	details: string;
	where?: string;
}

const place = (source: TrailSource, from: string, columns: Omit<Place, 'source' | 'from'>): Place => ({ source, from: sql.raw(from), ...columns });

const places: readonly Place[] = [
	place('records', 'records.events as log join records.records as record on record.id = log.record_id', {
		seq: 'log.seq',
		act: 'log.event',
		about: 'log.record_id',
		by: 'log.caused_by',
		at: 'log.occurred_at',
		details: `log.details || case when log.revision is null then '{}'::jsonb else jsonb_build_object('revision', log.revision) end`,
		where: `record.visibility <> 'bilateral'`
	}),
	place('people', 'people.events as log', {
		seq: 'seq',
		act: 'event',
		about: `coalesce(about, '')`,
		by: 'caused_by',
		at: 'occurred_at',
		details: 'details'
	}),
	place('facts', 'convention.fact_changes as log', {
		seq: 'seq',
		act: `case when before is null then 'fact.added' else 'fact.changed' end`,
		about: `kind || '/' || id`,
		by: 'changed_by',
		at: 'changed_at',
		details: `jsonb_build_object('status', after ->> 'status')`
	}),
	place('forms', 'forms.design_changes as log', {
		seq: 'seq',
		act: `'form.' || act`,
		about: 'form_id',
		by: 'changed_by',
		at: 'changed_at',
		details: `jsonb_build_object('version', version)`
	}),
	place('reporting', 'reporting.looks as log', {
		seq: 'seq',
		act: `'look.' || what`,
		about: 'record_id',
		by: 'looked_by',
		at: 'looked_at',
		details: `jsonb_build_object('part', part)`
	}),
	place('sharing', 'sharing.events as log', {
		seq: 'seq',
		act: `'sharing.' || event`,
		about: 'record_id',
		by: 'caused_by',
		at: 'occurred_at',
		// Questions alone: what is said in the work on a draft is the Party's own.
		details: `'{}'::jsonb`
	}),
	place('translation', 'translation.events as log', {
		seq: 'seq',
		act: `'translation.' || event`,
		about: 'record_id',
		by: 'caused_by',
		at: 'occurred_at',
		details: `jsonb_build_object('language', language)`
	}),
	place('watching', 'watching.events as log', { seq: 'seq', act: 'event', about: 'about', by: 'done_by', at: 'happened_at', details: 'details' }),
	place('projects', 'projects.harvests as log', {
		seq: '0',
		act: `'harvest.' || origin`,
		about: 'source',
		by: 'asked_by',
		at: 'asked_at',
		details: `jsonb_build_object('state', state, 'file', file_name)`
	}),
	place('platform', 'platform.acts as log', { seq: 'seq', act: 'act', about: 'about', by: 'done_by', at: 'done_at', details: 'details' })
];

/** Accounts whose id, name or address holds the text; the platform itself by its name. */
async function accountsLike(db: Reading, text: string): Promise<string[]> {
	const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
	const rows = await db
		.selectFrom('people.accounts')
		.select('id')
		.where((where) => where.or([where('id', '=', text), where('name', 'ilike', like), where('email', 'ilike', like)]))
		.limit(200)
		.execute();
	return [...rows.map(({ id }) => id), ...(text.toLowerCase() === 'platform' ? ['platform'] : [])];
}

export interface NamedLine extends TrailLine {
	/** Name of whoever did it; null for the platform, for nobody and for erased accounts. */
	name: string | null;
	/** Name of the account that it is about, where it is about one. */
	aboutName: string | null;
}

/** Newest first. `more` says whether there are older ones. */
export async function readTrail(
	db: Reading,
	asked: TrailAsked,
	{ skip = (asked.page - 1) * trailPerPage, take = trailPerPage }: { skip?: number; take?: number } = {}
): Promise<{ lines: NamedLine[]; more: boolean }> {
	const people = asked.person ? await accountsLike(db, asked.person) : null;
	if (people && people.length === 0) return { lines: [], more: false };
	const enough = skip + take + 1;
	const parts = places
		.filter(({ source }) => !asked.source || source === asked.source)
		.map((each) => {
			const conditions = [
				...(each.where ? [sql.raw(each.where)] : []),
				...(people ? [sql`${sql.raw(each.by)} = any(${people}::text[])`] : []),
				...(asked.act ? [sql`starts_with(${sql.raw(each.act)}, ${asked.act})`] : []),
				...(asked.about ? [sql`${sql.raw(each.about)} = ${asked.about}`] : []),
				...(asked.from ? [sql`${sql.raw(each.at)} >= ${asked.from}::date at time zone 'UTC'`] : []),
				...(asked.to ? [sql`${sql.raw(each.at)} < (${asked.to}::date + 1)::timestamp at time zone 'UTC'`] : [])
			];
			const where = conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
			const order = each.seq === '0' ? sql.raw(`${each.at} desc`) : sql.raw(`${each.seq} desc`);
			return sql`(select ${each.source} as source, ${sql.raw(each.seq)}::bigint as seq, ${sql.raw(each.act)} as act, ${sql.raw(each.about)} as about,
				${sql.raw(each.by)} as by, ${sql.raw(each.at)} as at, ${sql.raw(each.details)} as details
				from ${each.from} ${where} order by ${order} limit ${enough})`;
		});
	const { rows } = await sql<NamedLine & { about_name: string | null }>`
		with log as (${sql.join(parts, sql` union all `)}),
		shown as (select * from log order by at desc, source, seq desc, about offset ${skip} limit ${take + 1})
		select shown.*, nullif(doer.name, '') as name, nullif(subject.name, '') as about_name from shown
		left join people.accounts as doer on doer.id = shown.by
		left join people.accounts as subject on subject.id = shown.about
		order by shown.at desc, shown.source, shown.seq desc, shown.about`.execute(db as never);
	return {
		lines: rows.slice(0, take).map(({ about_name: aboutName, ...row }) => ({ ...row, seq: Number(row.seq), at: new Date(row.at), aboutName })),
		more: rows.length > take
	};
}

/** All lines of a question, for a file; `more` where there were too many. */
export const wholeTrail = (db: Reading, asked: TrailAsked) => readTrail(db, asked, { skip: 0, take: mostTrailLines });
