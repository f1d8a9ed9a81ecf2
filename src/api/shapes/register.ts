// SPDX-License-Identifier: Apache-2.0
// Registers as the API shows them: their columns, their rows as data and as cells of a CSV; each shape beside its schema.
import type { Cell, RegisterRow } from '#catalogue/register.ts';
import type { Form } from '#forms/form.ts';
import type { Definition } from '#records/type.ts';
import { type Language, languages } from '#text/languages.ts';
import { type MessageId, type Reader, readerIn } from '#text/message.ts';
import { messages as english } from '#text/messages/en.ts';
import { say, type Words } from '#text/words.ts';
import type { CsvCell } from '../csv.ts';
import { address, day, flag, list, map, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';
import { type Around, at, pages, presentOwner, standing } from './around.ts';

const is = (name: string): Schema => ({ const: name });

const registerProperties = {
	id: text('Id.'),
	title: ref('Words'),
	intro: ref('Words'),
	article: text('The paragraph of the Convention that it serves, as cited.'),
	decision: orNull(text('The decision of the Conference of the Parties that shaped it.')),
	...standing,
	recordType: text('The type of its records.'),
	columns: list(object('A column.', { id: text('Id, the key in `cells`.'), words: ref('Words', 'Its head.') }), 'The columns, in order.'),
	links: object('Where to go on.', {
		self: address('The register with its rows.'),
		csv: address('The same as CSV.'),
		feed: map('Atom feed by language.', address('The feed.')),
		html: ref('Pages')
	})
};

export const registerSchemas: { [name: string]: Schema } = {
	RegisterSummary: object('A public register without its rows.', { ...registerProperties, records: whole('Published records.', { minimum: 0 }) }),
	Register: object('A public register. It keeps its history: withdrawn and superseded records stay in it, with their state.', {
		...registerProperties,
		rows: list(ref('RegisterRow'), 'The rows, by owner.')
	}),
	RegisterRow: object('A row, projected from one record.', {
		record: text('Identifier of the record.'),
		state: oneOf('What the public sees of the record.', ['published', 'withdrawn', 'superseded']),
		demo: flag('Demonstration content: synthetic, never a statement of the Party named.'),
		cells: map('Cells by column id; null where there is nothing.', orNull(ref('Cell'))),
		href: address('The record.')
	}),
	Cell: {
		description: 'One cell as data, told apart by `is`.',
		oneOf: [
			object('Whom the record speaks for.', { is: is('owner'), owner: ref('Owner') }),
			object('A text in several languages.', { is: is('words'), words: ref('Words') }),
			object('A text without a language.', { is: is('text'), text: { type: 'string' } }),
			object(
				'A day; `past` where the column is about something that falls due.',
				{ is: is('day'), day: day('The day.'), past: flag('It has passed.') },
				['past']
			),
			object('Yes or no.', { is: is('yes-no'), yes: { type: 'boolean' } }),
			object('One or more options of a question.', { is: is('options'), options: list(ref('Words'), 'The options.') }),
			object('Files.', {
				is: is('files'),
				files: list(
					object('A file.', { name: text('File name.'), language: text('Language of its content.'), href: address('Where it is downloaded.') }),
					'The files.'
				)
			}),
			object('State of the record.', { is: is('state'), state: oneOf('The state.', ['published', 'withdrawn', 'superseded']) })
		]
	}
};

let readers: Promise<[Language, Reader][]> | undefined;
const allReaders = () => (readers ??= Promise.all(languages.map(async (language) => [language, await readerIn(language)] as [Language, Reader])));

/** The head of a column: the words of its question, else those of a computed column, else its id. */
export async function columnWords(column: string, form: Form): Promise<Words> {
	const asked = form.words[`question.${column}`];
	if (asked) return asked;
	const id = `register.column.${column}`;
	return id in english ? Object.fromEntries((await allReaders()).map(([language, { t }]) => [language, t(id as MessageId)])) : { en: column };
}

async function fieldsOf({ form, type }: Definition, around: Around) {
	const register = type.register;
	if (!register) throw new Error(`${type.id} feeds no register`);
	const path = `/registers/${register.id}`;
	return {
		id: register.id,
		title: form.words['form.title'] ?? {},
		intro: form.words['form.intro'] ?? {},
		article: form.article,
		decision: form.decision,
		status: form.status,
		source: form.source,
		recordType: type.id,
		columns: await Promise.all(register.columns.map(async (column) => ({ id: column, words: await columnWords(column, form) }))),
		links: {
			self: at(around, path),
			csv: at(around, `${path}?format=csv`),
			feed: Object.fromEntries(languages.map((language) => [language, `${around.origin}/feeds/${language}/registers/${register.id}.atom`])),
			html: pages(around, path)
		}
	};
}

export const presentRegisterSummary = async (definition: Definition, records: number, around: Around) => ({
	...(await fieldsOf(definition, around)),
	records
});

export const presentRegister = async (definition: Definition, rows: RegisterRow[], around: Around) => ({
	...(await fieldsOf(definition, around)),
	rows: rows.map(({ entry, cells }) => ({
		record: entry.recordId,
		state: entry.state,
		demo: entry.demo,
		cells: Object.fromEntries(
			(definition.type.register?.columns ?? []).map((column, index) => [column, presentCell(cells[index], entry.recordId, around)])
		),
		href: at(around, `/records/${entry.recordId}`)
	}))
});

const hrefOf = (recordId: string, file: { file: string; name: string }, { origin }: Around) =>
	`${origin}/files/${recordId}/${file.file}/${encodeURIComponent(file.name)}`;

function presentCell(cell: Cell | undefined, recordId: string, around: Around) {
	switch (cell?.is) {
		case undefined:
		case 'nothing':
			return null;
		case 'owner':
			return { is: cell.is, owner: presentOwner(cell.kind, cell.id, around) };
		case 'words':
			return { is: cell.is, words: cell.words };
		case 'text':
			return { is: cell.is, text: cell.text };
		case 'day':
			return { is: cell.is, day: cell.day, ...(cell.past === undefined ? {} : { past: cell.past }) };
		case 'yes-no':
			return { is: cell.is, yes: cell.yes };
		case 'options':
			return { is: cell.is, options: cell.options };
		case 'files':
			return { is: cell.is, files: cell.files.map((file) => ({ name: file.name, language: file.language, href: hrefOf(recordId, file, around) })) };
		case 'state':
			return { is: cell.is, state: cell.state };
	}
}

/** The whole register as rows of text in the reader's language, heads first: identifier, state, then the columns. */
export async function registerTable({ form, type }: Definition, rows: RegisterRow[], around: Around, { language, t }: Reader): Promise<CsvCell[][]> {
	const columns = type.register?.columns ?? [];
	const heads = await Promise.all(columns.map((column) => columnWords(column, form)));
	const cellText = (cell: Cell, recordId: string): CsvCell => {
		switch (cell.is) {
			case 'nothing':
				return null;
			case 'owner':
				return say(presentOwner(cell.kind, cell.id, around).name, language);
			case 'words':
				return say(cell.words, language);
			case 'text':
				return cell.text;
			case 'day':
				return cell.day;
			case 'yes-no':
				return t(cell.yes ? 'record.yes' : 'record.no');
			case 'options':
				return cell.options.map((option) => say(option, language)).join('; ');
			case 'files':
				return cell.files.map((file) => hrefOf(recordId, file, around)).join(' ');
			case 'state':
				return t(`look.state.${cell.state}`);
		}
	};
	return [
		[t('record.id'), t('register.column.state'), t('look.demonstration'), ...heads.map((head) => say(head, language))],
		...rows.map(({ entry, cells }) => [
			entry.recordId,
			t(`look.state.${entry.state}`),
			t(entry.demo ? 'record.yes' : 'record.no'),
			...cells.map((cell) => cellText(cell, entry.recordId))
		])
	];
}
