// SPDX-License-Identifier: Apache-2.0
// What every operation is given: the platform, the facts, who asks and in which language; and what a writing one is given beside it.
import type { Convention } from '#convention/convention.ts';
import type { Json } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import type { Bearer } from '#people/server/tokens.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Reader } from '#text/message.ts';
import type { Outcome } from './operation.ts';

/** What a handler is given beside its parameters. */
export interface Context {
	platform: Pick<Platform, 'database' | 'configuration' | 'files'>;
	definitions: Definitions;
	convention: Convention;
	person: Person | null;
	/** The token that the call came with; null for a session of the pages, and for nobody. */
	token: Bearer['token'] | null;
	reader: Reader;
	/** Day in UTC, YYYY-MM-DD. */
	today: string;
	/** The query as asked, for links to other pages of a list. */
	query: URLSearchParams;
	request: Request;
	/** What was sent, already of the shape that the operation says. Null where it takes none. */
	body: Json;
	/** Runs an act with all that it reads in one transaction; see `writing`. */
	inOneTransaction(act: (doer: Doer) => Promise<Outcome>): Promise<Outcome>;
}

/** The context inside a transaction: its database reads in it. */
export interface Doer {
	db: Writing;
	doing: Doing;
	context: Context & { person: Person };
}
