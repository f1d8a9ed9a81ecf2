// SPDX-License-Identifier: Apache-2.0
// What every shape is written with: facts, definitions, names, addresses; and the schemas that all nouns have in common.
import { ownerWords } from '#catalogue/shown.ts';
import type { Convention } from '#convention/convention.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import type { Context } from '../context.ts';
import { address, map, object, oneOf, ref, type Schema, text } from '../schema.ts';

export const root = '/api/v1';

export interface Around {
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	definitions: Definitions;
	convention: Convention;
	/** Names of organisations by id. */
	organisations: Map<string, string>;
}

export const around = (
	{ platform, definitions, convention }: Pick<Context, 'platform' | 'definitions' | 'convention'>,
	organisations = new Map<string, string>()
): Around => ({
	origin: platform.configuration.origin,
	definitions,
	convention,
	organisations
});

/** With the names of the organisations that own these. */
export async function aroundOwners(
	context: Pick<Context, 'platform' | 'definitions' | 'convention'>,
	owned: readonly { ownerKind: string; owner: string }[]
): Promise<Around> {
	const db: Reading = context.platform.database.read;
	return around(
		context,
		await organisationNames(
			db,
			owned.filter((each) => each.ownerKind === 'organisation').map((each) => each.owner)
		)
	);
}

/** Address of an operation. */
export const at = ({ origin }: Pick<Around, 'origin'>, path: string): string => `${origin}${root}${path}`;

/** Addresses of a page in the six languages. */
export const pages = ({ origin }: Pick<Around, 'origin'>, path: string): { [language: string]: string } =>
	Object.fromEntries(languages.map((language) => [language, `${origin}/${language}${path}`]));

export const presentOwner = (kind: string, id: string, { convention, organisations }: Around): { kind: string; id: string; name: Words } => ({
	kind,
	id,
	name: ownerWords(kind, id, convention, organisations)
});

export const iso = (time: Date): string => time.toISOString();

export const standing: { status: Schema; source: Schema } = {
	status: oneOf('`sourced`: the source is named. `to-verify`: believed, not yet compared with an official text, and open to correction.', [
		'sourced',
		'to-verify'
	]),
	source: text('Where it comes from, in words.')
};

export const commonSchemas: { [name: string]: Schema } = {
	Words: {
		type: 'object',
		description: 'A text by language. A language that is missing is not available; nothing is translated on the way out.',
		properties: Object.fromEntries(languages.map((language) => [language, { type: 'string' }])),
		additionalProperties: false
	},
	Pages: object(
		'Addresses of the same page for people, by language.',
		Object.fromEntries(languages.map((language) => [language, address(`In the language \`${language}\`.`)]))
	),
	Owner: object('Whom a record speaks for.', {
		kind: oneOf('A Party, an organisation or the secretariat.', ['party', 'organisation', 'secretariat']),
		id: text('Key of the Party (see `/parties`), identifier of the organisation, or `secretariat`.'),
		name: ref('Words', 'Its name.')
	}),
	Answers: {
		...map(
			'Answers by question id, as the form of the record asks them (see `/forms/{id}` and `/forms/{id}/schema`). Private and confidential ones are not there for those who may not see them.',
			{}
		)
	}
};
