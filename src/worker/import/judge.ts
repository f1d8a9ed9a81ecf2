// SPDX-License-Identifier: Apache-2.0
// Whether a row may come in: its type, its owner, and all findings of its form. Reads the world once for a whole batch.
import type { Convention } from '#convention/convention.ts';
import { isOfCall } from '#exchange/call-form.ts';
import { check } from '#forms/check.ts';
import { relevantAnswers } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form, type Json } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { secretariatCode } from '#records/record.ts';
import { choices } from '#records/schemes.ts';
import type { Definition } from '#records/type.ts';
import { type Cycle, isReportType, reportTypes } from '#reporting/cycle.ts';
import type { Place } from '#reporting/server/places.ts';
import { type Attachment, withFiles } from './attachments.ts';
import { type Problem, problem } from '#components/importing/problem.ts';
import { inItsLanguage, type Row } from './row.ts';

export interface World {
	definitions: Definitions;
	convention: Convention;
}

/** A row whose files are at hand. */
export interface Filed {
	row: Row;
	definition: Definition;
	attachments: Attachment[];
}

export interface Judged extends Filed {
	form: Form;
	/** Letters for the identifier. */
	ownerCode: string;
	/** As a draft keeps them, the owner among them. */
	answers: Answers;
	/** What a submission holds. */
	relevant: Answers;
	/** Stays with the version of its form, since its cycle or its call does. */
	keepsVersion: boolean;
	findings: Problem[];
}

/** The type of a row with the form that it answers, or why it has none. A report answers the version of its cycle. */
export function definitionOf(row: Row, { definitions, convention }: World): Definition | Problem {
	const definition = definitions.current(row.type);
	if (!definition) return problem('unknown-type', 'type', { type: row.type.slice(0, 60) });
	if (!definition.type.submitters.includes(row.ownerKind)) return problem('not-a-submitter', row.ownerKind);
	if (!isReportType(row.type)) return definition;
	const cycle = cycleOf(row, convention);
	if ('code' in cycle) return cycle;
	return { ...definition, form: definitions.form(row.type, cycle.formVersion ?? undefined) ?? definition.form };
}

/** The cycle that a report is for, or why there is none. */
function cycleOf({ type, answers }: Row, convention: Convention): Cycle | Problem {
	const said = answers.cycle;
	if (typeof said !== 'string' || said === '') return { at: 'cycle', code: 'beginning-missing', severity: 'error' };
	const cycle = convention.cycle(said);
	if (!cycle) return problem('unknown-cycle', 'cycle', { cycle: said.slice(0, 60) });
	return reportTypes[cycle.kind] === type ? cycle : problem('cycle-of-another-form', 'cycle', { cycle: cycle.id, type: reportTypes[cycle.kind] });
}

/** The place of a report: one for each Party in a cycle. */
export const placeOf = ({ row }: Pick<Filed, 'row'>): Place | null =>
	isReportType(row.type) && typeof row.answers.cycle === 'string' ? { cycle: row.answers.cycle, party: row.owner } : null;

export interface Around {
	organisations: Map<string, { code: string; state: string }>;
	/** Records that rows of the batch point to: by identifier, and by the key under which the same sender sent them. */
	records: Map<string, { id: string; type: string }>;
}

const pointers = (form: Form, answers: Answers): string[] =>
	allQuestions(form)
		.filter(({ kind }) => kind === 'reference')
		.flatMap(({ id }) => [answers[id] ?? []].flat())
		.filter((each): each is string => typeof each === 'string');

/** What rows point to, whether or not it is there. */
export const pointedTo = (filed: readonly Pick<Filed, 'row' | 'definition'>[]): string[] => [
	...new Set(filed.flatMap(({ row, definition }) => pointers(definition.form, row.answers)))
];

