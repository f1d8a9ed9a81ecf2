// SPDX-License-Identifier: Apache-2.0
// Reads projects for the pages: all of them, those of a Party, what belongs to one programme, and where the values of one come from.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Json } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import { answersOf, type Field, fields, projectType } from '#projects/answers.ts';
import type { Found } from '#projects/found.ts';
import { merge, type Origin, same } from '#projects/merging.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from '../entry.ts';
import { countedFrom, type ListedProject } from '../projects.ts';
import { entryColumns, entryFromRow, latestEntries } from './entries.ts';

/** All that stand, the latest number of the first list first. */
export async function readProjects(db: Reading, party?: string): Promise<ListedProject[]> {
	const entries = await latestEntries(db, { type: projectType, limit: 20_000, ...(party ? { party } : {}) });
	return entries.map(countedFrom).sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? 1 : -1));
}

/** By period and number of the source: lists of funders count upwards. */
const rank = ({ entry }: ListedProject): number => {
	const numbers = Array.isArray(entry.answers.identifiers) ? entry.answers.identifiers : [];
	const id = (numbers[0] as { id?: string } | undefined)?.id ?? '';
	return /^\d+$/.test(id) ? Number(id) : 0;
};

/** What is part of a programme. */
export async function childrenOf(db: Reading, record: string): Promise<Entry[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('type', '=', projectType)
		.where('state', '=', 'published')
		.where(sql<boolean>`answers ->> 'parent' = ${record}`)
		.orderBy('record_id')
		.execute();
	return rows.map(entryFromRow);
}

export interface ProjectSource {
	source: string;
	name: Words;
	number: string;
	/** Page for people about it. */
	page: string | null;
	licence: Words;
	note: Words;
	firstSeen: Date;
	lastSeen: Date;
	goneSince: Date | null;
}

export interface Provenance {
	sources: ProjectSource[];
	/** Where each value that stands comes from. */
	origins: Origin[];
	/** No source tells a title. */
	designation: boolean;
}

/** Where the values of a project come from. `answers` are those that stand. */
export async function provenanceOf(db: Reading, convention: Convention, record: string, answers: { [id: string]: Json }): Promise<Provenance> {
	const rows = await db
		.selectFrom('projects.found as found')
		.innerJoin('projects.sources as source', 'source.id', 'found.source')
		.select(['found.source', 'found.id', 'found.value', 'found.first_seen_at', 'found.last_seen_at', 'found.gone_since'])
		.select(['source.name', 'source.page', 'source.licence', 'source.note'])
		.where('found.record_id', '=', record)
		.orderBy((order) => order('found.gone_since', 'is not', null))
		.orderBy('source.position')
		.orderBy('found.source')
		.orderBy('found.id')
		.execute();
	const states = new Map(convention.entries('states').map(({ id, words }) => [id, words]));
	const parent = typeof answers.parent === 'string' ? answers.parent : null;
	const tellings = rows.map(({ source, value }) => {
		const found = value as Found;
		return { source, answers: answersOf(found, { states, parent: found.parent ? parent : null }) };
	});
	const told = merge(tellings, {});
	// What stands and is not what the sources make together was set by an editor.
	const edited = Object.fromEntries(
		fields.filter((field) => !same(answers[field], told.answers[field])).map((field) => [field, (answers[field] ?? null) as Json])
	) as Partial<Record<Field, Json>>;
	return {
		sources: rows.map((row) => ({
			source: row.source,
			name: row.name as Words,
			number: row.id,
			page: row.page?.replace('{id}', encodeURIComponent(row.id)) ?? null,
			licence: row.licence as Words,
			note: row.note as Words,
			firstSeen: row.first_seen_at,
			lastSeen: row.last_seen_at,
			goneSince: row.gone_since
		})),
		origins: rows.length ? merge(tellings, edited).origins : [],
		designation: rows.length > 0 && rows.every(({ value }) => Object.keys((value as Found).title).length === 0) && !('title' in edited)
	};
}
