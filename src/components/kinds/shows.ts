// SPDX-License-Identifier: Apache-2.0
// The part that shows each kind. A new kind is a new line here; the shape of answer that it can show stands in fits.ts.
import type { Component } from 'svelte';
import type { Form, Json, KindName, Question } from '#forms/form.ts';
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
