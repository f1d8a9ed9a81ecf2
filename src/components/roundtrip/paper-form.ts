// SPDX-License-Identifier: Apache-2.0
// Lays a form out on paper in the words of one language, filled in with what a draft says so far: sections, questions, conditions in words, places to
// write in. One paper, whether it becomes a workbook or a document.
import { type Answers, type Json, type Question, wordsKey } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import type { About, Body, Field, GridRow, Paper, PaperQuestion, Slot } from '#interop/roundtrip/paper.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import { conditionText, requiredText } from '../designer/wording.ts';
import { cited, languageName, list } from '../intl.ts';
import { helpWords, partText, plain, questionText, rowText } from '../kinds/wording.ts';
import { bears, columnsOf, isGrid, type Leaf, leavesOf, onPaper, partOf } from './leaves.ts';
import { bare, type Vocabulary } from './vocabulary.ts';

/** Empty rows below those that are filled in. */
const spare = { table: 5, list: 3 };

/** So many choices are told below a question. */
const mostTold = 15;

export interface PaperFacts {
	about: About;
	/** Below the title. */
	facts: [label: string, value: string][];
	answers: Answers;
}

export function paperForm(vocabulary: Vocabulary, { about, facts, answers }: PaperFacts): Paper {
	const { form } = vocabulary;
	const reader = vocabulary.readers[about.language];
	const { language, t } = reader;
	const draw = new Drawing(vocabulary, reader);
	return {
		language,
		rtl: reader.direction === 'rtl',
		title: bare(say(form.words['form.title'], language) || form.id),
		facts: facts.map(([label, value]) => [bare(label), bare(value)]),
		instructions: (['fill', 'lists', 'rows', 'empty', 'figures', 'files', 'back'] as const).map((id) => bare(t(`roundtrip.instructions.${id}`))),
		sections: form.sections
			.map((section) => ({
				id: section.id,
				title: bare(say(form.words[wordsKey.section(section.id)], language) || section.id),
				condition: section.when ? draw.condition(section.when) : '',
				questions: section.questions.filter(({ given }) => given !== 'explanations').map((question) => draw.question(question, answers[question.id]))
			}))
			.filter(({ questions }) => questions.length > 0),
		about,
		words: {
			instructions: t('roundtrip.instructions'),
			section: t('print.sheet.section'),
			number: t('print.sheet.number'),
			question: t('print.sheet.question'),
			answer: t('print.sheet.answer'),
			empty: t('roundtrip.write'),
			choose: t('roundtrip.choose'),
			more: t('roundtrip.more')
		}
	};
}

class Drawing {
	readonly #vocabulary: Vocabulary;
	readonly #reader: Reader;
	constructor(vocabulary: Vocabulary, reader: Reader) {
		this.#vocabulary = vocabulary;
		this.#reader = reader;
	}

