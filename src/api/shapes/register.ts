// SPDX-License-Identifier: Apache-2.0
// Registers as the API shows them: their columns, their rows as data; each shape beside its schema.
import { type Cell, type PublicFile, type RegisterRow, standings } from '#catalogue/register.ts';
import { inAll, type Register } from '#catalogue/registers.ts';
import type { RegisterRead } from '#catalogue/register-asked.ts';
import { fileAddress } from '#interop/sheets/register-table.ts';
import { languages } from '#text/languages.ts';
import type { MessageId } from '#text/message.ts';
import type { Words } from '#text/words.ts';
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
	recordTypes: list(text('Id of a record type.'), 'The types of its records; none where it is computed from the facts.'),
	columns: list(object('A column.', { id: text('Id, the key in `cells`.'), words: ref('Words', 'Its head.') }), 'The columns, in order.'),
	links: object('Where to go on.', {
		self: address('The register with its rows, as they were asked for.'),
		csv: address('The same as CSV.'),
		xlsx: map('The same as a spreadsheet, by language.', address('The spreadsheet.')),
		feed: map('Atom feed by language.', address('The feed.')),
		html: ref('Pages')
	})
};

export const registerSchemas: { [name: string]: Schema } = {
	RegisterSummary: object('A public register without its rows.', { ...registerProperties, records: whole('Published records.', { minimum: 0 }) }),
	Register: object('A public register. It keeps its history: withdrawn and superseded records stay in it, with their state.', {
		...registerProperties,
		on: day('The day that it stands on: the day asked for, else today.'),
		counts: map('Rows by standing, before `standing` narrows them.', whole('Rows.', { minimum: 0 })),
		rows: list(ref('RegisterRow'), 'The rows, by the name of the owner in the language of the call.')
	}),
	RegisterRow: object(
		'A row, projected from one record, or computed from the facts for one Party.',
		{
			id: text('Identity within the register.'),
			owner: ref('Owner'),
			standing: oneOf('In which standing it is on the day.', standings),
			record: orNull(text('Identifier of the record.')),
			revision: orNull(whole('Number of the revision.', { minimum: 1 })),
			state: orNull(oneOf('What the public saw of the record on the day.', ['published', 'withdrawn', 'superseded'])),
			withdrawnSince: day('Asked for a past day: it was withdrawn on this one, so that its content is no longer shown.'),
			supersededBy: orNull(text('The record that took its place.')),
			demo: flag('Demonstration content: synthetic, never a statement of the Party named.'),
			cells: map('Cells by column id; null where there is nothing.', orNull(ref('Cell'))),
			files: list(ref('RegisterFile'), 'Public files of the record that no cell holds.'),
			href: orNull(address('The record.')),
			history: orNull(address('What was done with the record, when.'))
		},
		['withdrawnSince']
	),
	RegisterFile: object('A file.', {
		name: text('File name.'),
		language: text('Language of its content.'),
		href: address('Where it is downloaded.')
	}),
	Cell: {
		description: 'One cell as data, told apart by `is`.',
		oneOf: [
			object('Whom the record speaks for.', { is: is('owner'), owner: ref('Owner') }),
			object('A text in several languages.', { is: is('words'), words: ref('Words') }),
			object('A text without a language.', { is: is('text'), text: { type: 'string' } }),
			object(
				'A day; `past` where the column is about something that falls due or runs out.',
				{
					is: is('day'),
					day: day('The day.'),
					past: flag('It had passed on the day of the register.'),
					extendedBy: text('Identifier of the record by which it was moved.'),
					partly: flag('It was extended in part: until when stands in the decision, and `day` is the day before the extension.'),
					withdrawal: flag('The Party withdrew it: `day` is the first day on which it holds no more (Article 6(7)).')
				},
				['past', 'extendedBy', 'partly', 'withdrawal']
			),
			object('Yes or no.', { is: is('yes-no'), yes: { type: 'boolean' } }),
			object('One or more options of a question.', { is: is('options'), options: list(ref('Words'), 'The options.') }),
			object('Another record.', { is: is('record'), record: text('Its identifier.'), href: address('The record.') }),
			object('Files.', { is: is('files'), files: list(ref('RegisterFile'), 'The files.') }),
			object('State of the record.', { is: is('state'), state: oneOf('The state.', ['published', 'withdrawn', 'superseded']) })
		]
	}
};

