// SPDX-License-Identifier: Apache-2.0
// A Party's profile: its dates, the amendments in force for it, its clocks, its focal points, its declarations, what it submitted. Pure projection of
// facts and entries; what is counted and listed comes from server/profile.ts.
import type { Convention } from '#convention/convention.ts';
import { amendmentsInForce, deadlinesOf } from '#convention/deadline.ts';
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from './entry.ts';
import type { Obligation } from './obligation.ts';
import type { Shown } from './shown.ts';

/** Party, signatory that is not known to be a Party, or neither. Nobody is called "not a Party" without a source. */
export type PartyStanding = 'party' | 'not-yet-in-force' | 'signatory' | 'unknown';

/** What is computed from the facts and from the notification under Article 7, if it made one. */
export function partyProfile(stateId: string, own: Entry[], convention: Convention, today: string) {
	const state = convention.state(stateId);
	if (!state) throw new Error(`no state ${stateId}`);
	const determined = own.find((entry) => entry.type === 'art7-notification')?.answers.determinedOn;
	const standing: PartyStanding = state.party
		? state.entryIntoForce && state.entryIntoForce > today
			? 'not-yet-in-force'
			: 'party'
		: state.signatory
			? 'signatory'
			: 'unknown';
	return {
		id: state.id,
		standing,
		status: state.status,
		source: state.source,
		state,
		region: state.region ? (convention.entry('regions', state.region)?.words ?? null) : null,
		amendments: amendmentsInForce(convention, stateId, today).map((each) => ({
			...each,
			name: convention.one('amendment', each.id)?.name ?? {}
		})),
		deadlines: deadlinesOf(convention, stateId, today, { asgmNotification: typeof determined === 'string' ? determined : null })
	};
}

export interface Contact {
	record: string;
	name: string;
	title: string;
	ministry: Words | null;
	/** Words of the role it is designated for. */
	role: Words;
	since: string | null;
	/** Where the Party allows it. */
	telephone: string | null;
	email: string | null;
	demo: boolean;
}

const text = (answer: Json | undefined): string => (typeof answer === 'string' ? answer : '');

/** Focal points whose designation has begun and not ended. The entry holds public answers only: of each what the Party lets be published. */
export const contactsOf = (own: readonly Entry[], definitions: Definitions, today: string): Contact[] =>
	own
		.filter(({ type, answers }) => type === 'art17-4-nfp' && !(text(answers.start) > today) && !(text(answers.end) && text(answers.end) < today))
		.map((entry) => ({
			record: entry.recordId,
			name: text(entry.answers.name) || entry.recordId,
			title: text(entry.answers.title),
			ministry: isObject(entry.answers.ministry) ? (entry.answers.ministry as Words) : null,
			role: definitions.current(entry.type)?.form.words[`option.role.${text(entry.answers.role)}`] ?? {},
			since: text(entry.answers.start) || null,
			telephone: text(entry.answers.telephone) || null,
			email: text(entry.answers.email) || null,
			demo: entry.demo
		}));

export interface PublicDocument {
	record: string;
	file: string;
	name: string;
	mediaType: string;
	size: number;
	language: string | null;
	at: Date;
}

/** Files among public answers, wherever they stand in them. */
function filesAmong(answer: Json | undefined): { [key: string]: Json }[] {
	if (Array.isArray(answer)) return answer.flatMap(filesAmong);
	if (!isObject(answer)) return [];
	if (typeof answer.file === 'string' && /^[0-9a-f]{64}$/.test(answer.file)) return [answer];
	return Object.values(answer).flatMap(filesAmong);
}

/** The files of entries, in the order of the entries; one file of one record once. */
export function documentsOf(entries: readonly Entry[]): PublicDocument[] {
	const seen = new Set<string>();
	return entries.flatMap((entry) =>
		Object.values(entry.answers)
			.flatMap(filesAmong)
			.flatMap((file) => {
				const key = `${entry.recordId} ${String(file.file)}`;
				if (seen.has(key)) return [];
				seen.add(key);
				return [
					{
						record: entry.recordId,
						file: String(file.file),
						name: text(file.name) || String(file.file).slice(0, 12),
						mediaType: text(file.mediaType),
						size: typeof file.size === 'number' ? file.size : 0,
						language: text(file.language) || null,
						at: entry.publishedAt
					}
				];
			})
	);
}

export interface TypeGroup<Listed> {
	type: string;
	name: Words;
	/** How many there are; `entries` holds the newest. */
	count: number;
	entries: Listed[];
}

/** Records under one article; null for what no article asks for. */
export interface ArticleGroup<Listed> {
	article: number | null;
	types: TypeGroup<Listed>[];
}

/** Records by article and type: articles in their order, what no article asks for last; within each the order of the definitions. */
export function grouped(entries: readonly Entry[], counts: ReadonlyMap<string, number>, definitions: Definitions): ArticleGroup<Entry>[] {
	const groups = new Map<number | null, TypeGroup<Entry>[]>();
	for (const { form, type } of definitions.all) {
		const count = counts.get(type.id) ?? 0;
		if (count === 0) continue;
		const cited = /^\d+/.exec(form.article)?.[0] ?? type.articles[0];
		const article = cited === undefined ? null : Number(cited);
		const name = form.words['form.short'] ?? form.words['form.title'] ?? {};
		const group = { type: type.id, name, count, entries: entries.filter((entry) => entry.type === type.id) };
		groups.set(article, [...(groups.get(article) ?? []), group]);
	}
	return [...groups].map(([article, types]) => ({ article, types })).toSorted((a, b) => (a.article ?? 99) - (b.article ?? 99));
}

/** The clocks of a Party in a few figures. */
export const countedObligations = (obligations: readonly Obligation[]) => ({
	published: obligations.filter(({ state }) => state === 'published').length,
	due: obligations.filter(({ state }) => state === 'due').length,
	passed: obligations.filter(({ state }) => state === 'passed').length,
	next: obligations.find(({ state, due }) => state === 'due' && due !== null) ?? null
});

/** A move of a record that everybody may see. */
export interface Change {
	record: string;
	title: Words;
	type: Words;
	move: string;
	revision: number | null;
	at: Date;
	demo: boolean;
}

/** An obligation with the name of the amendment that it is about. */
export type NamedObligation = Omit<Obligation, 'about'> & { about: { amendment: Words } | { record: string } | null };

/** All that the page and the paper of a Party show. */
export interface Profile extends ReturnType<typeof partyProfile> {
	today: string;
	obligations: NamedObligation[];
	counted: ReturnType<typeof countedObligations> & { records: number; newest: Date | null };
	contacts: Contact[];
	declarations: Shown[];
	submitted: (ArticleGroup<Shown> & { title: Words | null })[];
	changes: Change[];
	documents: PublicDocument[];
	moreDocuments: boolean;
	/** Records of others that concern it. */
	about: Shown[];
	/** Registers that list it. */
	registers: { id: string; title: Words }[];
	demo: boolean;
}
