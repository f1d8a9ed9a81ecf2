// SPDX-License-Identifier: Apache-2.0
// The ground that acts on accounts stand on, made of the platform once; and the letters' way out: sealed into a job with the act, opened by the worker.
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Configuration } from '#platform/configuration.ts';
import { type Database, reading } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import type { Mailer } from '#platform/server/mail.ts';
import type { Person } from '../person.ts';
import type { Doing, Ground } from './doing.ts';
import { keyOf } from './key.ts';
import type { Letter } from './letters.ts';

/** What is needed of the platform. */
export interface Foundations {
	database: Database;
	configuration: Pick<Configuration, 'origin'>;
	jobs: Pick<Jobs, 'declare' | 'enqueue'>;
}

/** Letters on their way out. */
export const lettersQueue = 'letters';
const queue = lettersQueue;
const grounds = new WeakMap<Foundations, Promise<Ground>>();

export function groundOf(platform: Foundations): Promise<Ground> {
	const known = grounds.get(platform);
	if (known) return known;
	const ground = makeGround(platform);
	grounds.set(platform, ground);
	ground.catch(() => grounds.delete(platform));
	return ground;
}

async function makeGround({ database, configuration, jobs }: Foundations): Promise<Ground> {
	const key = await keyOf(database);
	await jobs.declare(queue);
	return {
		database,
		read: reading(database.kysely),
		key,
		origin: configuration.origin,
		// A link in a letter opens an account: the queue's table keeps it sealed, as all else keeps its hash alone.
		post: async (db, letter) => await jobs.enqueue(db, queue, { sealed: await symmetricEncrypt({ key, data: JSON.stringify(letter) }) })
	};
}

/**
 * For the worker: sends the letters that acts have posted. A letter that the mail server does not take is tried again by the queue, unless `refused` says
 * that it has seen to it.
 */
export async function sendLetters(
	{ database, jobs, mailer }: { database: Database; jobs: Pick<Jobs, 'work'>; mailer: Pick<Mailer, 'send'> },
	refused: (letter: Letter, fault: unknown) => Promise<boolean> = async () => false
): Promise<void> {
	const key = await keyOf(database);
	await jobs.work<{ sealed: string }>(queue, async ({ sealed }) => {
		const letter = JSON.parse(await symmetricDecrypt({ key, data: sealed })) as Letter;
		try {
			await mailer.send(letter);
		} catch (fault) {
			if (!(await refused(letter, fault))) throw fault;
		}
	});
}

/** To whom a letter in the queue goes and what it is called: never what it says, since a link in it opens an account. Null where it opens with no key of ours. */
export async function headOfLetter(database: Database, sealed: string): Promise<{ to: string; subject: string } | null> {
	try {
		const { to, subject } = JSON.parse(await symmetricDecrypt({ key: await keyOf(database), data: sealed })) as Letter;
		return { to, subject };
	} catch {
		return null;
	}
}

/** What a page hands to an act: its request, and who is signed in. The shape is SvelteKit's request event. */
export async function doingOf(event: {
	locals: { platform: Foundations; person: Person | null };
	request: Request;
	getClientAddress(): string;
}): Promise<Doing> {
	const ground = await groundOf(event.locals.platform);
	return { ...ground, by: event.locals.person, at: new Date(), headers: event.request.headers, address: event.getClientAddress() };
}
