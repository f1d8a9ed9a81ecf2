// SPDX-License-Identifier: Apache-2.0
// The first draft of a strategy report in words: title, and a paragraph for each pillar, from the figures and nothing else, in six languages.
import { wordsKey } from '#forms/form.ts';
import type { Answers, Form, Json } from '#forms/form.ts';
import { asWritten } from '#text/as-written.ts';
import { type Language, languages, locales } from '#text/languages.ts';
import { type Reader, readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import { pillars, rowsOf, type StrategyFigures } from '../strategy.ts';
import type { Range } from '../usage-period.ts';

const inSix = async (make: (reader: Reader, language: Language) => string): Promise<{ [language: string]: string }> => {
	const said: [Language, string][] = [];
	for (const language of languages) said.push([language, make(await readerIn(language), language)]);
	return Object.fromEntries(said);
};

const dayIn = (language: Language, day: string): string =>
	asWritten(
		language,
		new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }).format(
			new Date(`${day}T00:00:00Z`)
		)
	);

const numberIn = (language: Language, value: number): string => new Intl.NumberFormat(locales[language]).format(value);

export const strategyTitle = ({ from, to }: Range): Promise<{ [language: string]: string }> =>
	inSix(({ t }, language) => t('strategy.text.title', { from: dayIn(language, from), to: dayIn(language, to) }));

/** The answers that the figures give: for each pillar its figures, and a list of them in words as the text to begin with. */
export async function strategyAnswers(form: Form, figures: StrategyFigures, range: Range, counted: string): Promise<Answers> {
	const answers: Answers = {};
	for (const pillar of pillars) {
		const rows = rowsOf(pillar, figures, counted);
		if (rows.length === 0) continue;
		answers[`${pillar}Figures`] = rows as Json;
		answers[`${pillar}Text`] = await inSix(({ t }, language) => {
			const lines = rows.map(({ figure, value, before }) => {
				const name = say(form.words[wordsKey.option(`${pillar}Figures.figure`, figure)], language) || figure;
				const now = numberIn(language, value);
				return typeof before === 'number'
					? t('strategy.text.line-before', { name, now, before: numberIn(language, before) })
					: t('strategy.text.line', { name, now });
			});
			const opening = t(`strategy.text.${pillar}`, { from: dayIn(language, range.from), to: dayIn(language, range.to) });
			return `${opening}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
		});
	}
	return answers;
}
