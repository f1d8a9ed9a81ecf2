// SPDX-License-Identifier: Apache-2.0
// Gathers what the checks and the prefilling of a report know of the world. Answers of other owners are read without what is private in them; the
// consents that are read are those of which the Party is one side.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Known } from '#convention/fact.ts';
import { carryAlong } from '#forms/designed.ts';
import type { Answers, Form } from '#forms/form.ts';
import { publicAnswers } from '#forms/privacy.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { isTraining } from '#records/training.ts';
import type { Language } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { type Cycle, reportTypes } from '../cycle.ts';
import { elsewhereTypes } from '../elsewhere.ts';
import type { Around, Earlier, Told } from '../report.ts';
import { reportFor } from './rounds.ts';
import { statementsOf } from './statements.ts';

/** Types of the Party's own records that the report is compared with or filled in from. */
export const ownTypes = [
	'art17-4-nfp',
	'art6-exemption-annex-a',
	'art6-exemption-annex-b',
	'art7-notification',
	'art7-nap',
	'art8-inventory',
	'art8-national-plan',
	'art9-sources-inventory',
	'art3-stocks',
	'art5-facilities',
	'amalgam-nap-or-report'
];
const consentTypes = ['art3-form-a', 'art3-form-b'];
const reports = Object.values(reportTypes);

export interface Asked {
	convention: Convention;
	definitions: Definitions;
	form: Form;
	/** The report's own record; empty where it has none yet. */
	record: string;
	party: string;
	cycle: string;
	today: string;
	/** Of whoever fills in: what is proposed as a text is worded in it. */
	language?: Language;
}

/** Undefined where the cycle or the Party does not exist. */
export async function aroundReport(db: Reading, asked: Asked): Promise<Around | undefined> {
	const { convention, definitions, party: id, today } = asked;
	const cycle = convention.cycle(asked.cycle);
	const party = convention.state(id);
	if (!cycle || !party) return undefined;
	const [rows, mirror, standing, statements] = await Promise.all([
		recordsAbout(db, asked),
		mirrorOf(db, asked, definitions),
		reportFor(db, asked.cycle, id),
		statementsOf(db, id)
	]);
	const told = rows.map(toldFrom(definitions));
	const [last = null, ...earlier] = reportsBefore(rows, asked, cycle);
	return {
		today,
		convention,
		cycle,
		party: party as Known<'state'>,
		own: told.filter(({ type, owner }) => owner === id && ownTypes.includes(type)),
		consents: told.filter(({ type }) => consentTypes.includes(type)),
		notifications: told.filter(({ type, owner }) => type === 'art3-form-d' && owner !== id),
		last,
		earlier,
		mirror,
		...(asked.language ? { substances: substancesIn(definitions, asked.language) } : {}),
		elsewhere: { records: told.filter(({ type, owner }) => owner === id && elsewhereTypes.includes(type)), statements },
		// Beside what is only training the real report is no second one.
		twin: isTraining(asked.record) ? null : standing !== undefined && standing !== asked.record ? standing : (published(rows, asked)?.id ?? null)
	};
}

/** Another report for the cycle that the public reads, though it has no place in it. */
const published = (rows: readonly Row[], { cycle, record }: Asked): Row | undefined =>
	rows.find(({ id, type, answers }) => id !== record && reports.includes(type as never) && answers.cycle === cycle);

interface Row {
	id: string;
	type: string;
	owner: string;
	form_version: string;
	answers: Answers;
	on: string;
}

/** In one statement: the Party's own records, its reports, the consents between it and others, and the general notifications of all. */
async function recordsAbout(db: Reading, { party }: Asked): Promise<Row[]> {
	const { rows } = await sql<Row>`
		select record.id, record.type, record.owner, revision.form_version, revision.answers,
			coalesce(revision.published_at, revision.submitted_at)::date::text as on
		from records.records as record
		join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
		where record.owner_kind = 'party' and record.state = 'published' and (
			(record.owner = ${party} and record.type = any(${[...ownTypes, ...elsewhereTypes, ...reports]}::text[]))
			or (record.type = any(${consentTypes}::text[]) and record.outcome is distinct from 'denied' and record.other_party = ${party})
			or record.type = 'art3-form-d')
		order by revision.published_at desc nulls last, record.id`.execute(db as never);
	return rows;
}

/** Published reports of others for the cycle that name the Party in their tables of trade. */
async function mirrorOf(db: Reading, { party, cycle }: Asked, definitions: Definitions): Promise<Told[]> {
	const { rows } = await sql<Row>`
		select record.id, record.type, record.owner, revision.form_version, revision.answers, revision.published_at::date::text as on
		from reporting.reports as report
		join records.records as record on record.id = report.record_id and record.state = 'published'
		join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
		where report.cycle = ${cycle} and report.party <> ${party} and (
			revision.answers -> 'q3-5-b' @> ${JSON.stringify([{ importingCountry: party }])}::jsonb
			or revision.answers -> 'q3-6-c' @> ${JSON.stringify([{ origin: party }])}::jsonb)
		order by record.owner`.execute(db as never);
	return rows.map(toldFrom(definitions, true));
}

const toldFrom =
	(definitions: Definitions, open = false) =>
	({ id, type, owner, form_version, answers, on }: Row): Told => {
		const form = definitions.form(type, form_version);
		// Of others, nothing that no form tells to be public.
		return { id, type, owner, on, answers: open ? (form ? publicAnswers(form, answers) : {}) : answers };
	};

/** The names of the substances of the newest form of stocks; a version before it that names others has none of its own here. */
function substancesIn(definitions: Definitions, language: Language): { [option: string]: string } {
	const of = 'option.entries.substance.';
	const words = definitions.form('art3-stocks')?.words ?? {};
	return Object.fromEntries(
		Object.entries(words).flatMap(([key, each]) => (key.startsWith(of) ? [[key.slice(of.length), say(each, language)]] : []))
	);
}

/** The reports that were published for earlier cycles, the last first, each carried to the form of this one. */
function reportsBefore(rows: readonly Row[], { convention, definitions, form, record }: Asked, cycle: Cycle): Earlier[] {
	// A short report is a part of the full one, and the other way round: versions are those of the full form.
	const versionOf = (version: string) => definitions.form(form.id, version);
	return rows
		.filter(({ id, type, answers }) => id !== record && reports.includes(type as never) && typeof answers.cycle === 'string')
		.flatMap((row) => {
			const of = convention.cycle(row.answers.cycle as string);
			return of && of.end < cycle.end ? [{ row, of }] : [];
		})
		.toSorted((a, b) => b.of.end.localeCompare(a.of.end) || Number(b.of.kind === cycle.kind) - Number(a.of.kind === cycle.kind))
		.map(({ row, of }) => ({
			id: row.id,
			cycle: of,
			answers: carryAlong(form, row.form_version, row.answers, versionOf).answers,
			filed: row.answers
		}));
}
