// SPDX-License-Identifier: Apache-2.0
// What stands around one document or decision: languages, meeting, what it replaces and what replaces it, and what came of a decision.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { symbolKey } from '#convention/symbol.ts';
import type { Answers } from '#forms/form.ts';
import { decisionFrom, decisionType, documentFrom, documentType, parityOf } from '#meetings/document.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Entry } from '../entry.ts';
import { askedSince, namingQuestions, shownMeeting } from '../library.ts';
import type { FollowUp, LibraryRecord } from '../library-record.ts';
import { entryColumns, entryFromRow } from './entries.ts';
import { namedSymbols, relationsIn } from './library.ts';
import { named } from './naming.ts';

interface World {
	definitions: Definitions;
	convention: Convention;
}

/** For the page of a record; null for types that are not of the library. */
export async function libraryRecord(
	db: Reading,
	world: World,
	record: { id: string; type: string },
	answers: Answers
): Promise<LibraryRecord | null> {
	if (record.type === documentType) return aroundDocument(db, world, answers);
	return record.type === decisionType ? aroundDecision(db, world, record.id, answers) : null;
}

async function aroundDocument(db: Reading, { convention }: World, answers: Answers): Promise<LibraryRecord> {
	const { symbol, meeting, files, decisions } = documentFrom(answers);
	const relations = symbol ? await relationsIn(db, meeting ? [meeting] : [], [symbol]) : new Map();
	const own = symbol ? relations.get(symbolKey(symbol)) : undefined;
	return {
		symbol,
		parity: files.length ? parityOf(files.map(({ language }) => language)) : null,
		meeting: (meeting && shownMeeting(convention, meeting)) || null,
		replaces: await namedSymbols(db, own?.replaces ?? []),
		replacedBy: await namedSymbols(db, own?.replacedBy ?? []),
		belongsTo: await namedSymbols(db, own?.belongsTo ? [own.belongsTo] : []),
		parts: await namedSymbols(db, own?.parts ?? []),
		related: await namedSymbols(db, decisions),
		ownWords: false,
		source: null,
		followUp: null
	};
}

async function aroundDecision(db: Reading, world: World, id: string, answers: Answers): Promise<LibraryRecord> {
	const { number, meeting, files, textIn, replaces, documents, ownWords, sourceNote } = decisionFrom(answers);
	const successors = await db
		.selectFrom('catalogue.entries')
		.select(sql<string>`answers ->> 'number'`.as('number'))
		.where('type', '=', decisionType)
		.where('state', '=', 'published')
		.where(sql<boolean>`answers -> 'replaces' ? ${number}`)
		.orderBy('record_id')
		.execute();
	const languages = [...textIn, ...files.map(({ language }) => language)];
	return {
		symbol: number,
		parity: languages.length ? parityOf(languages) : null,
		meeting: (meeting && shownMeeting(world.convention, meeting)) || null,
		replaces: await namedSymbols(db, replaces),
		replacedBy: await namedSymbols(
			db,
			successors.map((each) => each.number)
		),
		belongsTo: [],
		parts: [],
		related: await namedSymbols(db, documents),
		ownWords,
		source: sourceNote,
		followUp: number ? await followUpOf(db, world, id, number) : null
	};
}

const mostShown = 50;

/** "What came of MC-5/16": records that name it, questions that forms ask since, amendments that it adopted. Computed, so that nobody has to keep it. */
export async function followUpOf(db: Reading, { definitions, convention }: World, id: string, number: string): Promise<FollowUp> {
	// The number as a whole: MC-5/1 is not named by MC-5/16.
	const whole = `(^|[^0-9A-Za-z])${number.replace(/[^0-9A-Za-z]/g, '\\$&')}($|[^0-9])`;
	const naming = definitions.all
		.filter(({ type }) => type.id !== decisionType)
		.flatMap(({ form, type }) => namingQuestions(form).map((question) => ({ ...question, type: type.id })));
	const found: Entry[] = [];
	let count = 0;
	if (naming.length) {
		const each = naming.map(({ type, id: question, by }) =>
			by === 'number'
				? sql`(type = ${type} and answers ->> ${question} ~* ${whole})`
				: sql`(type = ${type} and answers -> ${question} @> ${JSON.stringify(id)}::text::jsonb)`
		);
		const rows = await db
			.selectFrom('catalogue.entries')
			.select([...entryColumns, sql<number>`(count(*) over ())::int`.as('total')])
			.where('state', '=', 'published')
			.where('type', 'in', [...new Set(naming.map(({ type }) => type))])
			.where(sql<boolean>`(${sql.join(each, sql` or `)})`)
			.orderBy('published_at', 'desc')
			.orderBy('record_id')
			.limit(mostShown)
			.execute();
		found.push(...rows.map(entryFromRow));
		count = rows[0]?.total ?? 0;
	}
	const amendments = convention
		.all('amendment')
		.filter(({ decision }) => decision === number)
		.map(({ id: amendment, name, inForceGenerally }) => ({ id: amendment, name, inForce: inForceGenerally }));
	return { number, records: await named(db, found, definitions, convention), count, forms: askedSince(definitions, number), amendments };
}
