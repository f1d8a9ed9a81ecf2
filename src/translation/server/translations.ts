// SPDX-License-Identifier: Apache-2.0
// Where it is kept what is known of translations, and a record opened to be translated: its draft, else the revision that stands.
import { sql } from 'kysely';
import type { Answers, Form } from '#forms/form.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { fitting } from '#records/move.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { readRevision } from '#records/server/revisions.ts';
import { isTraining } from '#records/training.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import { languagesOf } from '#text/words.ts';
import { type Known, sourceOf, translated, wordsIn } from '../unit.ts';

/** Without the texts of the sources where nobody shows what differs: they are the most of it. */
export async function knownOf(db: Reading, record: string, sources: 'with-sources' | 'marks-alone' = 'with-sources'): Promise<Known[]> {
	const rows = await db
		.selectFrom('translation.known')
		.select(['question', 'language', 'text_sha256', 'state', 'source_language', 'source_sha256', 'said_by', 'said_at'])
		.$if(sources === 'with-sources', (select) => select.select('source_text'))
		.where('record_id', '=', record)
		.execute();
	return rows.map((row) => ({
		question: row.question,
		language: row.language as Language,
		text: row.text_sha256,
		state: row.state as Known['state'],
		sourceLanguage: row.source_language as Language,
		source: row.source_sha256,
		...(row.source_text === undefined ? {} : { sourceText: row.source_text }),
		by: row.said_by,
		at: row.said_at
	}));
}

/** Says something of texts; what was said of the same text before is replaced. */
export async function say(db: Writing, record: string, known: readonly (Known & { sourceText: string })[]): Promise<void> {
	if (known.length === 0) return;
	await db
		.insertInto('translation.known')
		.values(
			known.map((each) => ({
				record_id: record,
				question: each.question,
				language: each.language,
				text_sha256: each.text,
				state: each.state,
				source_language: each.sourceLanguage,
				source_sha256: each.source,
				source_text: each.sourceText,
				said_by: each.by,
				said_at: each.at
			}))
		)
		.onConflict((met) =>
			met.columns(['record_id', 'question', 'language', 'text_sha256']).doUpdateSet({
				state: sql`excluded.state`,
				source_language: sql`excluded.source_language`,
				source_sha256: sql`excluded.source_sha256`,
				source_text: sql`excluded.source_text`,
				said_by: sql`excluded.said_by`,
				said_at: sql`excluded.said_at`
			})
		)
		.execute();
}

export async function storedSource(db: Reading, record: string): Promise<Language | null> {
	const row = await db.selectFrom('translation.sources').select('language').where('record_id', '=', record).executeTakeFirst();
	return isLanguage(row?.language) ? row.language : null;
}

/** The languages in which the first text of a record was written. */
async function firstWritten(db: Reading, record: string, questions: string[]): Promise<Language[]> {
	if (questions.length === 0) return [];
	const row = await db
		.selectFrom('records.answer_changes')
		.select('value')
		.where('record_id', '=', record)
		.where('question', 'in', questions)
		.orderBy('version')
		.limit(1)
		.executeTakeFirst();
	return languagesOf(wordsIn(row?.value as Answers[string]));
}

/** Which language a record is translated from: as stored, else as it was written. */
export async function sourceLanguage(db: Reading, record: string, form: Form, answers: Answers): Promise<{ language: Language; stored: boolean }> {
	const stored = await storedSource(db, record);
	if (stored) return { language: stored, stored: true };
	const questions = translated(form).map(({ id }) => id);
	const texts = questions.map((id) => wordsIn(answers[id]));
	return { language: sourceOf(texts, await firstWritten(db, record, questions)), stored: false };
}

export async function rememberSource(db: Writing, record: string, language: Language, by: string, at: Date, replace = false): Promise<void> {
	const row = { language, chosen_by: by, chosen_at: at };
	await db
		.insertInto('translation.sources')
		.values({ record_id: record, ...row })
		.onConflict((met) => (replace ? met.column('record_id').doUpdateSet(row) : met.column('record_id').doNothing()))
		.execute();
}

/** `reviewed`: texts that stand were said to be right, which readers of the published record may see. */
export type TranslationEvent = 'saved' | 'reviewed' | 'machine-drafted' | 'imported' | 'exported' | 'source-chosen';

export async function logTranslation(
	db: Writing,
	event: TranslationEvent,
	about: { record: string; language: Language | null; by: string; at: Date; details?: { [name: string]: unknown } }
): Promise<void> {
	await db
		.insertInto('translation.events')
		.values({
			record_id: about.record,
			event,
			language: about.language,
			details: json(about.details ?? {}),
			caused_by: about.by,
			occurred_at: about.at
		})
		.execute();
}

export interface Opened {
	record: RecordEnvelope;
	form: Form;
	answers: Answers;
	/** What a save begins from. */
	version: number;
	/** Whether a draft is open; else the revision that stands is shown, and a save begins a draft. */
	draft: boolean;
	/** Whether a text can be saved now: not while the secretariat looks at it. */
	editable: boolean;
	source: Language;
	sourceStored: boolean;
	known: Known[];
}

/** A record as the translator sees it; undefined for whoever may not translate it, as where there is none. */
export async function openTranslation(db: Reading, definitions: Definitions, person: Person | null, id: string): Promise<Opened | undefined> {
	const record = await findRecord(db, id);
	if (!record || isTraining(id) || !may(person, 'translation.edit', record)) return undefined;
	const open = (await openDraft(db, definitions, record)) ?? (await openRevision(db, definitions, person, record));
	if (!open) return undefined;
	const [source, known] = await Promise.all([sourceLanguage(db, id, open.form, open.answers), knownOf(db, id)]);
	return { record, ...open, source: source.language, sourceStored: source.stored, known };
}

type Open = Pick<Opened, 'form' | 'answers' | 'version' | 'draft' | 'editable'>;

async function openDraft(db: Reading, definitions: Definitions, record: RecordEnvelope): Promise<Open | undefined> {
	const draft = await draftOf(db, record.id);
	const form = draft && definitions.form(record.type, draft.formVersion);
	if (!form || record.stage === 'done' || record.stage === 'declined') return undefined;
	return { form, answers: draft.answers, version: draft.version, draft: true, editable: record.stage === 'draft' || record.stage === 'returned' };
}

async function openRevision(db: Reading, definitions: Definitions, person: Person | null, record: RecordEnvelope): Promise<Open | undefined> {
	const read = await readRevision(db, definitions, person, record.id);
	if (!read || 'gone' in read) return undefined;
	const top = await db
		.selectFrom('records.answer_changes')
		.select((select) => select.fn.max('version').as('version'))
		.where('record_id', '=', record.id)
		.executeTakeFirst();
	const editable = fitting('revise', record, definitions.type(record.type)) !== undefined && may(person, 'record.revise', record);
	return { form: read.form, answers: read.revision.answers, version: top?.version ?? 0, draft: false, editable };
}
