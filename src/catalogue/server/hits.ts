// SPDX-License-Identifier: Apache-2.0
// What a page of results shows of each entry: its title and a text in the reader's language, with the words by which it was found marked.
import type { Convention } from '#convention/convention.ts';
import { allQuestions } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import { choose } from '#text/words.ts';
import type { Entry } from '../entry.ts';
import { excerpt, marked, type Piece, soughtBy } from '../marked.ts';
import type { Shown } from '../shown.ts';
import { tokensOf } from '../tokens.ts';
import { named } from './naming.ts';
import type { Found } from './search.ts';
import { stemsFor } from './stems.ts';

export interface Marked {
	pieces: Piece[];
	language: Language | null;
}

export interface Hit extends Omit<Shown, 'title' | 'summary'> {
	title: Marked;
	/** The first text, or where it was found in another one. */
	text: Marked | null;
	/** Name of the attached file that alone has what was asked. */
	file: string | null;
}

interface Text {
	text: string;
	language: Language | '';
}

/** Other texts of an entry, the reader's language first; what is long is read from its beginning only. */
function otherTexts(entry: Entry, definitions: Definitions, reader: Language): Text[] {
	const form = definitions.current(entry.type)?.form;
	if (!form) return [];
	return allQuestions(form)
		.flatMap((question) => (entry.answers[question.id] === undefined ? [] : kindOf(question).texts(entry.answers[question.id] as never)))
		.map(({ text, language }): Text => ({ text: text.slice(0, 4000), language: isLanguage(language) ? language : '' }))
		.sort((a, b) => Number(b.language === reader) - Number(a.language === reader))
		.slice(0, 12);
}

/** Does the title or the summary say it, in whatever language? A title may have its number before it. */
const toldAbove = ({ title, summary }: Entry, text: string): boolean =>
	Object.values(title).some((each) => each?.includes(text)) || Object.values(summary ?? {}).includes(text);

export async function hits(
	db: Reading,
	found: Pick<Found, 'entries' | 'plan' | 'labels' | 'inFile'>,
	definitions: Definitions,
	convention: Convention,
	reader: Language
): Promise<Hit[]> {
	const shown = await named(db, found.entries, definitions, convention);
	const texts = found.entries.map((entry) => {
		const [title, summary] = [choose(entry.title, reader), choose(entry.summary, reader)];
		return {
			title: title ?? { text: entry.recordId, language: '' as const },
			summary,
			// What stands above already is not told once more in a language that the reader did not choose.
			others: found.plan.clauses.length ? otherTexts(entry, definitions, reader).filter(({ text }) => !toldAbove(entry, text)) : []
		};
	});
	const sought = soughtBy(found.plan);
	const all: Text[] = texts.flatMap(({ title, summary, others }) => [title, ...(summary ? [summary] : []), ...others]);
	const stems = await stemsFor(
		db,
		all.map(({ text, language }) => ({ tokens: tokensOf(text), language }))
	);
	const mark = ({ text, language }: Text) => marked(text, language, stems, sought, found.labels);
	const of = (text: Text, pieces: Piece[]): Marked => ({ pieces, language: text.language || null });
	return shown.map(({ title: _title, summary: _summary, ...rest }, at) => {
		const { title, summary, others } = texts[at] as (typeof texts)[number];
		const heading = of(title, mark(title));
		const first = summary && of(summary, mark(summary));
		const elsewhere = [heading, first].some((each) => each?.pieces.some((piece) => piece.found))
			? undefined
			: others.map((text) => ({ text, pieces: excerpt(mark(text)) })).find(({ pieces }) => pieces);
		return {
			...rest,
			title: heading,
			text: elsewhere?.pieces ? of(elsewhere.text, elsewhere.pieces) : (first ?? null),
			file: found.inFile[rest.id] ?? null
		};
	});
}
