// SPDX-License-Identifier: Apache-2.0
// What differs between two versions of a form, in the words of one reader. Knows no page.
import { aroundDifferences, differencesBetween } from '#forms/designed.ts';
import { textSegments } from '#forms/comparison.ts';
import { type Crosswalk, type Form, type Question, questionOf } from '#forms/form.ts';
import { languages } from '#text/languages.ts';
import type { MessageId, Reader } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import type { Difference } from '../Diff.svelte';
import { say } from '#text/words.ts';
import { conditionText, keyName, kindName, memberText, partName, questionName, ruleSentence, sectionTitle } from './wording.ts';

export function wordedDifferences(reader: Reader, before: Form, after: Form, crosswalk?: Crosswalk): Difference[] {
	const { t } = reader;
	const none = t('designer.none');
	const found = differencesBetween(before, after, crosswalk).flatMap((change): Difference[] => {
		const was = change.before === null ? undefined : questionOf(before, change.before);
		const is = change.after === null ? undefined : questionOf(after, change.after);
		if (!was && is)
			return [{ question: questionName(after, is.id, reader), before: none, after: t('designer.diff.new', { kind: kindName(reader, is.kind) }) }];
		if (was && !is)
			return [{ question: questionName(before, was.id, reader), before: t('designer.diff.old', { kind: kindName(reader, was.kind) }), after: none }];
		if (!was || !is) return [];
		return change.differs.flatMap((member) =>
			member === 'words' ? wordsOfQuestion(reader, before, after, was, is) : [memberDifference(reader, before, after, was, is, member)]
		);
	});
	return [...around(reader, before, after), ...found];
}

function memberDifference(reader: Reader, before: Form, after: Form, was: Question, is: Question, member: string): Difference {
	const none = reader.t('designer.none');
	return {
		question: `${questionName(after, is.id, reader)} · ${partName(reader, member)}`,
		before: (member === 'id' ? was.id : memberText(reader, before, was, member)) || none,
		after: (member === 'id' ? is.id : memberText(reader, after, is, member)) || none
	};
}

function wordsOfQuestion(reader: Reader, before: Form, after: Form, was: Question, is: Question): Difference[] {
	const tail = (form: Form, id: string) =>
		new Map(
			Object.entries(form.words)
				.filter(([key]) => /^(question|help|option|row)\./.test(key) && key.split('.')[1] === id)
				.map(([key, words]) => [
					key
						.split('.')
						.filter((_, at) => at !== 1)
						.join('.'),
					{ key, words }
				])
		);
	const [a, b] = [tail(before, was.id), tail(after, is.id)];
	return [...new Set([...b.keys(), ...a.keys()])].flatMap((key) => {
		const name = b.has(key) ? keyName(reader, after, b.get(key)?.key ?? '') : keyName(reader, before, a.get(key)?.key ?? '');
		return texts(name, a.get(key)?.words, b.get(key)?.words);
	});
}

function texts(question: string, before: Words | undefined, after: Words | undefined): Difference[] {
	const changed = languages.filter((language) => (before?.[language] ?? '') !== (after?.[language] ?? ''));
	return changed.length
		? [{ question, texts: changed.map((language) => ({ language, segments: textSegments(before?.[language] ?? '', after?.[language] ?? '') })) }]
		: [];
}

function around(reader: Reader, before: Form, after: Form): Difference[] {
	const none = reader.t('designer.none');
	return aroundDifferences(before, after).flatMap((what): Difference[] => {
		if (what === 'words') {
			const keys = [...new Set([...Object.keys(after.words), ...Object.keys(before.words)])].filter((key) => /^(form|section|check)\./.test(key));
			return keys.flatMap((key) => texts(keyName(reader, key in after.words ? after : before, key), before.words[key], after.words[key]));
		}
		if (what === 'sections') {
			const said = (form: Form) =>
				form.sections.map(({ id, when }) => sectionTitle(form, id, reader) + (when ? ` (${conditionText(reader, form, when)})` : '')).join(' → ');
			return [{ question: reader.t('forms.sections'), before: said(before), after: said(after) }];
		}
		if (what === 'rules') {
			const said = (form: Form) => form.rules.map((rule) => ruleSentence(reader, form, rule));
			const [was, is] = [said(before), said(after)];
			return [
				{
					question: reader.t('designer.rules'),
					before: was.filter((each) => !is.includes(each)).join('\n') || none,
					after: is.filter((each) => !was.includes(each)).join('\n') || none
				}
			];
		}
		if (what === 'checklist') {
			const said = (form: Form) => form.checklist.map((check) => say(form.words[`check.${check}`], reader.language) || check).join(' → ');
			return [{ question: reader.t('designer.checklist'), before: said(before) || none, after: said(after) || none }];
		}
		const value = (form: Form) => {
			const said = form[what as 'article' | 'decision' | 'status' | 'source'];
			return said === null ? none : what === 'status' ? reader.t(`facts.option.standing.${said}` as MessageId) : said;
		};
		return [{ question: partName(reader, what), before: value(before), after: value(after) }];
	});
}
