// SPDX-License-Identifier: Apache-2.0
// A made-up record by a made-up organisation, from which the examples of the description are written by the same functions as live replies.
// It goes through the same removal of private answers. No Party is spoken for.
import { type Entry, entryFrom } from '#catalogue/entry.ts';
import type { Convention } from '#convention/convention.ts';
import type { Answers } from '#forms/form.ts';
import { publicAnswers } from '#forms/privacy.ts';
import type { Definitions } from '#records/definitions.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { seal } from '#records/seal.ts';
import type { ReadRecord } from '#records/server/revisions.ts';
import type { Around } from './shapes/around.ts';

export interface Example {
	definitions: Definitions;
	convention: Convention;
	today: string;
	around: Around;
	read: ReadRecord;
	entry: Entry;
}

const recordType = 'art17-exchange-record';
const owner = 'example-institute';
const time = new Date('2026-03-02T09:30:00.000Z');

/** Answers of the example, private parts of its contact included. */
export const exampleAnswers: Answers = {
	kind: 'scientific',
	subjects: ['emissions'],
	title: { en: 'Mercury in the air of a city, measured over a year', fr: 'Le mercure dans l’air d’une ville, mesuré pendant un an' },
	abstract: {
		en: 'A made-up record that shows what an answer of this interface looks like.',
		fr: 'Une fiche fictive qui montre à quoi ressemble une réponse de cette interface.'
	},
	language: 'en',
	links: ['https://institute.example.org/mercury'],
	articles: ['19(1)'],
	areas: ['science-ee'],
	confidential: false,
	authorKind: 'institution',
	contact: { name: 'A. Example', organisation: 'Example Institute', email: 'a.example@institute.example.org', private: ['email'] }
};

/** Undefined where the platform no longer has the form that the example answers. */
export function exampleFrom(origin: string, definitions: Definitions, convention: Convention, today: string): Example | undefined {
	const definition = definitions.current(recordType);
	if (!definition) return undefined;
	const { form, type } = definition;
	const area = convention.area('science-ee') ?? convention.areas[0];
	const answers = publicAnswers(form, { ...exampleAnswers, areas: area ? [area.id] : [] });
	const id = `MC-${type.prefix}-EXAMPLE-0001`;
	const record: RecordEnvelope = {
		id,
		type: type.id,
		ownerKind: 'organisation',
		owner,
		stage: 'done',
		state: 'published',
		visibility: 'public',
		otherParty: null,
		published: 1,
		supersededBy: null,
		outcome: null,
		outcomeAt: null,
		outcomeDay: null,
		demo: true,
		keepsVersion: false,
		createdAt: time,
		changedAt: time
	};
	const sha256 = seal({
		record: id,
		number: 1,
		form: form.id,
		formVersion: form.version,
		answers,
		submittedAt: time.toISOString(),
		// Of a true record it is random; the description must come out the same each time.
		salt: 'example',
		previous: null
	});
	const revision = {
		recordId: id,
		number: 1,
		formVersion: form.version,
		languages: ['en', 'fr'],
		submittedAt: time,
		publishedAt: time,
		remark: null,
		digitised: null,
		sha256,
		previousSha256: null
	};
	const entry = entryFrom(
		{ record, form, type, revision: 1, answers, languages: revision.languages, firstPublishedAt: time, publishedAt: time, reason: null },
		convention
	);
	const around: Around = { origin, definitions, convention, organisations: new Map([[owner, 'Example Institute']]) };
	return {
		definitions,
		convention,
		today,
		around,
		read: { record, form, revision: { ...revision, answers }, revisions: [revision], history: [] },
		entry
	};
}
