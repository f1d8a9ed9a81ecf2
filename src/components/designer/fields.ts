// SPDX-License-Identifier: Apache-2.0
// From the fields of the designer's pages to changes of a design. Only what differs from the design becomes a change. Knows no page.
import { canonical } from '#forms/comparison.ts';
import { type Change, type Settings, settingsOf } from '#forms/designing.ts';
import { type Form, type Json, type KindName, type Question, questionOf } from '#forms/form.ts';
import { kinds } from '#forms/kinds.ts';
import { isKind } from '#forms/sound.ts';
import { readDecimal } from '#forms/kinds/number.ts';
import { isDay } from '#forms/kinds/time.ts';
import { isLanguage, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { readRows } from './condition.ts';
import { hidden, typedLine } from './typed-line.ts';

/** What was typed and cannot be read; `at` is the name of the field. */
export interface FieldFault {
	at: string;
	code:
		| 'not-a-count'
		| 'not-a-bound'
		| 'not-years'
		| 'condition-question'
		| 'condition-value'
		| 'condition-missing'
		| 'id-missing'
		| 'rule-missing'
		| 'rule-two-tables'
		| 'rule-not-a-count';
	values?: { [name: string]: string };
}

export interface ReadFields {
	changes: Change[];
	faults: FieldFault[];
}

const text = typedLine;
/** Ids and signs in one field, between commas, semicolons, spaces or line ends. */
export const listed = (typed: string): string[] => [...new Set(typed.split(/[\s,;،、，；]+/).filter(Boolean))];

/** Fields `w.{key}.{language}`, as one change of the keys that differ. */
export function wordsChange(form: Form, fields: FormData): Change[] {
	const said = new Map<string, Words>();
	for (const [name, value] of fields) {
		const dot = name.lastIndexOf('.');
		const language = name.slice(dot + 1);
		if (!name.startsWith('w.') || dot < 3 || !isLanguage(language) || typeof value !== 'string') continue;
		const key = name.slice(2, dot);
		// A language that was not posted stays as it was.
		said.set(key, { ...(said.get(key) ?? form.words[key]), [language]: value.replace(/\r\n?/g, '\n').normalize('NFC').trim() });
	}
	const filled = (words: Words | undefined) =>
		Object.fromEntries(languages.filter((each) => words?.[each]).map((each) => [each, words?.[each] ?? '']));
	const changed = [...said].filter(([key, words]) => canonical(filled(words)) !== canonical(filled(form.words[key])));
	return changed.length ? [{ do: 'words', words: Object.fromEntries(changed) }] : [];
}

/** The limits that a page offers, in its order. */
export const limitNames = ['longest', 'symbol', 'least', 'most', 'units', 'also', 'scheme', 'types', 'languages', 'accept', 'privateParts'] as const;
export type LimitName = (typeof limitNames)[number];

function bound(kind: KindName, typed: string): string | number | undefined {
	if (kind === 'integer' || kind === 'quantity' || kind === 'money') {
		const read = readDecimal(typed);
		return read === undefined || (kind === 'integer' && read.includes('.')) ? undefined : kind === 'integer' ? Number(read) : read;
	}
	if (kind === 'year') return /^\d{4}$/.test(typed) ? Number(typed) : typed === 'today' ? typed : undefined;
	if (typed === 'today') return typed;
	return isDay(kind === 'month' ? `${typed}-01` : typed) ? typed : undefined;
}

/** Limits under `prefix` that the kind knows; what the page did not show stays as it was. */
function limitsFrom(fields: FormData, prefix: string, kind: KindName, before: Question | undefined, faults: FieldFault[]): Partial<Question> {
	// What no page offers stays as the form came with it.
	const limits: { [limit: string]: unknown } = before?.format && kinds[kind].limits.includes('format') ? { format: before.format } : {};
	for (const limit of limitNames) {
		if (!kinds[kind].limits.includes(limit)) continue;
		const name = `${prefix}${limit}`;
		const kept = before?.[limit];
		if (!fields.has(name) && !fields.has(`${name}.shown`)) {
			if (kept !== undefined) limits[limit] = kept;
			continue;
		}
		const typed = text(fields, name);
		if (limit === 'longest') {
			if (typed && !/^[1-9]\d{0,5}$/.test(typed)) faults.push({ at: name, code: 'not-a-count' });
			else if (typed) limits.longest = Number(typed);
		} else if (limit === 'least' || limit === 'most') {
			const read = typed ? bound(kind, typed) : undefined;
			if (typed && read === undefined) faults.push({ at: name, code: 'not-a-bound' });
			// A bound that says the same stays written as it was.
			else if (read !== undefined) limits[limit] = kept !== undefined && String(kept) === String(read) ? kept : read;
		} else if (limit === 'scheme' || limit === 'symbol') {
			if (typed) limits[limit] = typed;
		} else {
			const several = fields
				.getAll(name)
				.map((each) => String(each).replace(hidden, ' '))
				.flatMap(listed);
			if (several.length) limits[limit] = [...new Set(several)];
		}
	}
	return limits as Partial<Question>;
}

/** `required` (never, always, while) with its condition beside it. */
function requiredFrom(form: Form, fields: FormData, before: Question, faults: FieldFault[]): Question['required'] {
	const said = text(fields, 'required');
	if (said === 'always') return true;
	if (said !== 'while') return undefined;
	const read = readRows(form, 'required', fields, typeof before.required === 'object' ? before.required : null);
	if ('fault' in read) faults.push({ at: `required.${read.fault.row}.question`, code: read.fault.code });
	else if (read.condition) return read.condition;
	else faults.push({ at: 'required', code: 'condition-missing' });
	return undefined;
}

/** Where a question stands in the treaty and among its decisions; what the page did not show stays as it was. */
function placeFrom(fields: FormData, before: Question, faults: FieldFault[]): Partial<Question> {
	const { short, amended, source, paragraphs, star, supplemental, due, openWhen } = before;
	const marked = (name: 'star' | 'supplemental', kept: boolean | undefined) => (fields.has('marks.shown') ? fields.has(name) : kept);
	const years = text(fields, 'due.years');
	if (years && !/^\d{1,3}$/.test(years)) faults.push({ at: 'due.years', code: 'not-years' });
	const unless = text(fields, 'due.unless');
	const listedParagraphs = listed(text(fields, 'paragraphs'));
	return {
		short,
		// What no page offers stays as the form came with it, as long as there is something to open.
		openWhen: fields.has('private') ? openWhen : undefined,
		amended: fields.has('amended') ? text(fields, 'amended').slice(0, 200) : amended,
		source: fields.has('source') ? text(fields, 'source').slice(0, 500) : source,
		paragraphs: fields.has('paragraphs') ? (listedParagraphs.length ? listedParagraphs : undefined) : paragraphs,
		star: marked('star', star),
		supplemental: marked('supplemental', supplemental),
		due: fields.has('due.years') ? (years ? { years: Number(years), ...(unless ? { unless } : {}) } : undefined) : due
	};
}

/** The page of one question: settings, options, rows, columns, id, words. */
export function questionChanges(form: Form, question: Question, fields: FormData): ReadFields {
	const faults: FieldFault[] = [];
	const changes: Change[] = [];
	const { id } = question;
	const kind = (text(fields, 'kind') || question.kind) as KindName;
	const when = readRows(form, 'when', fields, question.when);
	if ('fault' in when) faults.push({ at: `when.${when.fault.row}.question`, code: when.fault.code });
	const required = requiredFrom(form, fields, question, faults);
	const status = text(fields, 'status');
	const settings = tidy({
		kind,
		number: text(fields, 'number').slice(0, 20),
		many: fields.has('many'),
		required,
		when: 'condition' in when ? when.condition : null,
		private: fields.has('private'),
		decision: text(fields, 'decision').slice(0, 200),
		status: status === 'sourced' || status === 'to-verify' ? status : '',
		...placeFrom(fields, question, faults),
		...(isKind(kind) ? limitsFrom(fields, '', kind, question, faults) : {})
	});
	changes.push(...wordsChange(form, fields));
	if (canonical(settings as never) !== canonical(tidy(settingsOf(question)) as never)) changes.push({ do: 'set-question', question: id, settings });
	for (const part of ['options', 'rows', 'columns'] as const) {
		const there = part === 'columns' ? (question.columns ?? []).map((column) => column.id) : (question[part] ?? []);
		for (const each of there) {
			if (fields.has(`${part}.${each}.remove`)) changes.push({ do: 'remove-part', question: id, part, id: each });
			else if (part === 'columns' && fields.has(`columns.${each}.kind`)) changes.push(...columnChange(question, each, fields, faults));
			const to = text(fields, `options.${each}.id`);
			if (part === 'options' && to && to !== each) changes.push({ do: 'rename-option', question: id, id: each, to });
		}
		const added = text(fields, `${part}.new.id`);
		const said = [...fields].filter(([name, value]) => name.startsWith(`n.${part}.`) && typeof value === 'string' && value.trim());
		if (added) {
			const settings = part === 'columns' ? { settings: { kind: (text(fields, 'columns.new.kind') || 'text') as KindName } } : {};
			changes.push({ do: 'add-part', question: id, part, id: added, ...settings });
			const stem = { options: 'option', rows: 'row', columns: 'question' }[part];
			const words = Object.fromEntries(said.map(([name, value]) => [name.slice(`n.${part}.`.length), String(value)])) as Words;
			if (said.length) changes.push({ do: 'words', words: { [`${stem}.${id}.${added}`]: words } });
		} else if (said.length) faults.push({ at: `${part}.new.id`, code: 'id-missing' });
	}
	const to = text(fields, 'id');
	if (to && to !== id) changes.push({ do: 'rename-question', question: id, to });
	return { changes, faults };
}

function columnChange(question: Question, id: string, fields: FormData, faults: FieldFault[]): Change[] {
	const before = question.columns?.find((column) => column.id === id) as Question;
	const prefix = `columns.${id}.`;
	const kind = text(fields, `${prefix}kind`) as KindName;
	const settings = tidy({
		...Object.fromEntries(Object.entries(settingsOf(before)).filter(([member]) => !(limitNames as readonly string[]).includes(member))),
		kind,
		required: fields.has(`${prefix}required`),
		private: fields.has(`${prefix}private`),
		...(isKind(kind) ? limitsFrom(fields, prefix, kind, before, faults) : {})
	} as never);
	const options = kind === 'one-of' || kind === 'some-of' ? listed(text(fields, `${prefix}options`)) : [];
	const same =
		canonical(settings as never) === canonical(tidy(settingsOf(before)) as never) && canonical(options) === canonical(before.options ?? []);
	return same ? [] : [{ do: 'set-column', question: question.id, id, settings, ...(options.length ? { options } : {}) }];
}

/** Without members that say nothing. */
const tidy = (settings: { [member: string]: unknown } | Settings): Settings =>
	Object.fromEntries(
		Object.entries(settings).filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
	) as unknown as Settings;

/** The page of one section: its title and its condition. */
export function sectionChanges(form: Form, section: Form['sections'][number], fields: FormData): ReadFields {
	const read = readRows(form, 'when', fields, section.when);
	if ('fault' in read) return { changes: [], faults: [{ at: `when.${read.fault.row}.question`, code: read.fault.code }] };
	const changes = wordsChange(form, fields);
	if (canonical((read.condition ?? null) as unknown as Json) !== canonical((section.when ?? null) as unknown as Json))
		changes.push({ do: 'set-section', section: section.id, when: read.condition });
	return { changes, faults: [] };
}

/** A new question from its few fields: section, id, kind, label in the languages that were filled in. */
export function newQuestion(form: Form, fields: FormData): ReadFields {
	const [section, id, kind] = ['section', 'id', 'kind'].map((name) => text(fields, name)) as [string, string, KindName];
	if (!id) return { changes: [], faults: [{ at: 'id', code: 'id-missing' }] };
	const changes: Change[] = [{ do: 'add-question', section, question: id, settings: { kind, status: 'to-verify' } }];
	if (questionOf(form, id)) return { changes, faults: [] };
	const words = Object.fromEntries(languages.map((language) => [language, text(fields, `label.${language}`)]).filter(([, said]) => said)) as Words;
	if (Object.keys(words).length) changes.push({ do: 'words', words: { [`question.${id}`]: words } });
	return { changes, faults: [] };
}

/** What fills a field: what was typed, where a post was refused; else what stands. */
export interface Shown {
	text(name: string, stored: string | number | undefined): string;
	ticked(name: string, stored: boolean, value?: string): boolean;
}

export function shownFrom(typed: [string, string][] | null | undefined): Shown {
	return {
		text: (name, stored) => (typed ? (typed.find(([each]) => each === name)?.[1] ?? '') : String(stored ?? '')),
		ticked: (name, stored, value) => (typed ? typed.some(([each, said]) => each === name && (value === undefined || said === value)) : stored)
	};
}

/** The texts that were posted, to fill the fields again. */
export const typedFrom = (fields: FormData): [string, string][] =>
	[...fields].filter((field): field is [string, string] => typeof field[1] === 'string');
