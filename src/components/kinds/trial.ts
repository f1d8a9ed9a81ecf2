// SPDX-License-Identifier: Apache-2.0
// A form with every kind, answers to it, and ways to render and to read HTML: for tests of the parts of this folder and of the filling page.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { type Answers, type Form, type KindName, type Question, wordsKey } from '#forms/form.ts';
import { kinds } from '#forms/kinds.ts';
import type { Schemes } from '#records/schemes.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { readerKey } from '../reader.ts';

export const inSix = (text: string): Words => Object.fromEntries(languages.map((language) => [language, `${text} (${language})`]));

const columns: Question[] = [
	{ id: 'substance', kind: 'one-of', options: ['mercury', 'calomel'], required: true },
	{ id: 'amount', kind: 'quantity' },
	{ id: 'links', kind: 'url', many: true },
	{ id: 'note', kind: 'text' }
];

const limits: Partial<Record<KindName, Partial<Question>>> = {
	'one-of': { options: ['one', 'two'] },
	'some-of': { options: ['red', 'green', 'blue'] },
	'yes-no': { also: ['unknown', 'not-applicable'] },
	quantity: { units: ['t', 'kg', 'mg/kg'] },
	money: { units: ['USD', 'EUR'] },
	words: { languages: ['en'] },
	table: { columns },
	matrix: { rows: ['air', 'water'], columns },
	concept: { scheme: 'annex-a' },
	attachment: { accept: ['application/pdf', 'image/png'] },
	contact: { privateParts: ['address', 'telephone', 'email'] },
	signature: { privateParts: ['document'] }
};

export const kindNames = Object.keys(kinds) as KindName[];

export const questionOfKind = (kind: KindName): Question => ({ id: `a-${kind}`, kind, number: '1.1', ...limits[kind] });

const questions: Question[] = [
	...kindNames.map(questionOfKind),
	...(['text', 'contact', 'attachment', 'country'] as const).map((kind): Question => ({ ...questionOfKind(kind), id: `many-${kind}`, many: true })),
	{ id: 'long-list', kind: 'one-of', options: Array.from({ length: 12 }, (_, at) => `option-${at}`) }
];

const wordsOf = (question: Question, id = question.id): [string, Words][] => [
	[wordsKey.question(id), inSix(`Question ${id}`)],
	[wordsKey.help(id), inSix(`Help for ${id}`)],
	...(question.options ?? []).map((option): [string, Words] => [wordsKey.option(id, option), inSix(`Option ${option}`)]),
	...(question.rows ?? []).map((row): [string, Words] => [wordsKey.row(id, row), inSix(`Row ${row}`)]),
	...(question.columns ?? []).flatMap((column) => wordsOf(column, `${id}.${column.id}`))
];

export const formOf = (asked: Question[], more: Partial<Form> = {}): Form => ({
	id: 'trial',
	version: '1',
	article: '17',
	decision: null,
	status: 'sourced',
	source: 'a test',
	rules: [],
	checklist: [],
	sections: [{ id: 'all', questions: asked }],
	...more,
	words: {
		'form.title': inSix('Trial'),
		'section.all': inSix('All kinds'),
		...Object.fromEntries(asked.flatMap((question) => wordsOf(question))),
		...more.words
	}
});

export const form = formOf(questions);

export const schemes: Schemes = {
	states: [
		{ id: 'GHA', words: inSix('Ghana') },
		{ id: 'CHE', words: inSix('Switzerland') }
	],
	parties: [{ id: 'GHA', words: inSix('Ghana') }],
	'annex-a': [{ id: 'batteries', words: inSix('Batteries') }],
	articles: [{ id: '17', words: inSix('Information exchange') }],
	languages: languages.map((language) => ({ id: language, words: inSix(`language ${language}`) }))
};

const file = { file: 'ab'.repeat(32), name: 'plan & map.pdf', mediaType: 'application/pdf', size: 123_456, language: 'fr' };
const contact = { name: 'Ama Mensah', organisation: 'EPA', email: 'ama@example.org', telephone: '+233 1', private: ['telephone', 'email'] };

