// SPDX-License-Identifier: Apache-2.0
// The part that edits each kind. A new kind is a new line here, beside its line in forms/kinds.ts.
import type { Component } from 'svelte';
import type { KindName, Question } from '#forms/form.ts';
import type { EditProps } from './asking.ts';
import Attachment from './edit/Attachment.svelte';
import Choice from './edit/Choice.svelte';
import Choices from './edit/Choices.svelte';
import Entry from './edit/Entry.svelte';
import Line from './edit/Line.svelte';
import LongText from './edit/LongText.svelte';
import Matrix from './edit/Matrix.svelte';
import Measure from './edit/Measure.svelte';
import Parts from './edit/Parts.svelte';
import Rows from './edit/Rows.svelte';
import Tongues from './edit/Tongues.svelte';

export const edits: Record<KindName, Component<EditProps>> = {
	text: Line,
	'long-text': LongText,
	words: Tongues,
	'yes-no': Choice,
	'one-of': Choice,
	'some-of': Choices,
	day: Line,
	month: Line,
	year: Line,
	integer: Line,
	quantity: Measure,
	money: Measure,
	table: Rows,
	matrix: Matrix,
	country: Entry,
	party: Entry,
	concept: Entry,
	article: Line,
	language: Entry,
	url: Line,
	email: Line,
	attachment: Attachment,
	person: Parts,
	contact: Parts,
	company: Parts,
	organisation: Parts,
	signature: Parts,
	reference: Line
};

/** The most options shown as radio buttons; longer lists are a select. */
export const mostRadios = 6;

const groups = new Set<KindName>([
	'words',
	'yes-no',
	'some-of',
	'quantity',
	'money',
	'table',
	'matrix',
	'attachment',
	'person',
	'contact',
	'company',
	'organisation',
	'signature'
]);

/** Several controls under one legend, instead of one control under one label. */
export const isGroup = (question: Question): boolean =>
	groups.has(question.kind) || (question.kind === 'one-of' && (question.options?.length ?? 0) <= mostRadios);

/** Kinds whose answer is put together from other questions, which report by themselves. */
export const isHolder = (question: Question): boolean => question.kind === 'table' || question.kind === 'matrix';

/** Kinds whose parts show their own findings. */
export const tellsParts = (question: Question): boolean =>
	isHolder(question) || question.kind === 'words' || ['person', 'contact', 'company', 'organisation', 'signature'].includes(question.kind);
