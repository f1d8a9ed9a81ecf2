// SPDX-License-Identifier: Apache-2.0
// Which column of somebody's table fills which field. Proposed from the names of its columns, confirmed by a person, kept as JSON, and by the texts of heads
// and not by their places, so that it fits the next file of the same make. Pure.
import { isLanguage, type Language, languages } from '#text/languages.ts';
import type { SourceFault } from '#projects/found.ts';
import { nameKey, plain } from '../harvest/plain-text.ts';
import { type Field, fields, heads } from './heads.ts';

export type MappedField = Field | `title.${Language}` | `description.${Language}`;

export interface TableMapping {
	/** Name of the source: the scheme of its numbers. */
	scheme: string;
	/** Of texts whose column names no language. */
	language: Language;
	/** Field to head. */
	columns: Partial<Record<MappedField, string>>;
	decimal?: '.' | ',';
	/** ISO 4217, where neither cell nor column names one. */
	currency?: string;
	/** Order of days that are written in figures. */
	days?: 'dmy' | 'mdy';
}

export const mappedFields: readonly MappedField[] = [
	...fields,
	...languages.flatMap((language) => [`title.${language}` as const, `description.${language}` as const])
];

const byHead = new Map(fields.flatMap((field) => heads[field].map((head) => [nameKey(head), field] as const)));

/** Names of languages as heads carry them: `Title (fr)`, `Titre en français`, `title_fr`. */
const languageWords: Record<Language, readonly string[]> = {
	ar: ['ar', 'arabic', 'arabe', 'árabe', 'арабский', 'العربية', 'بالعربية', '阿拉伯文', '阿拉伯语'],
	en: ['en', 'english', 'anglais', 'inglés', 'английский', 'الإنجليزية', '英文', '英语'],
	es: ['es', 'spanish', 'espagnol', 'español', 'испанский', 'الإسبانية', '西班牙文', '西班牙语'],
	fr: ['fr', 'french', 'français', 'francés', 'французский', 'الفرنسية', '法文', '法语'],
	ru: ['ru', 'russian', 'russe', 'ruso', 'русский', 'الروسية', '俄文', '俄语'],
	zh: ['zh', 'chinese', 'chinois', 'chino', 'китайский', 'الصينية', '中文']
};
const byLanguageWord = new Map(languages.flatMap((language) => languageWords[language].map((word) => [nameKey(word), language] as const)));

/** One head: the field that it names, with the language of its texts if it says one. */
export function fieldOf(head: string): MappedField | undefined {
	const whole = byHead.get(nameKey(head));
	if (whole) return whole;
	const words = nameKey(head.replace(/_/g, ' ')).split(' ');
	const language = byLanguageWord.get(words.at(-1) ?? '');
	if (language) {
		const rest = words
			.slice(0, -1)
			.filter((word) => !['en', 'in', 'на', 'على'].includes(word))
			.join(' ');
		const field = byHead.get(rest);
		if (field === 'title' || field === 'description') return `${field}.${language}`;
	}
	// Amount (USD), Montant en euros: a currency or a note behind the name.
	const bare = byHead.get(nameKey(head.replace(/[(（[].*$/, '').replace(/\s+(?:in|en|в|بال)\s.*$/i, '')));
	return bare;
}

/** The first column that fits each field; a currency named in the head of the amount counts for all. */
export function proposeMapping(head: readonly string[], scheme: string, language: Language): TableMapping {
	const columns: TableMapping['columns'] = {};
	let currency: string | undefined;
	for (const name of head) {
		const field = name ? fieldOf(name) : undefined;
		if (!field || columns[field]) continue;
		columns[field] = name;
		if (field === 'grant' && !currency) currency = /\bUSD\b|US\s?\$/i.test(name) ? 'USD' : /\bEUR\b|€|euro/i.test(name) ? 'EUR' : undefined;
	}
	return { scheme, language, columns, ...(currency ? { currency } : {}) };
}

/** A mapping that was kept, or why it cannot be used. */
export function mappingFrom(json: unknown): TableMapping | SourceFault {
	const fault = (what: string): SourceFault => ({ code: 'mapping-wrong', values: { what } });
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return fault('JSON');
	const { scheme, language, columns, decimal, currency, days } = json as Record<string, unknown>;
	if (typeof scheme !== 'string' || !/^[a-z][a-z0-9-]{1,40}$/.test(scheme) || ['gef', 'iati', 'sip'].includes(scheme)) return fault('scheme');
	if (typeof language !== 'string' || !isLanguage(language)) return fault('language');
	if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) return fault('columns');
	const mapped: TableMapping['columns'] = {};
	for (const [field, head] of Object.entries(columns)) {
		if (!mappedFields.includes(field as MappedField) || typeof head !== 'string' || !plain(head) || head.length > 500)
			return fault(`columns.${field.slice(0, 50)}`);
		mapped[field as MappedField] = plain(head);
	}
	if (!mapped.id) return fault('columns.id');
	if (!Object.keys(mapped).some((field) => field.startsWith('title'))) return fault('columns.title');
	if (decimal !== undefined && decimal !== '.' && decimal !== ',') return fault('decimal');
	if (currency !== undefined && (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))) return fault('currency');
	if (days !== undefined && days !== 'dmy' && days !== 'mdy') return fault('days');
	return { scheme, language, columns: mapped, ...(decimal ? { decimal } : {}), ...(currency ? { currency } : {}), ...(days ? { days } : {}) };
}