/** `asked`: the question as the query of an address, which every address of the same rows keeps. */
const fieldsOf = (register: Register, around: Around, asked = '') => {
	const path = `/registers/${register.id}`;
	const same = asked ? `?${asked}` : '';
	const byLanguage = (addressIn: (language: string) => string) => Object.fromEntries(languages.map((language) => [language, addressIn(language)]));
	return {
		id: register.id,
		title: register.title,
		intro: register.intro,
		article: register.article,
		decision: register.decision,
		status: register.status,
		source: register.source,
		recordTypes: register.definitions.map(({ type }) => type.id),
		columns: register.columns.map(({ id, words }) => ({ id, words })),
		links: {
			self: at(around, `${path}${same}`),
			csv: at(around, `${path}?${asked ? `${asked}&` : ''}format=csv`),
			xlsx: byLanguage((language) => `${around.origin}/${language}${path}.xlsx${same}`),
			feed: byLanguage((language) => `${around.origin}/feeds/${language}${path}.atom`),
			html: pages(around, `${path}${same}`)
		}
	};
};

export const presentRegisterSummary = (register: Register, records: number, around: Around) => ({ ...fieldsOf(register, around), records });

/** The same as text while it is read, portion by portion; the counts come last, since only then they are known. */
export async function* registerJson(
	reads: AsyncIterable<RegisterRead>,
	aroundOf: (read: RegisterRead) => Around,
	asked = ''
): AsyncGenerator<string> {
	let begun = false;
	let rowsBefore = false;
	let counts = {};
	for await (const read of reads) {
		const { rows, counts: _counts, ...head } = await presentRegister(read, aroundOf(read), asked);
		if (!begun) yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
		if (rows.length) yield (rowsBefore ? ',' : '') + rows.map((row) => JSON.stringify(row)).join(',');
		[begun, rowsBefore, counts] = [true, rowsBefore || rows.length > 0, read.counts];
	}
	yield `],"counts":${JSON.stringify(counts)}}`;
}

export async function presentRegister({ register, day: on, counts, rows }: RegisterRead, around: Around, asked = '') {
	const said = new Map<MessageId, Words>();
	for (const { cells } of rows) for (const cell of cells) if (cell.is === 'message' && !said.has(cell.id)) said.set(cell.id, await inAll(cell.id));
	return { ...fieldsOf(register, around, asked), on, counts, rows: rows.map((row) => presentRow(row, register, said, around)) };
}

function presentRow(row: RegisterRow, register: Register, said: Map<MessageId, Words>, around: Around) {
	const { entry } = row;
	const present = (cell: Cell | undefined) => presentCell(cell, row, said, around);
	return {
		id: row.id,
		owner: presentOwner(row.owner.kind, row.owner.id, around),
		standing: row.standing,
		record: entry?.recordId ?? null,
		revision: entry?.revision ?? null,
		state: entry?.state ?? null,
		...(entry?.withdrawnSince ? { withdrawnSince: entry.withdrawnSince } : {}),
		supersededBy: entry?.supersededBy ?? null,
		demo: entry?.demo ?? false,
		cells: Object.fromEntries(register.columns.map(({ id }, index) => [id, present(row.cells[index])])),
		files: row.files.map((file) => presentFile(file, row, around)),
		href: entry && at(around, `/records/${entry.recordId}`),
		history: entry && at(around, `/records/${entry.recordId}/history`)
	};
}

const presentFile = (file: PublicFile, row: RegisterRow, { origin }: Around) => ({
	name: file.name,
	language: file.language,
	href: fileAddress(origin, row.id, file)
});

function presentCell(cell: Cell | undefined, row: RegisterRow, said: Map<MessageId, Words>, around: Around) {
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
			return {
				is: cell.is,
				day: cell.day,
				...(cell.past === undefined ? {} : { past: cell.past }),
				...(cell.extendedBy ? { extendedBy: cell.extendedBy } : {}),
				...(cell.partly ? { partly: true } : {}),
				...(cell.withdrawal ? { withdrawal: true } : {})
			};
		case 'yes-no':
			return { is: cell.is, yes: cell.yes };
		case 'options':
			return { is: cell.is, options: cell.options };
		case 'record':
			return { is: cell.is, record: cell.id, href: at(around, `/records/${cell.id}`) };
		case 'files':
			return { is: cell.is, files: cell.files.map((file) => presentFile(file, row, around)) };
		case 'state':
			return { is: cell.is, state: cell.state };
		case 'message':
			return { is: 'words', words: said.get(cell.id) ?? {} };
	}
}
