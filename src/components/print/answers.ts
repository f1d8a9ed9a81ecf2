// SPDX-License-Identifier: Apache-2.0
// What each kind of answer is on paper: the same words as on the page, without what only a screen can do. A new kind is a new line here.
import { type Answers, type Form, type Json, type KindName, type Question, wordsKey } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { partsOf } from '#forms/kinds/composite.ts';
import { isEmail, isWebAddress } from '#forms/kinds/text.ts';
import { isDay } from '#forms/kinds/time.ts';
import type { Block, Line } from '#interop/print/document.ts';
import { isIdentifier } from '#records/record.ts';
import { schemeOf, type Schemes } from '#records/schemes.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Reader } from '#text/message.ts';
import { piecesOf } from '#text/markdown.ts';
import { choose, say, type Words } from '#text/words.ts';
import { addresses } from '../addresses.ts';
import { day, size, typeName } from '../intl.ts';
import { fits } from '../kinds/fits.ts';
import {
	amountText,
	articleText,
	entryWords,
	figure,
	isLanguageTag,
	optionText,
	partText,
	plain,
	questionText,
	questionWords,
	rowText,
	sayOr,
	tongue
} from '../kinds/wording.ts';
import { joined, own, said, typed } from './run.ts';

/** What the answers stand in. */
export interface Around {
	reader: Reader;
	form: Form;
	schemes: Schemes;
	recordId: string;
	/** Where the platform is found, without a slash at the end. */
	origin: string;
}

interface Told extends Around {
	question: Question;
	/** Key of the words: id of the question, or table and column. */
	wordsId: string;
	value: Json;
}

type Print = (told: Told) => Block[];

const text = (line: Line): Block => ({ is: 'text', line });

const paragraphs = (value: Json, language = 'und'): Block[] =>
	plain(value)
		.split(/\n\s*\n/)
		.filter((paragraph) => paragraph.trim())
		.map((paragraph) => text([{ text: paragraph, language }]));

const asTyped: Print = ({ value }) => (typeof value === 'object' ? [text(own(plain(value), { look: 'code' }))] : paragraphs(value));

/** A text in Markdown without its marks: strong lines for headings, lists as lists. */
const fromMarkdown = (value: Json, language = 'und'): Block[] =>
	piecesOf(plain(value)).map((piece): Block => {
		if (piece.is === 'list') return { is: 'list', items: piece.items.map((item) => [{ text: item, language }]) };
		return text([{ text: piece.text, language, ...(piece.is === 'heading' ? { look: 'strong' as const } : {}) }]);
	});

/** The reader's language first, then all others: on paper nothing opens on demand. */
const inTongues: Print = ({ reader, question, value }) => {
	const set = question.format === 'markdown' ? fromMarkdown : paragraphs;
	const words: Words = isObject(value) ? (value as Words) : {};
	const first = choose(words, reader.language)?.language;
	const keys = [...(first ? [first] : []), ...Object.keys(words).filter((key) => key !== first && words[key as Language])];
	return keys.flatMap((key) => [
		...(keys.length > 1 || key !== reader.language ? [text(own(tongue(reader.language, key), { look: 'soft' }))] : []),
		...set(words[key as Language] ?? '', languages.includes(key as Language) ? key : 'und')
	]);
};

const options: Print = ({ reader: { language, t }, form, question, wordsId, value }) => {
	if (Array.isArray(value)) return [{ is: 'list', items: value.map((one) => own(optionText(form, wordsId, plain(one), language))) }];
	if (question.kind !== 'yes-no') return [text(own(optionText(form, wordsId, plain(value), language)))];
	return [text(own(t(value === true ? 'forms.yes' : value === false ? 'forms.no' : value === 'unknown' ? 'forms.unknown' : 'forms.not-applicable')))];
};

const time: Print = ({ reader: { language }, value }) => [text(own(day(language, plain(value))))];

