// SPDX-License-Identifier: Apache-2.0
// Which registers there are: those that records feed, in several types or one, and the one that is made from facts; with their words in six languages.
import type { Standing as FactStanding } from '#convention/fact.ts';
import { type Form, questionOf } from '#forms/form.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Definition } from '#records/type.ts';
import { type Language, languages } from '#text/languages.ts';
import { type MessageId, type Reader, readerIn } from '#text/message.ts';
import { messages as english } from '#text/messages/en.ts';
import type { Words } from '#text/words.ts';
import { amendmentColumns } from './amendments.ts';
import { registerName, runsOut } from './register.ts';

export interface Register {
	id: string;
	title: Words;
	intro: Words;
	/** As cited: `6(1)-(2)`; of several types all, in their order. */
	article: string;
	/** The article that it belongs under; null for what decisions alone ask for. */
	under: number | null;
	decision: string | null;
	status: FactStanding;
	source: string;
	columns: readonly { id: string; words: Words }[];
	/** The record types that feed it; none where it is made from the facts. */
	definitions: readonly Definition[];
	/** Its rows are in force for a time: one may ask for those that are. */
	timed: boolean;
}

/** The register of amendments in force, which no record feeds. */
export const amendmentsId = 'amendments';

const once = (values: readonly (string | null | undefined)[]): string[] => [...new Set(values.filter((value): value is string => !!value))];

/** In the order of the articles; what no article asks for comes last. Made once for the definitions of the day. */
export function registersOf(definitions: Definitions): Promise<readonly Register[]> {
	let made = known.get(definitions);
	if (!made) known.set(definitions, (made = make(definitions)));
	return made;
}
const known = new WeakMap<Definitions, Promise<readonly Register[]>>();

export const registerOf = async (definitions: Definitions, id: string): Promise<Register | undefined> =>
	(await registersOf(definitions)).find((register) => register.id === id);

async function make(definitions: Definitions): Promise<readonly Register[]> {
	const fed = await Promise.all(definitions.registers.map(({ id, columns, definitions: types }) => fedRegister(id, columns, types)));
	return [...fed, await amendmentsRegister()].toSorted((a, b) => (a.under ?? 99) - (b.under ?? 99));
}

async function fedRegister(id: string, columns: readonly string[], types: readonly Definition[]): Promise<Register> {
	const forms = types.map(({ form }) => form);
	const named = forms.find((form) => form.words['form.register']) ?? (forms[0] as Form);
	const articles = once(forms.map((form) => form.article)).toSorted(new Intl.Collator('en', { numeric: true }).compare);
	return {
		id,
		title: registerName(named),
		intro: named.words['form.register-intro'] ?? {},
		article: articles.join('; '),
		under: articleNumber(articles) ?? articleNumber(types.flatMap(({ type }) => type.articles)),
		decision: once(forms.map((form) => form.decision)).join('; ') || null,
		status: forms.some((form) => form.status === 'to-verify') ? 'to-verify' : 'sourced',
		source: once(forms.map((form) => form.source)).join('; '),
		columns: await Promise.all(columns.map(async (column) => ({ id: column, words: await columnWords(column, forms) }))),
		definitions: types,
		timed: runsOut(columns)
	};
}

const amendmentsRegister = async (): Promise<Register> => ({
	id: amendmentsId,
	title: await inAll('registers.amendments.title'),
	intro: await inAll('registers.amendments.intro'),
	article: '27; 30(5)',
	under: 27,
	decision: null,
	status: 'to-verify',
	source: 'Convention text; United Nations Treaty Collection; standings computed under Articles 27 and 30(5)',
	columns: await Promise.all(amendmentColumns.map(async (column) => ({ id: column, words: await columnWords(column, []) }))),
	definitions: [],
	timed: true
});

const articleNumber = (articles: readonly string[]): number | null => {
	const numbers = articles.flatMap((article) => /^\d+/.exec(article)?.[0] ?? []).map(Number);
	return numbers.length ? Math.min(...numbers) : null;
};

/** What is answered is headed by the question, what is computed by a message of the platform. */
async function columnWords(column: string, forms: readonly Form[]): Promise<Words> {
	const asking = forms.find((form) => questionOf(form, column));
	const asked = asking?.words[`question.${column}`];
	const id = `register.column.${column}`;
	// Where several types share a column, its head must not speak of one of them.
	if (id in english && (!asked || forms.length > 1 || column === 'party')) return inAll(id as MessageId);
	return asked ?? { en: column };
}

let readers: Promise<[Language, Reader][]> | undefined;

/** A message of the platform in every language. */
export async function inAll(id: MessageId): Promise<Words> {
	readers ??= Promise.all(languages.map(async (language): Promise<[Language, Reader]> => [language, await readerIn(language)]));
	return Object.fromEntries((await readers).map(([language, { t }]) => [language, t(id)]));
}
