// SPDX-License-Identifier: Apache-2.0
// Records, revisions and moves as the API shows them: each shape beside its schema. Every field is written out; nothing is passed through.
import { type Entry, entryFrom } from '#catalogue/entry.ts';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { moveNames } from '#records/move.ts';
import type { MoveMade } from '#records/server/records.ts';
import type { ReadRecord, Revision } from '#records/server/revisions.ts';
import type { Digitised, RecordEnvelope } from '#records/record.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { address, flag, list, moment, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';
import { type Around, at, iso, pages, presentOwner } from './around.ts';

const identifier = ref('Identifier');
const states = ['unpublished', 'published', 'withdrawn', 'superseded'];
const inLanguages = list(oneOf('A language.', languages), 'Languages that its texts and files are in.');

const entryProperties = {
	id: identifier,
	type: text('Record type, which is the id of its form.'),
	owner: ref('Owner'),
	state: oneOf('What the public sees of it. `unpublished` is shown only to those who may see it before publication.', states),
	title: ref('Words'),
	summary: orNull(ref('Words', 'Its first text, cut at a word.')),
	languages: inLanguages,
	parties: list({ type: 'string' }, 'Keys of the States that it concerns, the owner first.'),
	areas: list({ type: 'string' }, 'Ids of the areas of focus (see `/areas`).'),
	articles: list({ type: 'string' }, 'Articles of the Convention, as numbers in text.'),
	concepts: list({ type: 'string' }, 'Ids of concepts (see `/concepts`).'),
	region: orNull(text('Regional group of the owner Party.')),
	demo: flag('Demonstration content: synthetic, never a statement of the Party named.'),
	revision: whole('Number of the revision shown.', { minimum: 1 }),
	firstPublishedAt: orNull(moment('When its first published revision appeared.')),
	publishedAt: orNull(moment('When this revision appeared; null for a withdrawn record in lists.')),
	withdrawnAt: orNull(moment('When the record was withdrawn.')),
	reason: orNull(text('Why it was withdrawn.')),
	supersededBy: orNull(text('Identifier of the record that took its place.'))
};

export const recordSchemas: { [name: string]: Schema } = {
	Identifier: text('Permanent identifier of a record: `MC-{type}-{owner}-{number}`.', { pattern: '^MC-[A-Z0-9]+-[A-Z0-9]+-\\d{4,}$' }),
	Entry: object('A record as lists show it.', {
		...entryProperties,
		changedAt: moment('When what the public sees of it last changed here, whatever day it bears.'),
		links: object('Where to go on.', { self: address('The record.'), html: ref('Pages') })
	}),
	Record: object('A record in one of its revisions, whole.', {
		...entryProperties,
		answers: ref('Answers'),
		formVersion: text('Version of the form that this revision answers.'),
		submittedAt: moment('When this revision was submitted.'),
		remark: orNull(text('Open remark of the secretariat on a revision that a Party insisted on after a return.')),
		digitised: orNull(ref('Digitised', 'How it came in, where it was not filed on this platform.')),
		seal: orNull(ref('Seal', 'Only for those who may read the private answers, since the hash covers them too.')),
		files: list(ref('File'), 'Files that the answers name.'),
		revisions: list(whole('Number of a revision.'), 'All revisions that the caller may open, oldest first.'),
		links: object('Where to go on.', {
			self: address('This revision.'),
			record: address('The latest revision.'),
			revisions: address('All revisions.'),
			history: address('The history of the record.'),
			form: address('The form in the version that was answered.'),
			html: ref('Pages')
		})
	}),
	Digitised: object('Marks a revision that the secretariat digitised from a report that the Party filed elsewhere, before this platform was there.', {
		source: text('Name of the file that it came from.'),
		sha256: text('SHA-256 of that file.'),
		on: { type: 'string', format: 'date', description: 'Day on which it was taken in.' },
		submitted: orNull({
			type: 'string',
			format: 'date',
			description: 'Day on which the Party handed it in; null where that is not known, and `submittedAt` is then when it was taken in.'
		})
	}),
	Seal: object('Joins a revision to the one before.', {
		sha256: text('SHA-256 of the canonical JSON of identifier, number, form, answers, time and the hash before.'),
		previous: orNull(text('Hash of the revision before.'))
	}),
	File: object('A file of a record.', {
		question: text('Id of the question that it answers.'),
		sha256: text('SHA-256 of its content.'),
		name: text('File name.'),
		mediaType: orNull(text('Media type as detected from the content.')),
		size: orNull(whole('Bytes.', { minimum: 0 })),
		language: orNull(text('Language of its content.')),
		href: address('Where it is downloaded.')
	}),
	Revision: object('A revision without its answers.', {
		number: whole('One, two, three …', { minimum: 1 }),
		formVersion: text('Version of the form that it answers.'),
		languages: inLanguages,
		submittedAt: moment('When it was submitted.'),
		publishedAt: orNull(moment('When it was published.')),
		remark: orNull(text('Open remark of the secretariat.')),
		digitised: orNull(ref('Digitised', 'How it came in, where it was not filed on this platform.')),
		links: object('Where to go on.', { self: address('The revision with its answers.'), html: ref('Pages') })
	}),
	Move: object('A change of state.', {
		move: oneOf('What was done.', ['begin', ...moveNames]),
		at: moment('When.'),
		state: oneOf('What the public saw afterwards.', states),
		revision: orNull(whole('The revision concerned.')),
		reason: orNull(text('The reason given, as written.'))
	}),
	Tombstone: object('What stays of a withdrawn record.', {
		id: identifier,
		title: ref('Words'),
		reason: orNull(text('Why it was withdrawn, as written.')),
		withdrawnAt: orNull(moment('When.'))
	})
};

