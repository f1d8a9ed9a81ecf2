// SPDX-License-Identifier: Apache-2.0
// The feeds that the platform gives: everything published, and each register; the latest fifty, in one language.
import { latestEntries } from '#catalogue/server/entries.ts';
import { ownerWords } from '#catalogue/shown.ts';
import type { Convention } from '#convention/convention.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import { atom } from '../atom.ts';

export interface Asking {
	db: Reading;
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	definitions: Definitions;
	convention: Convention;
	reader: Reader;
}

const length = 50;

/** The feed as XML; undefined for a register that does not exist. */
export async function publicationsFeed({ db, origin, definitions, convention, reader }: Asking, register?: string): Promise<string | undefined> {
	const { language, t } = reader;
	const definition = register === undefined ? undefined : definitions.ofRegister(register);
	if (register !== undefined && !definition) return undefined;
	const entries = await latestEntries(db, { type: definition?.type.id, limit: length });
	const organisations = await organisationNames(
		db,
		entries.filter((entry) => entry.ownerKind === 'organisation').map((entry) => entry.owner)
	);
	return atom({
		origin,
		language,
		title: `${t('site.name')}: ${definition ? say(definition.form.words['form.title'], language) : t('api.feed.all')}`,
		path: definition ? `/feeds/${language}/registers/${register}.atom` : `/feeds/${language}/publications.atom`,
		page: definition ? `/${language}/registers/${register}` : `/${language}`,
		entries,
		ownerName: (entry) => ownerWords(entry.ownerKind, entry.owner, convention, organisations),
		typeName: (id) => definitions.current(id)?.form.words['form.title']
	});
}