export const answers: Answers = {
	'a-text': 'One line',
	'a-long-text': 'First.\n\nSecond.',
	'a-words': { fr: 'Bonjour', ar: 'مرحبا' },
	'a-yes-no': true,
	'a-one-of': 'two',
	'a-some-of': ['red', 'blue'],
	'a-day': '2026-03-31',
	'a-month': '2026-03',
	'a-year': 2026,
	'a-integer': 1250,
	'a-quantity': { amount: '1234.5', unit: 'kg' },
	'a-money': { amount: '99.50', unit: 'EUR' },
	'a-table': [{ substance: 'mercury', amount: { amount: '2', unit: 't' }, links: ['https://example.org/a'] }, { note: 'only a note' }],
	'a-matrix': { air: { substance: 'calomel', note: 'x' } },
	'a-country': 'GHA',
	'a-party': 'GHA',
	'a-concept': 'batteries',
	'a-article': '17(1)',
	'a-language': 'fr',
	'a-url': 'https://example.org/x?a=1&b=2',
	'a-email': 'a@example.org',
	'a-attachment': file,
	'a-person': { name: 'Kofi', role: 'Chair' },
	'a-contact': contact,
	'a-company': { name: 'Mercury Ltd', address: 'Street 1' },
	'a-organisation': { name: 'ZMWG', kind: 'ngo' },
	'a-signature': { name: 'M. X', title: 'Minister', date: '2026-01-02', document: file, private: ['document'] },
	'a-reference': 'MC-EXEMPTION-CH-0003',
	'many-text': ['first', 'second'],
	'many-contact': [contact, { name: 'Efua', organisation: 'X', email: 'e@example.org', private: [] }],
	'many-attachment': [file, { ...file, file: 'cd'.repeat(32), name: 'annex.pdf' }],
	'many-country': ['CHE', 'GHA'],
	'long-list': 'option-7'
};

/** What a draft might hold where nothing checked it. */
export const strange = [
	null,
	true,
	false,
	0,
	-1.5,
	12,
	'',
	'text',
	'<b>"bold" & \'quoted\'</b>',
	'2026-13-45',
	[],
	[null],
	['x', 1, null, ['y'], { z: 1 }],
	[[]],
	{},
	{ amount: 3, unit: ['t'] },
	{ amount: 'abc', unit: 'x' },
	{ file: 7, name: null, size: 'big', language: 'xx_yy' },
	{ file: 'ab', language: '!!' },
	{ en: 3, xx: 'y' },
	{ en: { deep: true } },
	{ name: { first: 'A' }, private: 'all' },
	{ private: [1] },
	{ air: 'x', fire: { heat: 1 } },
	[{ substance: { a: 1 }, other: [1] }, 'row', null]
] as const;

export async function html<Props extends Record<string, unknown>>(part: Component<Props>, props: Props, language: Language = 'en'): Promise<string> {
	const rendered = await render(part as Component<Record<string, unknown>>, {
		props,
		context: new Map<string, unknown>([[readerKey, await readerIn(language)]])
	});
	return rendered.body;
}

export interface Tag {
	name: string;
	attributes: { [name: string]: string };
}

const entities: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
export const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] as string);

/** The opening tags of a piece of HTML in their order, with their attributes. */
export function tagsIn(markup: string): Tag[] {
	return [...markup.replace(/<!--.*?-->/gs, '').matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
		([, name = '', attributes = '']) => ({
			name,
			attributes: Object.fromEntries([...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, unescaped(value)]))
		})
	);
}

export const textIn = (markup: string): string =>
	unescaped(markup.replace(/<!--.*?-->/gs, '').replace(/<[^>]*>/g, ' '))
		.replace(/\s+/g, ' ')
		.trim();

/** The names and values that a browser would post of a page as it was rendered. */
export function postedOf(markup: string): [string, string][] {
	const posted: [string, string][] = [];
	let select = '';
	for (const { name, attributes } of tagsIn(markup.replace(/(<textarea[^>]*?)>([^<]*)<\/textarea>/g, '$1 data-value="$2">'))) {
		if (name === 'select') select = attributes.name ?? '';
		else if (name === 'option' && 'selected' in attributes && select) posted.push([select, attributes.value ?? '']);
		else if (name === 'textarea' && attributes.name) posted.push([attributes.name, (attributes['data-value'] ?? '').replace(/^\n/, '')]);
		else if (name === 'input' && attributes.name && attributes.type !== 'file') {
			if ((attributes.type === 'checkbox' || attributes.type === 'radio') && !('checked' in attributes)) continue;
			posted.push([attributes.name, attributes.value ?? '']);
		}
	}
	return posted;
}
