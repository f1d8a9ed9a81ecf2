// SPDX-License-Identifier: Apache-2.0
// Records at work as the API shows them to those who work on them: where a record stands, its draft, what the checks say. Each shape beside its schema.
import type { Completeness } from '#forms/check.ts';
import type { Answers, Finding } from '#forms/form.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { scopes } from '#people/token.ts';
import { fittingMoves, moveNames } from '#records/move.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { ReplyClock } from '#records/reply.ts';
import type { Draft } from '#records/server/records.ts';
import { address, day, list, map, moment, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';
import { type Around, at, iso, pages, presentOwner } from './around.ts';

const stages = ['draft', 'submitted', 'returned', 'declined', 'done'];
const states = ['unpublished', 'published', 'withdrawn', 'superseded'];

export const workSchemas: { [name: string]: Schema } = {
	Caller: object('Whom the call speaks for, and with what.', {
		name: text('Name of the person.'),
		roles: list(
			object(
				'A role, and for whom.',
				{
					role: text('The role.'),
					party: text('Key of the Party.'),
					organisation: text('Identifier of the organisation.'),
					maySubmit: { type: 'boolean', description: 'A contributor whom the focal point lets submit.' },
					until: text('Last day of a role that ends by itself.')
				},
				['party', 'organisation', 'maySubmit', 'until']
			),
			'Roles of the person: a token can do no more.'
		),
		token: orNull(
			object('The token; null for a session of the pages.', {
				name: text('As its owner calls it.'),
				scopes: list(oneOf('A scope.', scopes), 'What it was made for.'),
				expiresAt: moment('When it stops working.')
			})
		)
	}),
	Standing: object(
		'Where a record stands.',
		{
			id: ref('Identifier'),
			type: text('Record type, which is the id of its form.'),
			owner: ref('Owner'),
			stage: oneOf('Where the work on it stands.', stages),
			state: oneOf('What the public sees of it.', states),
			visibility: oneOf('Who may read it once it is published.', ['public', 'restricted', 'bilateral']),
			published: orNull(whole('Number of the latest published revision.', { minimum: 1 })),
			changedAt: moment('When it last changed.'),
			outcome: orNull(text('What became of it, one of the outcomes of its type.')),
			moves: list(oneOf('A move.', moveNames), 'Moves that the caller may make now.'),
			otherParty: text('Key of the Party that it is sent to.'),
			reply: object('The clock for the answer of the other Party. How many working days it runs is data of the record type.', {
				due: day('The last day for an answer.'),
				status: oneOf('How it stands today.', ['answered', 'waiting', 'overdue']),
				left: whole('Working days left after today.', { minimum: 0 })
			}),
			links: object('Where to go on.', {
				self: address('The record, as it is read.'),
				draft: address('Its draft, while it has one.'),
				moves: address('Where moves are made.'),
				html: ref('Pages')
			})
		},
		['otherParty', 'reply']
	),
	Draft: object('The working copy of a record.', {
		id: ref('Identifier'),
		formVersion: text('Version of the form that it answers.'),
		version: whole('Counts the saves: send it back with the next one.', { minimum: 0 }),
		answers: ref('Answers'),
		clashes: list(ref('Clash'), 'Answers that two people gave differently at once. They must be decided before submission.'),
		changedAt: moment('When it was last saved.')
	}),
	SavedDraft: object('A draft after a save, merged with what others saved meanwhile.', {
		draft: ref('Draft'),
		others: map('Answers that others changed since the version that was sent, by question; null where one was taken out.', {})
	}),
	Clash: object('Two answers to one question. The stored one stands in the draft; this one waits.', {
		question: text('Id of the question.'),
		answer: { description: 'The answer that waits.' },
		at: moment('When it was sent.')
	}),
	Check: object('What the checks of the form say of a draft.', {
		version: whole('Version of the draft that was checked.', { minimum: 0 }),
		findings: list(ref('Finding'), 'All that was noticed. A draft with an error cannot be submitted.'),
		sections: list(
			object('A section of the form.', {
				section: text('Its id.'),
				asked: whole('Questions that are asked.'),
				answered: whole('Of them answered without an error.'),
				missing: whole('Required and not answered.')
			}),
			'How far each section is.'
		)
	}),
	Finding: object(
		'One thing that a check noticed.',
		{
			at: text('Question id, and within an answer its parts, with points between: `contact.email`.'),
			code: text('Which rule.'),
			severity: oneOf('An error stands in the way of submission.', ['error', 'warning', 'note']),
			values: map('Limits and names that the wording uses.', { type: ['string', 'number'] }),
			message: text('The same in words, in the language of the call.')
		},
		['values']
	),
	StoredFile: object('A file as an answer names it: put it into the answer of its question.', {
		file: text('SHA-256 of its content, which identifies it.', { pattern: '^[0-9a-f]{64}$' }),
		name: text('File name.'),
		mediaType: text('Media type as detected from the content.'),
		size: whole('Bytes.', { minimum: 1 }),
		language: text('Language of its content: that of the call, until you say another in the answer.')
	})
};

export const presentStanding = (record: RecordEnvelope, person: Person | null, around: Around, reply: ReplyClock | null = null) => ({
	id: record.id,
	type: record.type,
	owner: presentOwner(record.ownerKind, record.owner, around),
	stage: record.stage as string,
	state: record.state as string,
	visibility: record.visibility as string,
	published: record.published,
	changedAt: iso(record.changedAt),
	outcome: record.outcome,
	moves: fittingMoves(record, around.definitions.type(record.type))
		.filter(({ move }) => may(person, move.ability, record))
		.map(({ name }) => name as string),
	...(record.otherParty === null ? {} : { otherParty: record.otherParty }),
	...(reply === null ? {} : { reply: { due: reply.due, status: reply.status, left: reply.left } }),
	links: {
		self: at(around, `/records/${record.id}`),
		draft: at(around, `/records/${record.id}/draft`),
		moves: at(around, `/records/${record.id}/moves`),
		html: pages(around, `/work/records/${record.id}`)
	}
});

export const presentDraft = (draft: Draft) => ({
	id: draft.recordId,
	formVersion: draft.formVersion,
	version: draft.version,
	answers: draft.answers,
	clashes: draft.clashes.map(({ question, value, at: time }) => ({ question, answer: value, at: time })),
	changedAt: iso(draft.changedAt)
});

export const presentSaved = (draft: Draft, others: Answers) => ({ draft: presentDraft(draft), others });

/** Names the state of a draft, for If-Match. */
export const draftTag = ({ version }: Draft): string => `"${version}"`;

export const presentFinding = ({ t }: Reader, found: Finding) => ({ ...found, message: t(`finding.${found.code}` as MessageId, found.values) });

export const presentCheck = (reader: Reader, version: number, findings: Finding[], sections: Completeness[]) => ({
	version,
	findings: findings.map((found) => presentFinding(reader, found)),
	sections: sections.map(({ section, asked, answered, missing }) => ({ section, asked, answered, missing }))
});
