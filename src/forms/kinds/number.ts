// SPDX-License-Identifier: Apache-2.0
// Kinds whose answer is a number: whole, or an exact decimal with its unit or currency. Never a float.
import { Decimal } from 'decimal.js';
import type { Json, Question } from '../form.ts';
import { finding, isObject, type Kind, oneText, type Raw } from '../kind.ts';

/**
 * A typed number as exact decimal text: spaces, thin spaces and apostrophes group; Arabic-Indic and Persian digits are read;
 * a single comma or point is the decimal mark, and where both stand the last one is. Undefined when it is not a number,
 * or when a lone separator before exactly three digits leaves open what was meant ("1,234").
 */
export function readDecimal(typed: string): string | undefined {
	const digits = typed
		.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
		.replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
		.replace(/\u066b/g, '.')
		.replace(/[\s\u00a0\u202f\u2009'’\u066c]/g, '')
		.replace(/\u2212/g, '-');
	const marks = digits.match(/[.,]/g) ?? [];
	let plain = digits;
	if (marks.length > 1) {
		const kinds = new Set(marks);
		const last = marks[marks.length - 1] as string;
		if (kinds.size === 1) plain = /^-?\d{1,3}([.,]\d{3})+$/.test(digits) ? digits.replaceAll(last, '') : digits;
		else plain = digits.replaceAll(last === '.' ? ',' : '.', '').replace(last, '.');
	} else if (marks.length === 1) {
		if (marks[0] === ',' && /^-?[1-9]\d{0,2},\d{3}$/.test(digits)) return undefined;
		plain = digits.replace(',', '.');
	}
	return /^-?\d{1,30}(\.\d{1,20})?$/.test(plain) ? new Decimal(plain).toFixed() : undefined;
}

function bounds(amount: Decimal, question: Question, least?: string | number) {
	const smallest = question.least ?? least;
	if (smallest !== undefined && amount.lessThan(smallest)) return [finding('too-small', '', { least: String(smallest) })];
	if (question.most !== undefined && amount.greaterThan(question.most)) return [finding('too-large', '', { most: String(question.most) })];
	return [];
}

export const integer: Kind = {
	parse(raw) {
		const typed = oneText(raw);
		const read = readDecimal(typed);
		const number = read === undefined ? Number.NaN : Number(read);
		return Number.isSafeInteger(number) ? number : typed || null;
	},
	check: (answer, question) =>
		typeof answer === 'number' && Number.isSafeInteger(answer) ? bounds(new Decimal(answer), question) : [finding('not-a-whole-number')],
	codes: ['not-a-whole-number', 'too-small', 'too-large'],
	columns: () => [''],
	flatten: (answer) => [typeof answer === 'number' ? answer : JSON.stringify(answer)],
	schema: (question) => ({
		type: 'integer',
		...(question.least === undefined ? {} : { minimum: Number(question.least) }),
		...(question.most === undefined ? {} : { maximum: Number(question.most) })
	}),
	texts: () => [],
	limits: ['least', 'most']
};

/** { amount: '12.50', unit: 't' }: the amount stays the text of an exact decimal. */
function measured(unitsByDefault: string[], least?: number): Kind {
	const units = (question: Question) => question.units ?? unitsByDefault;
	return {
		parse(raw, question) {
			const parts: { [part: string]: Raw } = isObject(raw) ? (raw as { [part: string]: Raw }) : { amount: raw };
			const typed = oneText(parts.amount);
			// A unit alone says nothing: the list starts on one.
			if (!typed) return null;
			const choice = units(question);
			return { amount: readDecimal(typed) ?? typed, unit: oneText(parts.unit) || (choice.length === 1 ? (choice[0] as string) : '') };
		},
		check(answer: Json, question) {
			if (!isObject(answer) || typeof answer.amount !== 'string' || readDecimal(answer.amount) === undefined)
				return [finding('not-a-number', 'amount')];
			const unit = answer.unit;
			if (!unit) return [finding('unit-missing', 'unit')];
			if (typeof unit !== 'string' || !units(question).includes(unit)) return [finding('not-a-unit', 'unit')];
			return bounds(new Decimal(readDecimal(answer.amount) as string), question, least).map((found) => ({ ...found, at: 'amount' }));
		},
		codes: ['not-a-number', 'unit-missing', 'not-a-unit', 'too-small', 'too-large'],
		columns: () => ['amount', 'unit'],
		flatten: (answer) => (isObject(answer) ? [String(answer.amount ?? ''), String(answer.unit ?? '')] : [JSON.stringify(answer), null]),
		schema: (question) => ({
			type: 'object',
			additionalProperties: false,
			required: ['amount', 'unit'],
			properties: { amount: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', description: 'Exact decimal as text' }, unit: { enum: units(question) } }
		}),
		texts: () => [],
		limits: ['units', 'least', 'most']
	};
}

export const quantity = measured(['t', 'kg'], 0);
export const money = measured(['USD']);
