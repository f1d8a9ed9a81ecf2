// SPDX-License-Identifier: Apache-2.0
// Judges a draft: what its form says of the answers, and what the noun that it belongs to notices beyond the form. One place for the pages, the API,
// the desk and the act that submits.
import type { Convention } from '#convention/convention.ts';
import { check, type Completeness, completeness } from '#forms/check.ts';
import type { Answers, Finding, Form } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '../definitions.ts';
import type { RecordEnvelope } from '../record.ts';
import { knownFor } from './known.ts';
import type { Draft } from './records.ts';

export interface World {
	definitions: Definitions;
	convention: Convention;
}

/** What a noun notices. It is asked of every record and knows its own; [] for all others. */
export type Examine = (
	db: Reading,
	world: World,
	subject: { record: Pick<RecordEnvelope, 'id' | 'type' | 'owner'>; form: Form; answers: Answers; today: string }
) => Promise<Finding[]>;

/** What several nouns notice, one after another. */
export const examining =
	(...nouns: Examine[]): Examine =>
	async (...given) => {
		const found: Finding[] = [];
		for (const noun of nouns) found.push(...(await noun(...given)));
		return found;
	};

export interface Judging extends World {
	/** The nouns' part; absent where only the form is asked, as after each answer. */
	examine?: Examine | undefined;
}

export interface Judgement {
	form: Form;
	findings: Finding[];
	completeness: Completeness[];
}

export async function judge(
	db: Reading,
	{ definitions, convention, examine }: Judging,
	record: Pick<RecordEnvelope, 'id' | 'type' | 'owner'>,
	draft: Pick<Draft, 'formVersion' | 'answers'>,
	at: Date
): Promise<Judgement> {
	const form = definitions.form(record.type, draft.formVersion);
	if (!form) throw new Error(`${record.id} answers ${record.type} ${draft.formVersion}, which is not defined`);
	const { answers } = draft;
	const known = await knownFor(db, convention, form, record.id, answers, at);
	const own = check(form, answers, known);
	const beyond = examine ? await examine(db, { definitions, convention }, { record, form, answers, today: known.today }) : [];
	return { form, findings: [...own, ...beyond], completeness: completeness(form, answers, own) };
}
