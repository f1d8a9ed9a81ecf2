// SPDX-License-Identifier: Apache-2.0
// The part that shows each kind, and the shape of answer that it can show. A new kind is a new line here.
import type { Component } from 'svelte';
import type { Form, Json, KindName, Question } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { isDay } from '#forms/kinds/time.ts';
import type { Schemes } from '#records/schemes.ts';
import Address from './show/Address.svelte';
import Attached from './show/Attached.svelte';
import Entries from './show/Entries.svelte';
import Figure from './show/Figure.svelte';
import Grid from './show/Grid.svelte';
import Options from './show/Options.svelte';
import Paragraphs from './show/Paragraphs.svelte';
import Parts from './show/Parts.svelte';
import Plain from './show/Plain.svelte';
import Time from './show/Time.svelte';
import Tongues from './show/Tongues.svelte';

export interface ShowProps {
	form: Form;
	question: Question;
	wordsId: string;
	value: Json;
	recordId: string;
	schemes: Schemes;
}

export const shows: Record<KindName, Component<ShowProps>> = {
	text: Plain,
	'long-text': Paragraphs,
	words: Tongues,
	'yes-no': Options,
	'one-of': Options,
	'some-of': Options,
	day: Time,
	month: Time,
	year: Time,
	integer: Figure,
	quantity: Figure,
	money: Figure,
	table: Grid,
	matrix: Grid,
	country: Entries,
	party: Entries,
	concept: Entries,
	article: Entries,
	language: Entries,
	url: Address,
	email: Address,
	attachment: Attached,
	person: Parts,
	contact: Parts,
	company: Parts,
	organisation: Parts,
	signature: Parts,
	reference: Address
};

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

/** Whether a value has the shape that the part of its kind can show. */
export const fits = (question: Question, value: Json): boolean => shapes[question.kind](value);
