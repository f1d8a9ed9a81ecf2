// SPDX-License-Identifier: Apache-2.0
// What a section of the site shows of a record in a line: what matters of news, an event, a resource, a letter. Pure.
import { type Occurrence, occurrenceOf } from '#editorial/event.ts';
import type { Form } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from './entry.ts';

export interface SectionLine {
	id: string;
	title: Words;
	summary: Words | null;
	languages: string[];
	demo: boolean;
	/** Day or year that it bears. */
	date: string | null;
	kind: Words | null;
	event?: Occurrence & { place: Words | null; online: boolean; recording: boolean };
	/** Letters: their symbol, and the day by which an answer is asked for. */
	symbol?: string;
	deadline?: string;
	picture?: { sha256: string; alt: Words };
}

const text = (answer: unknown): string | undefined => (typeof answer === 'string' && answer ? answer : undefined);

export function sectionLine(entry: Entry, form: Form | undefined): SectionLine {
	const { answers } = entry;
	const kind = text(answers.kind);
	const year = answers.year;
	return {
		id: entry.recordId,
		title: entry.title,
		summary: entry.summary,
		languages: entry.languages,
		demo: entry.demo,
		date: text(answers.date) ?? (typeof year === 'number' ? String(year) : null),
		kind: kind ? (form?.words[`option.kind.${kind}`] ?? { en: kind }) : null,
		...(entry.type === 'event'
			? {
					event: {
						...occurrenceOf(answers),
						place: isObject(answers.place) ? (answers.place as Words) : null,
						online: !!text(answers.online),
						recording: !!text(answers.recording)
					}
				}
			: {}),
		...(text(answers.symbol) ? { symbol: text(answers.symbol) as string } : {}),
		...(text(answers.deadline) ? { deadline: text(answers.deadline) as string } : {}),
		...(isObject(answers.image) && text(answers.image.file)
			? { picture: { sha256: answers.image.file as string, alt: isObject(answers.imageAlt) ? (answers.imageAlt as Words) : {} } }
			: {})
	};
}
