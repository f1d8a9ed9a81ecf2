// SPDX-License-Identifier: Apache-2.0
// The shape of answer that each kind can be shown or printed by; drafts hold anything. A new kind is a new line here.
import type { Json, KindName, Question } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { isDay } from '#forms/kinds/time.ts';

const isText = (value: Json): value is string => typeof value === 'string';
const isMeasure = (value: Json) => isObject(value) && isText(value.amount ?? null) && (value.unit === undefined || isText(value.unit ?? null));
const isParts = (value: Json) => isObject(value) && Object.entries(value).some(([part, said]) => part !== 'private' && !isEmpty(said));

const shapes: Record<KindName, (value: Json) => boolean> = {
	text: isText,
	'long-text': isText,
	words: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string' || text === null),
	'yes-no': (value) => typeof value === 'boolean' || value === 'unknown' || value === 'not-applicable',
	'one-of': isText,
	'some-of': (value) => Array.isArray(value) && value.every(isText),
	day: (value) => isText(value) && isDay(value),
	month: (value) => isText(value) && isDay(`${value}-01`),
	year: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1000 && value <= 9999,
	integer: (value) => typeof value === 'number' && Number.isFinite(value),
	quantity: isMeasure,
	money: isMeasure,
	table: (value) => Array.isArray(value) && value.every(isObject),
	matrix: isObject,
	country: isText,
	party: isText,
	concept: isText,
	article: (value) => isText(value) && /^\d{1,2}(\(\w{1,3}\)){0,3}$/.test(value),
	language: isText,
	url: isText,
	email: isText,
	attachment: (value) => isObject(value) && isText(value.file ?? null),
	person: isParts,
	contact: isParts,
	company: isParts,
	organisation: isParts,
	signature: isParts,
	reference: isText
};

/** Whether a value has the shape that its kind can be shown by. */
export const fits = (question: Question, value: Json): boolean => shapes[question.kind](value);
