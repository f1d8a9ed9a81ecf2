// SPDX-License-Identifier: Apache-2.0
// A unit of translation: one answer in one language, beside the text it is translated from, and where it stands. Pure.
import { relevantIds } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form, type FormRule, type Json, type Question } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { isConfidential } from '#forms/privacy.ts';
import { type Language, languages } from '#text/languages.ts';
import { languagesOf, type Words } from '#text/words.ts';
import { fingerprint } from './fingerprint.ts';

/** In the order in which they want work. */
export const unitStates = ['missing', 'stale', 'machine', 'draft', 'reviewed'] as const;
export type UnitState = (typeof unitStates)[number];
export const isUnitState = (text: unknown): text is UnitState => unitStates.includes(text as UnitState);

/** What somebody said of one text: from which source it was made, and how far it is. */
export interface Known {
	question: string;
	language: Language;
	/** Mark of the translation that is spoken of. */
	text: string;
	state: 'draft' | 'machine' | 'reviewed';
	sourceLanguage: Language;
	/** Mark of the source that it was made from. */
	source: string;
	/** The source that it was made from; absent where only its mark is asked for. */
	sourceText?: string;
	by: string;
	at: Date;
}

export interface Unit {
	question: string;
	language: Language;
	sourceLanguage: Language;
	source: string;
	/** '' where there is none. */
	text: string;
	state: UnitState;
	known: Known | null;
	longest: number;
	/** Never leaves the platform: the question is private. */
	private: boolean;
}

const longestByDefault = 20_000;

/** The questions whose answers are texts in several languages. */
export const translated = (form: Form): Question[] => allQuestions(form).filter(({ kind, many }) => kind === 'words' && !many);

export const wordsIn = (answer: Json | undefined): Words => (isObject(answer) ? (answer as Words) : {});

/** Where one text stands: by the marks of the text and of its source as they are now. `text` is null where there is none. */
export function stateOf(text: string | null, source: string, known: Pick<Known, 'state' | 'source'> | undefined): UnitState {
	if (text === null) return 'missing';
	// What a machine drafted is to be reviewed whatever became of its source.
	if (known?.state === 'machine') return 'machine';
	if (known && known.source !== source) return 'stale';
	// Typed in the form by somebody, and not yet looked at beside its source.
	return known?.state ?? 'draft';
}

/** The language that one text is translated from: that of the record, else the first in which the text is there. */
export function sourceFor(words: Words, recordSource: Language, fallbacks: readonly Language[] = fallbackOrder): Language | null {
	if (words[recordSource]) return recordSource;
	return fallbacks.find((language) => words[language]) ?? null;
}

/** Languages in which most readers of the Convention look next. */
export const fallbackOrder: readonly Language[] = ['en', 'fr', 'es', 'ru', 'ar', 'zh'];

/**
 * The language that a record is translated from where nobody chose: the one that was written first; of several written together, the one in which most
 * is said.
 */
export function sourceOf(texts: readonly Words[], first: readonly Language[] = []): Language {
	const count = (language: Language) => texts.filter((words) => words[language]).length;
	const among = first.length ? fallbackOrder.filter((language) => first.includes(language)) : fallbackOrder;
	return among.toSorted((a, b) => count(b) - count(a))[0] ?? 'en';
}

/** The units of a record in one language, in the order of the form. Only what is relevant, and has a source in another language, is to be translated. */
export function unitsOf(form: Form, answers: Answers, target: Language, recordSource: Language, known: readonly Known[]): Unit[] {
	const relevant = relevantIds(form, answers);
	return translated(form).flatMap((question) => {
		if (!relevant.has(question.id)) return [];
		const words = wordsIn(answers[question.id]);
		const sourceLanguage = sourceFor(words, recordSource);
		if (!sourceLanguage || sourceLanguage === target) return [];
		const [source, text] = [words[sourceLanguage] ?? '', words[target] ?? ''];
		const mark = text ? fingerprint(text) : null;
		const said = known.find((each) => each.question === question.id && each.language === target && each.text === mark) ?? null;
		return [
			{
				question: question.id,
				language: target,
				sourceLanguage,
				source,
				text,
				state: stateOf(mark, fingerprint(source), said ?? undefined),
				known: said,
				longest: question.longest ?? longestByDefault,
				private: question.private === true
			}
		];
	});
}

/** All units of a record, in every language. */
export const allUnits = (form: Form, answers: Answers, recordSource: Language, known: readonly Known[]): Unit[] =>
	languages.flatMap((language) => unitsOf(form, answers, language, recordSource, known));

/** Languages in which a record says something. */
export const languagesSaid = (form: Form, answers: Answers): Set<Language> =>
	new Set(translated(form).flatMap(({ id }) => languagesOf(wordsIn(answers[id]))));

export type Coverage = Record<UnitState, number> & { all: number };

export function coverageOf(states: Iterable<UnitState>): Coverage {
	const counted: Coverage = { missing: 0, stale: 0, machine: 0, draft: 0, reviewed: 0, all: 0 };
	for (const state of states) {
		counted[state] += 1;
		counted.all += 1;
	}
	return counted;
}

/** The share that a reader can use: translated by a person, from the source as it is now. Null where there is nothing to translate. */
export const shareOf = ({ draft, reviewed, all }: Coverage): number | null => (all === 0 ? null : (draft + reviewed) / all);

/** Whether texts of a record may be sent to a machine elsewhere: never what is not meant for the public. */
export function mayLeave(visibility: string, form: Form, answers: Answers): boolean {
	const marked = form.rules.some((rule: FormRule) => rule.rule === 'confidentiality' && answers[rule.mark] === true);
	return visibility === 'public' && !marked && !isConfidential(form, answers);
}