	condition(condition: NonNullable<Question['when']>): string {
		return bare(this.#reader.t('roundtrip.when', { condition: conditionText(this.#reader, this.#vocabulary.form, condition) }));
	}

	question(question: Question, answer: Json | undefined): PaperQuestion {
		const { form } = this.#vocabulary;
		return {
			id: question.id,
			// A number such as 3.1 (a) keeps its order among words that run from right to left.
			number: question.number && this.#reader.direction === 'rtl' ? `\u200e${question.number}\u200e` : (question.number ?? ''),
			title: bare(questionText(form, question.id, this.#reader.language)),
			condition: question.when ? this.condition(question.when) : '',
			notes: this.#notes(question).map(bare),
			required: question.required === true && !question.given,
			body: this.#body(question, answer)
		};
	}

	#notes(question: Question): string[] {
		const { t, language } = this.#reader;
		const { form } = this.#vocabulary;
		const hints = new Set(
			[question, ...(question.columns ?? [])].flatMap((each) => (onPaper(question) ? leavesOf(each).map(({ entry }) => entry) : []))
		);
		const closed = question.privateParts ?? [];
		return [
			say(helpWords(form, question.id), language),
			typeof question.required === 'object' ? requiredText(this.#reader, form, question.required) : '',
			question.kind === 'some-of' ? t('roundtrip.hint.marks') : '',
			...(onPaper(question) ? [question, ...(question.columns ?? [])].map((each) => this.#choices(question, each)) : []),
			...(['day', 'month', 'number'] as const).flatMap((entry) =>
				hints.has(entry) && question.kind !== 'year' ? [t(`roundtrip.hint.${entry}`)] : []
			),
			closed.length
				? t('roundtrip.private', {
						parts: list(
							language,
							closed.map((part) => partText(this.#reader, question.kind, part))
						)
					})
				: '',
			[
				question.paragraphs?.length
					? t('forms.paragraphs', {
							paragraphs: list(language, this.#reader.direction === 'rtl' ? question.paragraphs.map(cited) : question.paragraphs)
						})
					: '',
				question.star ? t('forms.star') : '',
				question.supplemental ? t('forms.supplemental') : ''
			]
				.filter(Boolean)
				.join(' · ')
		].filter(Boolean);
	}

	/** What may be chosen, for whoever has it printed before them; long lists stand in the file alone. */
	#choices(question: Question, asked: Question): string {
		const { t, language } = this.#reader;
		const wordsId = asked === question ? question.id : `${question.id}.${asked.id}`;
		const offered = leavesOf(asked)
			.filter(({ entry }) => entry === 'choice')
			.map(({ part }) => this.#vocabulary.choices(asked, wordsId, part, language) ?? [])
			.find((choices) => choices.length > 0 && choices.length <= mostTold);
		// Everybody knows that a question may be answered with yes or no.
		if (!offered || (asked.kind === 'yes-no' && offered.length === 2 && asked !== question)) return '';
		const name = asked === question ? t('reporting.form.options') : questionText(this.#vocabulary.form, wordsId, language);
		return `${name}: ${offered.map(({ text }) => text).join(' / ')}`;
	}

	#body(question: Question, answer: Json | undefined): Body {
		const { t } = this.#reader;
		if (question.given) return { is: 'told', lines: this.#given(question, answer), note: t('roundtrip.given') };
		if (question.kind === 'attachment') {
			const files = [answer ?? []].flat().flatMap((file) => (isObject(file) && typeof file.name === 'string' ? [file.name] : []));
			return { is: 'told', lines: files, note: t('roundtrip.files') };
		}
		if (!onPaper(question) || !bears(question, answer)) return { is: 'told', lines: [], note: t('roundtrip.on-page') };
		if (isGrid(question)) return this.#grid(question, answer);
		const leaves = leavesOf(question);
		// Of a text in several languages the reader's own comes first.
		if (question.kind === 'words') leaves.sort((a, b) => Number(b.part === this.#reader.language) - Number(a.part === this.#reader.language));
		return { is: 'fields', fields: leaves.map((leaf) => this.#field(question, leaf, answer)) };
	}

	#given(question: Question, answer: Json | undefined): string[] {
		return typeof answer === 'string' ? [this.#vocabulary.textOf(question, question.id, '', answer, this.#reader.language)] : [];
	}

	#field(question: Question, leaf: Leaf, answer: Json | undefined): Field {
		const path = [question.id, leaf.part].filter(Boolean).join('.');
		return { label: bare(this.#label(question, question.id, leaf)), slot: this.#slot(question, question.id, leaf, path, answer) };
	}

	/** The name of a part of an answer; '' where it has but one. */
	#label(question: Question, wordsId: string, { part }: Leaf): string {
		const { t, language } = this.#reader;
		if (!part) return '';
		if (question.kind === 'quantity' || question.kind === 'money')
			return t(part === 'amount' ? 'forms.amount' : question.kind === 'money' ? 'forms.currency' : 'forms.unit');
		if (question.kind === 'words') return languageName(language, part);
		if (question.kind === 'some-of') return this.#vocabulary.textOf(question, wordsId, '', part, language);
		return partText(this.#reader, question.kind, part);
	}

	#grid(question: Question, answer: Json | undefined): Body {
		const { form } = this.#vocabulary;
		const { language } = this.#reader;
		const columns = columnsOf(question);
		const heads = columns.map((each) => {
			const own = each.column ? questionText(form, `${question.id}.${each.column.id}`, language) : '';
			const part = this.#label(each.column ?? question, question.id, each.leaf);
			const label = bare([own, each.leaf.part === 'amount' && own ? '' : part].filter(Boolean).join(' – '));
			return { label: label || this.#reader.t('print.sheet.answer'), part: partOf(each) };
		});
		const rowOf = (key: string, head: string, cells: Json | undefined): GridRow => ({
			key,
			head,
			slots: columns.map((each) => {
				const path = [question.id, key, partOf(each)].filter(Boolean).join('.');
				const value = each.column ? (isObject(cells) ? cells[each.column.id] : undefined) : cells;
				return this.#slot(each.column ?? question, each.column ? `${question.id}.${each.column.id}` : question.id, each.leaf, path, value);
			})
		});
		if (question.kind === 'matrix') {
			const rows = (question.rows ?? []).map((row) =>
				rowOf(row, bare(rowText(form, question.id, row, language)), isObject(answer) ? answer[row] : undefined)
			);
			return { is: 'grid', heads, rows, grows: false };
		}
		const lines = Array.isArray(answer) ? answer.filter((line) => !isEmpty(line)) : [];
		const empty = question.kind === 'table' ? spare.table : spare.list;
		const rows = [...lines, ...Array.from({ length: empty }, () => null)].map((line, at) => rowOf(String(at), '', line));
		return { is: 'grid', heads, rows, grows: true };
	}

	#slot(question: Question, wordsId: string, leaf: Leaf, path: string, value: Json | undefined): Slot {
		const { language } = this.#reader;
		const choices = leaf.entry === 'choice' ? this.#vocabulary.choices(question, wordsId, leaf.part, language) : undefined;
		const slot: Slot = { path, entry: leaf.entry, value: '', ...(choices ? { choices: choices.map(({ text }) => text) } : {}) };
		if (question.kind === 'words' && languages.includes(leaf.part as Language)) slot.language = leaf.part as Language;
		if (value === undefined || value === null) return slot;
		if (leaf.entry === 'mark') return { ...slot, value: Array.isArray(value) && value.includes(leaf.part) ? 'x' : '' };
		const said = leaf.part ? (isObject(value) ? value[leaf.part] : leaf.part === 'amount' ? value : undefined) : value;
		const id = question.kind === 'yes-no' ? (said === true ? 'yes' : said === false ? 'no' : plain(said)) : plain(said);
		return { ...slot, value: choices && id ? this.#vocabulary.textOf(question, wordsId, leaf.part, id, language) : id };
	}
}
