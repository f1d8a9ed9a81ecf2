// SPDX-License-Identifier: Apache-2.0
// Names of fields, values and findings of facts in the words of one reader. Knows no page.
import type { FactFinding } from '#convention/check-fact.ts';
import type { FactKind } from '#convention/fact.ts';
import type { Json } from '#forms/form.ts';
import { languages } from '#text/languages.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { day, languageName, list } from '../intl.ts';
import { into, itemsIn, textOf } from './fields.ts';
import { placeOf, type Step } from './place.ts';
import type { Listed, Part } from './shape.ts';

/** What ids may be chosen from, in the reader's words: an entry for each list that the kind needs. */
export type Choices = { [list in Listed]?: { id: string; text: string }[] };

export const fieldName = (reader: Reader, name: string): string => reader.t(`facts.field.${name}` as MessageId);

export const optionName = (reader: Reader, list: string, choice: string): string => reader.t(`facts.option.${list}.${choice}` as MessageId);

/** The way to a field: "Name · French", "Notices of non-acceptance · Line 1 · Day". */
export function trail(reader: Reader, steps: Step[]): string {
	const said = (step: Step) =>
		'name' in step
			? fieldName(reader, step.name)
			: 'line' in step
				? reader.t('forms.line', { number: step.line })
				: languageName(reader.language, step.language);
	return steps.map(said).join(' · ');
}

/** A value of one field in one line; never empty, since nothing is told too. */
export function valueText(reader: Reader, part: Part | undefined, value: Json, choices: Choices): string {
	const { t, language } = reader;
	const chosen = (of: Listed, id: unknown) => choices[of]?.find((choice) => choice.id === textOf(id))?.text ?? textOf(id);
	const text = () => {
		switch (part?.is) {
			case 'yes-no':
			case 'yes-unknown':
				return value === true ? t('forms.yes') : value === false ? t('forms.no') : textOf(value);
			case 'day':
				return day(language, textOf(value));
			case 'one-of':
				return value === null ? '' : optionName(reader, part.list, textOf(value));
			case 'entry':
				return chosen(part.of, value);
			case 'entries':
				return list(
					language,
					itemsIn(value).map((id) => chosen(part.of, id))
				);
			case 'labels':
				return languages.flatMap((each) => itemsIn(into(value, each)).map(textOf)).join('; ');
			default:
				return typeof value === 'object' ? '' : textOf(value);
		}
	};
	return text() || t('facts.unknown');
}

/** What is wrong, and what would mend it. */
export function findingText(reader: Reader, kind: FactKind, found: FactFinding): string {
	const { t, language } = reader;
	const { part, steps } = placeOf(kind, found.at);
	const last = steps.at(-1);
	switch (found.code) {
		case 'required':
			return t('facts.finding.required');
		case 'too-long':
			return t('facts.finding.too-long', { most: 0, ...found.values });
		case 'not-an-option':
			return part?.is === 'text' ? t('facts.finding.not-as-asked') : t('finding.not-an-option');
		case 'not-in-order':
			return t(last && 'name' in last && last.name === 'broader' ? 'facts.finding.circle' : 'facts.finding.not-in-order');
		case 'label-taken':
		case 'above-or-below':
		case 'deprecated-entry':
		case 'labels-alike':
			return t(`facts.finding.${found.code}`, { other: '', label: '', ...found.values });
		case 'not-an-identifier':
		case 'taken':
			return t(`facts.finding.${found.code}`);
		case 'not-by-article-31':
			return t('finding.not-by-article-31', { expected: day(language, String(found.values?.expected ?? '')) });
		default:
			return t(`finding.${found.code}` as MessageId, { language: '', ...found.values });
	}
}

export interface WordedFactFinding<Severity extends 'error' | 'warning' = 'error'> {
	/** Id of the field. */
	id: string;
	/** Beside the field. */
	text: string;
	/** At the head of the page: with the name of the field. */
	whole: string;
	severity: Severity;
}

/** On a page that shows both. */
export type ShownFactFinding = WordedFactFinding<'error' | 'warning'>;

/** A draft is kept as it is: what is wrong with it is then a warning. */
export const asWarnings = (findings: WordedFactFinding[]): WordedFactFinding<'warning'>[] =>
	findings.map((found) => ({ ...found, severity: 'warning' }));

export const wordFindings = (reader: Reader, kind: FactKind, findings: FactFinding[]): WordedFactFinding[] =>
	findings.map((found) => {
		const { id, steps } = placeOf(kind, found.at);
		const text = findingText(reader, kind, found);
		return { id, text, whole: reader.t('forms.finding.at', { question: trail(reader, steps), finding: text }), severity: found.severity };
	});