export async function around(db: Reading, source: string, filed: readonly Filed[]): Promise<Around> {
	const owners = [...new Set(filed.flatMap(({ row }) => (row.ownerKind === 'organisation' ? [row.owner] : [])))];
	const organisations = owners.length
		? await db.selectFrom('people.organisations').select(['id', 'code', 'state']).where('id', 'in', owners).execute()
		: [];
	const pointed = pointedTo(filed);
	const records = pointed.length
		? await db
				.selectFrom('records.records as record')
				.leftJoin('records.imports as import', (join) => join.onRef('import.record_id', '=', 'record.id').on('import.source', '=', source))
				.select(['record.id', 'record.type', 'import.key'])
				.where('record.state', '=', 'published')
				.where('record.visibility', '=', 'public')
				.where((where) => where.or([where('record.id', 'in', pointed), where('import.key', 'in', pointed)]))
				.execute()
		: [];
	return {
		organisations: new Map(organisations.map(({ id, code, state }) => [id, { code, state }])),
		// The sender's own key goes before an identifier of here that happens to be the same.
		records: new Map(
			[...records.map((each) => [each.id, each] as const), ...records.map((each) => [each.key ?? each.id, each] as const)].map(
				([name, { id, type }]) => [name, { id, type }]
			)
		)
	};
}

/** All findings at once. A draft may be unfinished: what its form says of it is told, and stands in nobody's way. */
export function judge(filed: Filed, { convention }: World, at: Around, now: Date): Judged | { problems: Problem[] } {
	const { row, definition, attachments } = filed;
	const { form } = definition;
	const owner = ownerOf(row, convention, at);
	if (typeof owner !== 'string') return { problems: [owner] };
	const asked = new Set(allQuestions(form).map(({ id }) => id));
	const unknown = Object.keys(row.answers).filter((id) => !asked.has(id));
	if (unknown.length) return { problems: unknown.map((id) => problem('unknown-question', id.slice(0, 60), { question: id.slice(0, 60) })) };
	const given = allQuestions(form).filter((question) => question.given === 'owner');
	const answers: Answers = {
		...resolved(form, withFiles(form, inItsLanguage(form, row.answers, row.language), attachments), at),
		...Object.fromEntries(given.map(({ id }) => [id, row.owner]))
	};
	const findings = check(form, answers, {
		today: (row.submittedAt ?? now).toISOString().slice(0, 10),
		has: (scheme, id) => schemeOf(convention, scheme).has(id),
		file: (sha256) => attachments.find((each) => each.sha256 === sha256),
		record: (id) => at.records.get(id)
	});
	if (row.state !== 'draft' && findings.some(({ severity }) => severity === 'error')) return { problems: findings };
	const place = placeOf(filed);
	const keepsVersion = isOfCall(form.version) || (place !== null && (convention.cycle(place.cycle)?.formVersion ?? null) !== null);
	return { ...filed, form, ownerCode: owner, answers, relevant: relevantAnswers(form, answers), keepsVersion, findings };
}

/** A reference to a record that came before from the same sender is by the sender's key, or by the identifier that it got here. */
function resolved(form: Form, answers: Answers, { records }: Around): Answers {
	const one = (value: Json): Json => (typeof value === 'string' ? (records.get(value)?.id ?? value) : value);
	const named = allQuestions(form).filter(({ kind, id }) => kind === 'reference' && answers[id] !== undefined);
	return {
		...answers,
		...Object.fromEntries(
			named.map(({ id }) => {
				const answer = answers[id] as Json;
				return [id, Array.isArray(answer) ? answer.map(one) : one(answer)];
			})
		)
	};
}

function ownerOf(row: Row, convention: Convention, { organisations }: Around): string | Problem {
	if (row.ownerKind === 'secretariat') return secretariatCode;
	if (row.ownerKind === 'party') return convention.state(row.owner)?.iso2 ?? problem('unknown-party', 'party', { party: row.owner });
	const organisation = organisations.get(row.owner);
	if (!organisation || organisation.state === 'declined') return problem('unknown-organisation', 'organisation', { organisation: row.owner });
	if (row.state !== 'draft' && organisation.state !== 'admitted') return problem('not-admitted', 'organisation', { organisation: row.owner });
	return organisation.code;
}

const schemes = new WeakMap<Convention, Map<string, Set<string>>>();

function schemeOf(convention: Convention, scheme: string): Set<string> {
	let known = schemes.get(convention);
	if (!known) schemes.set(convention, (known = new Map()));
	let ids = known.get(scheme);
	if (!ids) known.set(scheme, (ids = new Set(choices(convention, scheme).map(({ id }) => id))));
	return ids;
}
