// SPDX-License-Identifier: Apache-2.0
// Clarifications of a report as the API gives them: to everybody what the Party let be published, to insiders all. Never who wrote a post.
import {
	agreements,
	askers,
	type Clarification,
	clarificationOutcomes,
	clarificationStates,
	type Post,
	postKinds
} from '#reporting/clarification.ts';
import { languages } from '#text/languages.ts';
import { address, list, moment, object, oneOf, orNull, type Schema, text, whole } from '../schema.ts';
import type { Around } from './around.ts';

export const clarificationSchemas: { [name: string]: Schema } = {
	Clarification: object('A thread about one question of a national report.', {
		number: whole('Its number in the report.', { minimum: 1 }),
		revision: whole('Number of the revision that it asks about.', { minimum: 1 }),
		question: text('Id of the question of the form.'),
		askedFor: oneOf('On whose behalf the secretariat asks.', [...askers]),
		state: oneOf('Where it stands.', [...clarificationStates]),
		outcome: orNull(oneOf('How it ended.', [...clarificationOutcomes])),
		outcomeRevision: orNull(whole('The revision that corrects.', { minimum: 1 })),
		agreed: orNull(oneOf('What the Party agreed to have published.', [...agreements])),
		openedAt: moment('When it was asked.'),
		closedAt: orNull(moment('When it was closed.')),
		publishedAt: orNull(moment('From when everybody may read it.')),
		posts: list(
			object('What was said.', {
				number: whole('Its number in the thread.', { minimum: 1 }),
				kind: oneOf('What it is.', [...postKinds]),
				text: text('Plain text.'),
				language: oneOf('Language of the text.', [...languages]),
				at: moment('When.'),
				files: list(
					object('An attached file.', {
						name: text('Its name.'),
						mediaType: text('As detected.'),
						size: whole('In bytes.', { minimum: 0 }),
						href: address('Where it is.')
					}),
					'Attached files.'
				)
			}),
			'In their order.'
		)
	})
};

type Given = Omit<Clarification, 'due' | 'posts' | 'state'> & {
	state?: Clarification['state'];
	posts: readonly Pick<Post, 'number' | 'kind' | 'text' | 'language' | 'at' | 'files'>[];
};

export const presentClarification = (thread: Given, { origin }: Pick<Around, 'origin'>) => ({
	number: thread.number,
	revision: thread.revision,
	question: thread.question,
	askedFor: thread.askedFor,
	// What is public is closed.
	state: thread.state ?? 'closed',
	outcome: thread.outcome,
	outcomeRevision: thread.outcomeRevision,
	agreed: thread.agreed,
	openedAt: thread.openedAt.toISOString(),
	closedAt: thread.closedAt?.toISOString() ?? null,
	publishedAt: thread.publishedAt?.toISOString() ?? null,
	posts: thread.posts.map((post) => ({
		number: post.number,
		kind: post.kind,
		text: post.text,
		language: post.language,
		at: post.at.toISOString(),
		files: post.files.map(({ sha256, name, mediaType, size }) => ({
			name,
			mediaType,
			size,
			href: `${origin}/files/${thread.record}/clarifications/${thread.number}/${sha256}`
		}))
	}))
});
