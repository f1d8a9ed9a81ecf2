// SPDX-License-Identifier: Apache-2.0
// The shared work on a draft as the API tells it to those who may edit the draft: who owes what by when, and what was suggested.
import type { Json } from '#forms/form.ts';
import type { Ask, AskState } from '#sharing/ask.ts';
import type { Suggestion } from '#sharing/suggestion.ts';
import { day, flag, list, moment, object, oneOf, orNull, type Schema, text } from '../schema.ts';

export const sharingSchemas: { readonly [name: string]: Schema } = {
	SharedWork: object('What is shared of a draft.', {
		asks: list(
			object('Answers that somebody was asked for.', {
				id: text('Its id.'),
				name: text('Who is asked; empty for a colleague who has left.'),
				expert: flag('Whether it is an expert without an account.'),
				questions: list(text('Id.'), 'The questions asked, as the version of the form names them.'),
				formVersion: text('Version of the form that names the questions.'),
				due: day('By when.'),
				state: oneOf('How it stands.', ['open', 'sent', 'revoked', 'expired', 'closed']),
				askedAt: moment('When it was asked.'),
				sentAt: orNull(moment('When the answers came; null before.')),
				expiresAt: orNull(moment('When the link of an expert stops working; null for a colleague.'))
			}),
			'The newest first.'
		),
		suggestions: list(
			object('An answer that was suggested.', {
				id: text('Its id.'),
				ask: text('Id of the ask that it answers.'),
				question: text('Id of the question, as the version of the form names it.'),
				formVersion: text('Version of the form that it answers.'),
				answer: { description: 'The answer that is suggested.' },
				cameBy: oneOf('How it came.', ['page', 'mail']),
				at: moment('When it came.'),
				state: oneOf('What became of it.', ['open', 'accepted', 'changed', 'declined']),
				word: text('What the editor said to it; empty where nothing was said.'),
				decidedAt: orNull(moment('When it was decided; null before.'))
			}),
			'The newest first.'
		)
	})
};

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const presentShared = (asks: readonly (Ask & { name: string; state: AskState })[], suggestions: readonly Suggestion[]) => ({
	asks: asks.map(({ id, name, owedBy, questions, formVersion, due, state, askedAt, sentAt, expiresAt }) => ({
		id,
		name,
		expert: owedBy === null,
		questions,
		formVersion,
		due,
		state: state as string,
		askedAt: iso(askedAt),
		sentAt: iso(sentAt),
		expiresAt: iso(expiresAt)
	})),
	suggestions: suggestions.map(({ id, ask, question, formVersion, value, cameBy, at, state, word, decidedAt }) => ({
		id,
		ask,
		question,
		formVersion,
		answer: value as Json,
		cameBy: cameBy as string,
		at: iso(at),
		state: state as string,
		word,
		decidedAt: iso(decidedAt)
	}))
});