const figures: Print = ({ reader, question, value }) => [
	text(
		own(
			isObject(value) ? amountText(reader, plain(value.amount), plain(value.unit), question.kind === 'money') : figure(reader.language, plain(value))
		)
	)
];

const entries: Print = ({ reader, question, schemes, value }) => {
	const id = plain(value);
	if (question.kind === 'article') return [text(own(articleText(reader, schemes, id)))];
	const words = entryWords(reader, schemes, schemeOf(question) ?? '', id);
	return [text(typeof words === 'string' ? typed(words) : said(reader, words))];
};

const address: Print = ({ reader, question, value, origin }) => {
	const shown = plain(value);
	const href =
		question.kind === 'url' && isWebAddress(shown)
			? shown
			: question.kind === 'email' && isEmail(shown)
				? `mailto:${shown}`
				: question.kind === 'reference' && isIdentifier(shown)
					? `${origin}${addresses(reader.language).record(shown)}`
					: undefined;
	return [text(typed(shown, href ? { href } : {}))];
};

/** A file with its address: its name, type, size and language. */
export function fileLine(
	{ language }: Reader,
	origin: string,
	record: string,
	file: { file: string; name: string; mediaType: string; size: number; language: string | null }
): Line {
	const href = `${origin}/files/${encodeURIComponent(record)}/${encodeURIComponent(file.file)}/${encodeURIComponent(file.name.toWellFormed())}`;
	const facts = [
		typeName(file.mediaType),
		size(language, file.size),
		...(file.language && isLanguageTag(file.language) ? [tongue(language, file.language)] : [])
	].filter(Boolean);
	return [...typed(file.name, { href }), ...own(` (${facts.join(' · ')})`, { look: 'soft' })];
}

const attached = (told: Pick<Told, 'reader' | 'origin' | 'recordId'>, value: Json): Line => {
	const file = isObject(value) ? value : {};
	return fileLine(told.reader, told.origin, told.recordId, {
		file: plain(file.file),
		name: plain(file.name) || plain(file.file).slice(0, 12),
		mediaType: plain(file.mediaType),
		size: typeof file.size === 'number' && file.size >= 0 ? file.size : 0,
		language: plain(file.language) || null
	});
};

const ofParts: Print = (told) => {
	const { reader, question, value } = told;
	const all = isObject(value) ? value : {};
	const known = (partsOf[question.kind] ?? []).map((part) => part.id);
	// Paper is for everybody: what is marked as private is not here any more, and would not be printed if it were.
	const closed = Array.isArray(all.private) ? all.private : [];
	const ids = [...known, ...Object.keys(all).filter((id) => id !== 'private' && !known.includes(id))].filter(
		(id) => !isEmpty(all[id]) && !closed.includes(id)
	);
	const lineOf = (id: string): Line => {
		const part = all[id] as Json;
		const shown = plain(part);
		if (id === 'email' && isEmail(shown)) return typed(shown, { href: `mailto:${shown}` });
		if (id === 'date' && isDay(shown)) return own(day(reader.language, shown));
		if (id === 'document' && isObject(part) && typeof part.file === 'string') return attached(told, part);
		return id === 'kind' ? own(sayOr(reader, `forms.organisation.${shown}`, shown)) : typed(shown);
	};
	return [{ is: 'facts', facts: ids.map((id) => ({ term: own(partText(reader, question.kind, id)), value: lineOf(id) })) }];
};

/** More columns than these no sheet of paper holds: each line is then told by itself. */
const mostColumns = 7;
const numeric = new Set<KindName>(['integer', 'quantity', 'money', 'year']);