const recordPath = (id: string) => `/records/${id}`;

export const presentEntry = (entry: Entry, around: Around) => ({
	...fieldsOf(entry, around),
	firstPublishedAt: iso(entry.firstPublishedAt),
	// The catalogue files a withdrawn record under the day of its withdrawal.
	publishedAt: entry.state === 'withdrawn' ? null : iso(entry.publishedAt),
	withdrawnAt: entry.state === 'withdrawn' ? iso(entry.publishedAt) : null,
	changedAt: iso(entry.changedAt),
	links: { self: at(around, recordPath(entry.recordId)), html: pages(around, recordPath(entry.recordId)) }
});

const fieldsOf = (entry: Entry, around: Around) => ({
	id: entry.recordId,
	type: entry.type,
	owner: presentOwner(entry.ownerKind, entry.owner, around),
	state: entry.state as string,
	title: entry.title,
	summary: entry.summary,
	languages: entry.languages,
	parties: entry.parties,
	areas: entry.areas,
	articles: entry.articles,
	concepts: entry.concepts,
	region: entry.region,
	demo: entry.demo,
	revision: entry.revision,
	reason: entry.reason,
	supersededBy: entry.supersededBy
});

/** `read` holds what the caller may see; `whole` says that this is everything, private answers included. */
export function presentRecord(read: ReadRecord, around: Around, whole: boolean) {
	const { record, form, revision, revisions } = read;
	const type = around.definitions.type(record.type);
	if (!type) throw new Error(`${record.id} is of the type ${record.type}, which is not defined`);
	const first = revisions.find((each) => each.publishedAt !== null)?.publishedAt ?? null;
	const entry = entryFrom(
		{
			record: { ...record, state: 'published' },
			form,
			type,
			revision: revision.number,
			answers: revision.answers,
			languages: revision.languages,
			firstPublishedAt: first ?? revision.submittedAt,
			publishedAt: revision.publishedAt ?? revision.submittedAt,
			reason: null
		},
		around.convention
	);
	const path = recordPath(record.id);
	return {
		...fieldsOf(entry, around),
		state: record.state as string,
		firstPublishedAt: first && iso(first),
		publishedAt: revision.publishedAt && iso(revision.publishedAt),
		withdrawnAt: record.state === 'withdrawn' ? iso(record.changedAt) : null,
		answers: revision.answers,
		formVersion: revision.formVersion,
		submittedAt: iso(revision.submittedAt),
		remark: revision.remark,
		digitised: revision.digitised && presentDigitised(revision.digitised),
		seal: whole ? { sha256: revision.sha256, previous: revision.previousSha256 } : null,
		files: filesOf(record.id, revision.answers, around),
		revisions: revisions.map((each) => each.number),
		links: {
			self: at(around, `${path}/revisions/${revision.number}`),
			record: at(around, path),
			revisions: at(around, `${path}/revisions`),
			history: at(around, `${path}/history`),
			form: at(around, `/forms/${record.type}?version=${encodeURIComponent(revision.formVersion)}`),
			html: pages(around, `${path}/${revision.number}`)
		}
	};
}

/** The files that stand in answers, wherever in them. */
function filesOf(recordId: string, answers: Answers, around: Around) {
	const found = (question: string, value: Json): ReturnType<typeof presentFile>[] =>
		Array.isArray(value)
			? value.flatMap((each) => found(question, each))
			: !isObject(value)
				? []
				: typeof value.file === 'string' && typeof value.name === 'string'
					? [presentFile(recordId, question, value, around)]
					: Object.values(value).flatMap((each) => found(question, each));
	return Object.entries(answers).flatMap(([question, answer]) => found(question, answer));
}

const presentFile = (recordId: string, question: string, file: { [part: string]: Json }, { origin }: Around) => ({
	question,
	sha256: String(file.file),
	name: String(file.name),
	mediaType: typeof file.mediaType === 'string' ? file.mediaType : null,
	size: typeof file.size === 'number' ? file.size : null,
	language: typeof file.language === 'string' ? file.language : null,
	href: `${origin}/files/${recordId}/${String(file.file)}/${encodeURIComponent(String(file.name))}`
});

const presentDigitised = ({ source, sha256, on, submitted }: Digitised) => ({ source, sha256, on, submitted });

export const presentRevision = (recordId: string, revision: Omit<Revision, 'answers'>, around: Around) => ({
	number: revision.number,
	formVersion: revision.formVersion,
	languages: revision.languages,
	submittedAt: iso(revision.submittedAt),
	publishedAt: revision.publishedAt && iso(revision.publishedAt),
	remark: revision.remark,
	digitised: revision.digitised && presentDigitised(revision.digitised),
	links: {
		self: at(around, `${recordPath(recordId)}/revisions/${revision.number}`),
		html: pages(around, `${recordPath(recordId)}/${revision.number}`)
	}
});

export const presentMove = (move: MoveMade) => ({
	move: move.move,
	at: iso(move.at),
	state: move.toState,
	revision: move.revision,
	reason: move.reason
});

export const presentTombstone = (record: RecordEnvelope, title: Words, reason: string | null, withdrawnAt: Date | null) => ({
	id: record.id,
	title,
	reason,
	withdrawnAt: withdrawnAt && iso(withdrawnAt)
});
