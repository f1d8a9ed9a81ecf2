// SPDX-License-Identifier: Apache-2.0
// Saves texts in one language into the draft of a record, and what is known of them. Where the record is published and no draft is open, one is begun.
// What others saved meanwhile is merged as everywhere: a clash keeps both texts, and a person chooses.
import type { Answers } from '#forms/form.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { answersAt, draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import type { Language } from '#text/languages.ts';
import { fingerprint, normal } from '../fingerprint.ts';
import { type Known, sourceFor, translated, unitsOf, wordsIn } from '../unit.ts';
import { logTranslation, type Opened, openTranslation, rememberSource, say, type TranslationEvent } from './translations.ts';

export interface Translating {
	record: string;
	language: Language;
	/** Version of the draft that the translator had before them. */
	version: number;
	/** The texts that were sent, by question; '' takes a translation away. */
	texts: { [question: string]: string };
	/** Questions whose text is said to be right beside its source. */
	reviewed: readonly string[];
	/** The texts were made by a machine and read by nobody. */
	machine?: boolean;
	/** Sources that the texts were made from, where that is known and not what stands: of a file that came back. */
	madeFrom?: { [question: string]: string };
	event?: TranslationEvent;
}

export interface SavedTranslation {
	/** Questions whose text changed. */
	changed: string[];
	reviewed: string[];
	/** Questions where somebody else wrote another text meanwhile: both wait in the draft. */
	clashes: string[];
	/** A draft was begun for it. */
	begun: boolean;
}

export async function saveTranslation(db: Writing, doing: Doing, asked: Translating): Promise<SavedTranslation | Refusal> {
	const { record: id, language } = asked;
	// Two at once on a published record: the second one waits, and finds the draft of the first.
	await db.selectFrom('records.records').select('id').where('id', '=', id).forUpdate().execute();
	const opened = await openTranslation(reading(db), doing.definitions, doing.by, id);
	if (!opened) return refuse('not-found');
	if (!opened.editable) return refuse('stage-does-not-fit');
	const questions = new Map(translated(opened.form).map((question) => [question.id, question]));
	const strange = [...Object.keys(asked.texts), ...asked.reviewed].some((question) => !questions.has(question));
	if (strange) return refuse('form-renewed');
	const ids = [...new Set([...Object.keys(asked.texts), ...asked.reviewed])];
	const base = asked.version >= opened.version ? opened.answers : await answersAt(reading(db), id, asked.version, ids);
	const texts = Object.fromEntries(Object.entries(asked.texts).map(([question, text]) => [question, normal(text).trim()]));
	const changed = Object.keys(texts).filter((question) => (wordsIn(base[question])[language] ?? '') !== texts[question]);
	const saved = changed.length ? await store(db, doing, asked, opened, base, texts, changed) : { answers: opened.answers, clashes: [], begun: false };
	if (isRefusal(saved)) return saved;
	const source = (question: string): { language: Language; text: string } | null => {
		const seen = wordsIn(base[question]);
		const from = sourceFor(seen, opened.source) ?? sourceFor(wordsIn(opened.answers[question]), opened.source);
		return from && from !== language ? { language: from, text: asked.madeFrom?.[question] ?? seen[from] ?? '' } : null;
	};
	const reviewed: string[] = [];
	const known = ids.flatMap((question): (Known & { sourceText: string })[] => {
		const text = wordsIn(saved.answers[question])[language] ?? '';
		const from = source(question);
		// What is said is said of the text that was sent, and only where it stands.
		const sent = texts[question] ?? wordsIn(base[question])[language] ?? '';
		if (!text || !from || text !== sent) return [];
		const approves = asked.reviewed.includes(question);
		if (!approves && !changed.includes(question)) return [];
		if (approves) reviewed.push(question);
		return [
			{
				question,
				language,
				text: fingerprint(text),
				state: approves ? 'reviewed' : asked.machine ? 'machine' : 'draft',
				sourceLanguage: from.language,
				source: fingerprint(from.text),
				sourceText: normal(from.text),
				by: doing.by.id,
				at: doing.at
			}
		];
	});
	await say(db, id, known);
	if (!opened.sourceStored && known.length) await rememberSource(db, id, opened.source, doing.by.id, doing.at);
	if (known.length || changed.length)
		await logTranslation(db, eventOf(asked, changed, reviewed), {
			record: id,
			language,
			by: doing.by.id,
			at: doing.at,
			details: { changed, reviewed }
		});
	return { changed, reviewed, clashes: saved.clashes, begun: saved.begun };
}

/** A text that stands, and is now said to be right, may be one that the public reads. */
function eventOf(asked: Translating, changed: readonly string[], reviewed: readonly string[]): TranslationEvent {
	if (reviewed.some((question) => !changed.includes(question))) return 'reviewed';
	return asked.event ?? (asked.machine ? 'machine-drafted' : 'saved');
}

async function store(
	db: Writing,
	doing: Doing,
	{ record, language, version }: Translating,
	opened: Opened,
	base: Answers,
	texts: { [question: string]: string },
	changed: readonly string[]
): Promise<{ answers: Answers; clashes: string[]; begun: boolean } | Refusal> {
	let from = version;
	if (!opened.draft) {
		const newest = doing.definitions.form(opened.record.type, opened.record.keepsVersion ? opened.form.version : undefined);
		const there = new Set(newest ? translated(newest).map(({ id }) => id) : []);
		if (!changed.every((question) => there.has(question))) return refuse('form-renewed');
		const moved = await moveRecord(db, doing, { record, move: 'revise' });
		if (isRefusal(moved)) return moved;
		// A draft that was given up left versions behind: what stands is what the translator saw.
		if (version >= opened.version) from = (await draftOf(reading(db), record))?.version ?? version;
	}
	const answers = Object.fromEntries(
		changed.map((question) => {
			const { [language]: _, ...others } = wordsIn(base[question]);
			const words = texts[question] ? { ...others, [language]: texts[question] } : others;
			return [question, Object.keys(words).length ? words : null];
		})
	);
	const saved = await saveAnswers(db, doing, { record, version: from, answers });
	if (isRefusal(saved)) return saved;
	const clashes = changed.filter((question) => saved.clashes.some((clash) => clash.question === question && clash.by === doing.by.id));
	return { answers: saved.draft.answers, clashes, begun: !opened.draft };
}

/** What one language of a record is: for pages and files. */
export const unitsIn = (opened: Opened, language: Language) => unitsOf(opened.form, opened.answers, language, opened.source, opened.known);