const grid: Print = (told) => {
	const { reader, form, question, wordsId, value } = told;
	const matrix = question.kind === 'matrix';
	const rows: { key: string; cells: { [column: string]: Json } }[] = Array.isArray(value)
		? value.map((row, at) => ({ key: String(at + 1), cells: isObject(row) ? row : {} }))
		: Object.entries(isObject(value) ? value : {})
				.filter(([, cells]) => !isEmpty(cells))
				.map(([key, cells]) => ({ key, cells: isObject(cells) ? cells : { '': cells } }));
	const asked = question.columns ?? [];
	const strange = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))].filter((id) => !asked.some((column) => column.id === id));
	const columns = [...asked, ...strange.map((id): Question => ({ id, kind: 'text' }))].filter((column) =>
		rows.some((row) => !isEmpty(row.cells[column.id]))
	);
	const labelOf = (column: Question) => (asked.includes(column) ? questionText(form, `${wordsId}.${column.id}`, reader.language) : column.id);
	const cell = (row: (typeof rows)[number], column: Question) =>
		answerBlocks({ ...told, question: column, wordsId: `${wordsId}.${column.id}` }, row.cells[column.id]);
	const headOf = (key: string) => (matrix ? rowText(form, wordsId, key, reader.language) : reader.t('print.line', { number: Number(key) }));
	if (columns.length > mostColumns)
		return rows.flatMap((row): Block[] => [
			text(own(headOf(row.key), { look: 'strong' })),
			{
				is: 'answers',
				answers: columns
					.filter((column) => !isEmpty(row.cells[column.id]))
					.map((column) => ({ question: own(labelOf(column)), answer: cell(row, column) }))
			}
		]);
	return [
		{
			is: 'table',
			columns: [
				...(matrix ? [{ label: '' }] : []),
				...columns.map((column) => ({ label: labelOf(column), ...(numeric.has(column.kind) ? { numeric: true } : {}) }))
			],
			rows: rows.map((row) => [...(matrix ? [[text(own(headOf(row.key)))]] : []), ...columns.map((column) => cell(row, column))])
		}
	];
};

const prints: Record<KindName, Print> = {
	text: asTyped,
	'long-text': asTyped,
	words: inTongues,
	'yes-no': options,
	'one-of': options,
	'some-of': options,
	day: time,
	month: time,
	year: time,
	integer: figures,
	quantity: figures,
	money: figures,
	table: grid,
	matrix: grid,
	country: entries,
	party: entries,
	concept: entries,
	article: entries,
	language: entries,
	url: address,
	email: address,
	attachment: (told) => [text(attached(told, told.value))],
	person: ofParts,
	contact: ofParts,
	company: ofParts,
	organisation: ofParts,
	signature: ofParts,
	reference: address
};

/** One answer. What does not fit its kind is printed as it stands, never lost. */
export function answerBlocks(told: Omit<Told, 'value'>, answer: Json | undefined): Block[] {
	if (answer === undefined || isEmpty(answer)) return [];
	const { question } = told;
	const one = (value: Json) => (fits(question, value) ? prints[question.kind] : asTyped)({ ...told, value });
	if (!question.many || !Array.isArray(answer)) return one(answer);
	const several = answer.filter((value) => !isEmpty(value)).map(one);
	// Short ones are one list; what has paragraphs or parts stands one under the other.
	if (several.every((blocks) => blocks.length === 1 && blocks[0]?.is === 'text'))
		return [{ is: 'list', items: several.map(([block]) => (block as Extract<Block, { is: 'text' }>).line) }];
	return several.flat();
}

/** The answers of a revision: sections with a heading each, questions with their numbers, what was answered. */
export function answerSheet(around: Around, answers: Answers): Block[] {
	const { form, reader } = around;
	return form.sections.flatMap((section): Block[] => {
		const questions = section.questions.filter((question) => !isEmpty(answers[question.id]));
		if (questions.length === 0) return [];
		return [
			{ is: 'heading', level: 1, text: own(say(form.words[wordsKey.section(section.id)], reader.language) || section.id) },
			{
				is: 'answers',
				answers: questions.map((question) => {
					const words = questionWords(form, question.id);
					return {
						question: joined([question.number ? own(question.number) : [], typeof words === 'string' ? own(words) : said(reader, words)], ' '),
						answer: answerBlocks({ ...around, question, wordsId: question.id }, answers[question.id])
					};
				})
			}
		];
	});
}
