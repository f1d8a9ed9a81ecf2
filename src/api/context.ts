// SPDX-License-Identifier: Apache-2.0
// What every operation is given: the platform, the facts, who asks and in which language.
import type { Convention } from '#convention/convention.ts';
import type { Person } from '#people/person.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Reader } from '#text/message.ts';

/** What a handler is given beside its parameters. */
export interface Context {
	platform: Pick<Platform, 'database' | 'configuration'>;
	definitions: Definitions;
	convention: Convention;
	person: Person | null;
	reader: Reader;
	/** Day in UTC, YYYY-MM-DD. */
	today: string;
	/** The query as asked, for links to other pages of a list. */
	query: URLSearchParams;
}
