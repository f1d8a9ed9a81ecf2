// SPDX-License-Identifier: Apache-2.0
// The table of kinds. A new kind is a new line here, a Svelte part to edit it and one to show it.
import type { KindName, Question } from './form.ts';
import type { Kind } from './kind.ts';
import * as choice from './kinds/choice.ts';
import * as composite from './kinds/composite.ts';
import * as number from './kinds/number.ts';
import * as rows from './kinds/rows.ts';
import * as text from './kinds/text.ts';
import * as time from './kinds/time.ts';

export const kinds: Record<KindName, Kind> = {
	text: text.text,
	'long-text': text.longText,
	words: text.words,
	'yes-no': choice.yesNo,
	'one-of': choice.oneOf,
	'some-of': choice.someOf,
	day: time.day,
	month: time.month,
	year: time.year,
	integer: number.integer,
	quantity: number.quantity,
	money: number.money,
	table: rows.table(kindOf),
	matrix: rows.matrix(kindOf),
	country: choice.country,
	party: choice.party,
	concept: choice.concept,
	article: choice.article,
	language: choice.language,
	url: text.url,
	email: text.email,
	attachment: composite.attachment,
	person: composite.person,
	contact: composite.contact,
	company: composite.company,
	organisation: composite.organisation,
	signature: composite.signature,
	reference: choice.reference
};

const lists = new Map<KindName, Kind>();

/** The kind of a question, wrapped as a list where the question takes several answers. */
export function kindOf(question: Question): Kind {
	if (!question.many) return kinds[question.kind];
	let list = lists.get(question.kind);
	if (!list) lists.set(question.kind, (list = rows.several(kinds[question.kind])));
	return list;
}
