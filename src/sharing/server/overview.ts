// SPDX-License-Identifier: Apache-2.0
// What is shared of one draft, put together for its pages: who owes what, what waits to be decided, what is said. For those who may read the draft.
import type { Form } from '#forms/form.ts';
import { namesOf } from '#people/server/accounts.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { Draft } from '#records/server/records.ts';
import { isApproved } from '../approval.ts';
import { type Ask, placeIn, stateOfAsk } from '../ask.ts';
import type { AskLine, AtQuestion, Shared } from '../overview.ts';
import type { Suggestion } from '../suggestion.ts';
import { approvalsOf } from './approvals.ts';
import { asksOf, lastLetters } from './asks.ts';
import { type Comment, commentsOf } from './comments.ts';
import { suggestionsOf } from './suggestions.ts';

interface World {
	definitions: Definitions;
	today: string;
}

type Placed<Thing> = Thing & { place: string | undefined };

export interface SharedWhole {
	asks: (Ask & { places: string[] })[];
	suggestions: Placed<Suggestion>[];
	comments: Placed<Comment>[];
}

/** Everything, with the place of each in the form that the draft answers now. */
export async function sharedWhole(
	db: Reading,
	{ definitions }: Pick<World, 'definitions'>,
	type: string,
	record: string,
	form: Form
): Promise<SharedWhole> {
	const [asks, suggestions, comments] = await Promise.all([asksOf(db, record), suggestionsOf(db, record), commentsOf(db, record)]);
	const versionOf = (version: string) => definitions.form(type, version);
	const known = new Map<string, string | undefined>();
	const placeOf = (version: string, question: string): string | undefined => {
		const key = `${version} ${question}`;
		if (!known.has(key)) known.set(key, placeIn(form, version, question, versionOf));
		return known.get(key);
	};
	const placed = <Thing extends { formVersion: string; question: string }>(thing: Thing): Placed<Thing> => ({
		...thing,
		place: placeOf(thing.formVersion, thing.question)
	});
	return {
		asks: asks.map((ask) => ({ ...ask, places: ask.questions.flatMap((question) => placeOf(ask.formVersion, question) ?? []) })),
		suggestions: suggestions.map(placed),
		comments: comments.map(placed)
	};
}

/** Counts for the filling pages: what waits, in all and at each question. */
export async function sharedOn(db: Reading, world: World, record: RecordEnvelope, draft: Draft, form: Form): Promise<Shared> {
	const [whole, approvals] = await Promise.all([sharedWhole(db, world, record.type, record.id, form), approvalsOf(db, record, draft)]);
	const now = new Date();
	const at: { [question: string]: AtQuestion } = {};
	const place = (question: string | undefined): AtQuestion => (at[question ?? ''] ??= { asked: 0, suggested: 0, talks: 0 });
	const waiting = whole.asks.filter((ask) => stateOfAsk(ask, true, now) === 'open');
	for (const ask of waiting) for (const question of ask.places) place(question).asked += 1;
	const open = whole.suggestions.filter(({ state }) => state === 'open');
	for (const suggestion of open) place(suggestion.place).suggested += 1;
	const talks = whole.comments.filter(({ replyTo, resolvedAt }) => replyTo === null && resolvedAt === null);
	for (const comment of talks) place(comment.place).talks += 1;
	return {
		at,
		asked: waiting.length,
		late: waiting.filter(({ due }) => due < world.today).length,
		suggested: open.length,
		talks: talks.length,
		approval:
			approvals.length === 0
				? null
				: { given: approvals.filter(({ state }) => state === 'given').length, wanted: approvals.length, whole: isApproved(approvals) }
	};
}

/** Who owes what by when, for the page of the asks. */
export async function askLines(db: Reading, whole: SharedWhole, today: string): Promise<AskLine[]> {
	const now = new Date();
	const [names, letters] = await Promise.all([
		namesOf(
			db,
			whole.asks.flatMap(({ owedBy, askedBy }) => [askedBy, ...(owedBy ? [owedBy] : [])])
		),
		lastLetters(
			db,
			whole.asks.map(({ id }) => id)
		)
	]);
	return whole.asks.map((ask) => {
		const state = stateOfAsk(ask, true, now);
		return {
			id: ask.id,
			questions: ask.places,
			gone: ask.questions.length - ask.places.length,
			name: ask.owedBy ? (names.get(ask.owedBy) ?? '') : ask.expert.name,
			email: ask.owedBy ? '' : ask.expert.email,
			expert: ask.owedBy === null,
			language: ask.language,
			askedBy: names.get(ask.askedBy) ?? '',
			askedAt: ask.askedAt,
			due: ask.due,
			expiresAt: ask.expiresAt,
			word: ask.word,
			state,
			late: state === 'open' && ask.due < today,
			savedAt: ask.savedAt,
			sentAt: ask.sentAt,
			lastLetter: letters.get(ask.id) ?? null,
			waiting: whole.suggestions.filter((suggestion) => suggestion.ask === ask.id && suggestion.state === 'open').length
		};
	});
}
