// SPDX-License-Identifier: Apache-2.0
// The ground of acts on accounts for tests: a real database, the letters that were posted, browsers with cookies of their own, named people.
import { seedConvention } from '#convention/server/seed.ts';
import { reading } from '#platform/server/database.ts';
import type { Person, Role } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { acceptAsNew } from '#people/server/accept-invitation.ts';
import type { Cookie } from '#people/server/cookies.ts';
import type { Doing, DoingAs, Ground } from '#people/server/doing.ts';
import { addInvitation } from '#people/server/invitations.ts';
import { keyOf } from '#people/server/key.ts';
import type { Letter } from '#people/server/letters.ts';
import { present } from '#people/server/sessions.ts';
import { signIn } from '#people/server/sign-in.ts';
import { testDatabase } from './database.ts';

export const goodPassword = 'violet anchor under nine lamps';

export type PeopleGround = Awaited<ReturnType<typeof peopleGround>>;
export type Browser = ReturnType<PeopleGround['browser']>;

export async function peopleGround(origin = 'http://localhost:3000') {
	const database = await testDatabase();
	await database.write((db) => seedConvention(db));
	const letters: Letter[] = [];
	const ground: Ground = {
		database,
		read: reading(database.kysely),
		key: await keyOf(database),
		origin,
		post: async (_, letter) => void letters.push(letter)
	};

	/** One browser: keeps cookies, says who it is signed in as. */
	function browser({ agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', address = '192.0.2.1' } = {}) {
		const jar = new Map<string, string>();
		const headers = () => {
			const sent = new Headers({ 'user-agent': agent });
			if (jar.size) sent.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
			return sent;
		};
		const take = (outcome: unknown) => {
			const cookies = (outcome as { cookies?: Cookie[] }).cookies ?? [];
			for (const { name, value, maxAge } of cookies) {
				if (maxAge === 0) jar.delete(name);
				else jar.set(name, value);
			}
		};
		return {
			jar,
			take,
			headers,
			async person(): Promise<Person | null> {
				return (await present(ground, headers()))?.person ?? null;
			},
			async session(): Promise<string | null> {
				return (await present(ground, headers()))?.session ?? null;
			},
			async doing(at = new Date()): Promise<Doing> {
				return { ...ground, by: await this.person(), at, headers: headers(), address };
			},
			async doingAs(at = new Date()): Promise<DoingAs> {
				const doing = await this.doing(at);
				if (!doing.by) throw new Error('nobody is signed in here');
				return { ...doing, by: doing.by };
			},
			async signIn(email: string, password = goodPassword, at = new Date()) {
				const outcome = await signIn(await this.doing(at), { email, password });
				take(outcome);
				return outcome;
			}
		};
	}

	/** A person with an account, made the way people are made, and the browser in which they are signed in. */
	async function someone(email: string, role: Role, { name = email.split('@')[0] ?? '', language = 'en' as const, password = goodPassword } = {}) {
		const { token } = await database.write((db) => addInvitation(db, { email, language, role, by: 'platform', at: new Date() }));
		const there = browser();
		const outcome = await acceptAsNew(await there.doing(), { token, name, password });
		if (isRefusal(outcome)) throw new Error(`could not make ${email}: ${outcome.refusal}`);
		there.take(outcome);
		return { ...there, email, id: outcome.account };
	}

	/** The secret part of the link in the last letter to an address. */
	function linkIn(email: string, place: 'invitation' | 'reset' | 'email'): string {
		const text = letters.findLast((letter) => letter.to === email)?.text ?? '';
		const token = new RegExp(`/${place}/([\\w-]+)`).exec(text)?.[1];
		if (!token) throw new Error(`no ${place} link was sent to ${email}`);
		return token;
	}

	const events = async (event: string) =>
		(await ground.read.selectFrom('people.events').selectAll().where('event', '=', event).orderBy('seq').execute()).map((row) => ({ ...row }));

	return { ...ground, ground, letters, browser, someone, linkIn, events, close: () => database.close() };
}

export const later = (minutes: number, from = new Date()): Date => new Date(from.getTime() + minutes * 60_000);
