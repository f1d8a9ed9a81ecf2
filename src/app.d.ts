import type { Person } from '#people/person.ts';
import type { Platform as OpenPlatform } from '#platform/server/platform.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Convention } from '#convention/convention.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Reader } from '#text/message.ts';
import type { Refusal } from '#people/refusal.ts';
import type { LookingOn } from '#people/server/looking-on.ts';
import type { Sample } from '#reporting/training.ts';
import type { SampleAsked } from '#worker/training.ts';

declare global {
	namespace App {
		interface Locals {
			requestId: string;
			reader: Reader;
			person: Person | null;
			/** Whose session it is: the same as `person`, but for an officer who looks on as a role of a Party. */
			officer: Person | null;
			session: string | null;
			/** What the officer looks on at; without a person where that has just ended. */
			support: LookingOn | null;
			/** Makes up answers to practise on. */
			sampleFor(asked: SampleAsked): Promise<Sample>;
			platform: OpenPlatform;
			definitions: Definitions;
			convention: Convention;
			/** Who does it, when, by which definitions: what every act on a record is given. Only for signed-in people. */
			doing(): Doing;
			/** The same for somebody else than the session says: whom a token of the API speaks for. */
			doingFor(person: Person): Promise<Doing>;
			/**
			 * What `make` gives; for readers who are not signed in, kept by the key for as long as nothing that they can read changes (see
			 * catalogue/server/reading-tag.ts). The key names all that `make` depends on beside the state of the catalogue, the facts and the day.
			 */
			remembered<T>(key: string, make: () => Promise<T>): Promise<T>;
			/** The query as far as the page reads it, with its question mark; '' where it reads none. */
			query: string;
			/** Set where the database had too much to do for this request. */
			busy?: boolean;
			/** Set by the page of a record that was withdrawn. */
			withdrawn?: boolean;
			/** Day in UTC, YYYY-MM-DD. */
			today: string;
		}
		interface Error {
			message: string;
			refusal?: Refusal;
			requestId?: string;
		}
	}
}

export {};
