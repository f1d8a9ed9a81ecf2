// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goodPassword, later, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { isRefusal } from '../refusal.ts';
import { countTry } from './attempts.ts';
import { absoluteSeconds, authorityOn } from './better-auth.ts';
import { changePassword } from './change-account.ts';
import { attributesOf } from './cookies.ts';
import { endOtherSessions, endSession } from './end-sessions.ts';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, renewBackupCodes } from './second-factor.ts';
import { present, sessionsOf } from './sessions.ts';
import { awaitsCode, enterCode, signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());

const role = { role: 'focal-point', party: 'GHA' } as const;

test('signing in makes a new session each time, and ends the one that the browser had', async () => {
	const { email } = await people.someone('fixed@example.org', role);
	const there = people.browser();
	await there.signIn(email);
	const first = there.jar.get('session');
	const firstId = await there.session();
	await there.signIn(email.toUpperCase());
	expect(there.jar.get('session')).not.toBe(first);
	expect(await there.session()).not.toBe(firstId);
	// A cookie that somebody planted before is worth nothing after.
	expect(await present(people.ground, new Headers({ cookie: `session=${first}` }))).toBeNull();
});

test('a cookie that was not signed here, or was changed, is nobody', async () => {
	const there = await people.someone('signed@example.org', role);
	const [token = '', signature = ''] = decodeURIComponent(there.jar.get('session') ?? '').split('.');
	const other = encodeURIComponent(`${token}.${createHmac('sha256', 'another key').update(token).digest('base64')}`);
	for (const value of [token, other, encodeURIComponent(`${token}x.${signature}`), '%', 'x.y']) {
		expect(await present(people.ground, new Headers({ cookie: `session=${value}` }))).toBeNull();
	}
	expect(await present(people.ground, new Headers({ cookie: `other=1; session=${there.jar.get('session')}` }))).not.toBeNull();
});

test('an unknown address and a wrong password are answered alike, in words and in time', async () => {
	const { email } = await people.someone('known@example.org', role);
	const took: Record<string, number[]> = { known: [], unknown: [] };
	for (let time = 0; time < 4; time += 1) {
		for (const [who, address] of [
			['known', email],
			['unknown', 'nobody@example.org']
		] as const) {
			const doing = await people.browser({ address: '198.51.100.7' }).doing();
			const began = performance.now();
			expect(await signIn(doing, { email: address, password: 'not the right one' })).toEqual({ refusal: 'wrong-credentials' });
			took[who]?.push(performance.now() - began);
		}
	}
	const best = (who: string) => Math.min(...(took[who] ?? []));
	// One of them without scrypt would be more than ten times as quick.
	expect(best('unknown') / best('known')).toBeGreaterThan(0.4);
	expect(best('unknown') / best('known')).toBeLessThan(2.5);
	expect(await signIn(await people.browser().doing(), { email: 'no address', password: 'x' })).toEqual({ refusal: 'wrong-credentials' });
});

test('ten wrong tries lock an account for fifteen minutes, told in words and by mail; an unknown address alike', async () => {
	const { email, id } = await people.someone('locked@example.org', role);
	const at = new Date();
	const tries = async (address: string, count: number) => {
		const outcomes = [];
		for (let time = 0; time < count; time += 1)
			outcomes.push(await signIn(await people.browser({ address: '203.0.113.5' }).doing(at), { email: address, password: 'a wrong password' }));
		return outcomes;
	};
	for (const address of [email, 'nobody-at-all@example.org']) {
		const outcomes = await tries(address, 11);
		expect(outcomes.slice(0, 9).every((outcome) => isRefusal(outcome) && outcome.refusal === 'wrong-credentials')).toBe(true);
		expect(outcomes.slice(9)).toEqual(Array(2).fill({ refusal: 'locked-out', values: { minutes: 15 } }));
	}
	expect(people.letters.filter((letter) => letter.subject.includes('locked')).map((letter) => letter.to)).toEqual([email]);
	expect((await people.events('account.locked')).map((event) => event.about)).toEqual([id]);
	// The right password does not open it either, from wherever it comes; after the time it does.
	expect(await people.browser({ address: '192.0.2.99' }).signIn(email, goodPassword, later(14, at))).toEqual({
		refusal: 'locked-out',
		values: { minutes: 1 }
	});
	expect(await people.browser({ address: '192.0.2.99' }).signIn(email, goodPassword, later(15, at))).toHaveProperty('step', 'done');
});

test('of many tries at once no more than ten are made', async () => {
	const { email } = await people.someone('storm@example.org', role);
	const doing = await people.browser({ address: '203.0.113.77' }).doing();
	const outcomes = await Promise.all(Array.from({ length: 16 }, () => signIn(doing, { email, password: 'a wrong password' })));
	const wrong = outcomes.filter((outcome) => isRefusal(outcome) && outcome.refusal === 'wrong-credentials');
	expect(wrong.length).toBeLessThan(10);
	expect(await people.browser().signIn(email)).toMatchObject({ refusal: 'locked-out' });
});

test('one address may not try many accounts, but right passwords do not count against a crowded hall', async () => {
	const { email } = await people.someone('hall@example.org', role);
	const address = '203.0.113.200';
	const at = new Date();
	for (let time = 0; time < 59; time += 1) await people.database.write((db) => countTry(db, 'sign-in-address', address, at));
	// The sixtieth and all after it are right: none of them fills the measure.
	for (let time = 0; time < 3; time += 1) expect(await people.browser({ address }).signIn(email, goodPassword, at)).toHaveProperty('step', 'done');
	expect(await people.browser({ address }).signIn('victim-1@example.org', 'one guess each', at)).toEqual({ refusal: 'wrong-credentials' });
	expect(await people.browser({ address }).signIn('victim-2@example.org', 'one guess each', at)).toEqual({
		refusal: 'too-many-requests',
		values: { minutes: 15 }
	});
	expect(await people.browser({ address: '203.0.113.201' }).signIn(email, goodPassword, at)).toHaveProperty('step', 'done');
});

test('a session ends by signing out, by itself after idle hours, and after fourteen days in any case', async () => {
	const there = await people.someone('ends@example.org', role);
	const began = new Date();
	const cookie = there.headers();
	const seen = (minutes: number) => present(people.ground, cookie, later(minutes, began));
	expect(await seen(60)).not.toBeNull();
	const expires = async () =>
		(
			await people.read.selectFrom('people.sessions').select('expires_at').where('account_id', '=', there.id).executeTakeFirst()
		)?.expires_at.getTime() ?? 0;
	expect(await expires()).toBe(later(13 * 60, began).getTime());
	expect(await seen(13 * 60 + 1)).toBeNull();
	expect(await seen(14 * 24 * 60 - 1)).toBeNull();
	await people.database.kysely
		.updateTable('people.sessions')
		.set({ expires_at: later(15 * 24 * 60, began) })
		.where('account_id', '=', there.id)
		.execute();
	await seen(14 * 24 * 60 - 10);
	expect(Math.abs((await expires()) - (began.getTime() + absoluteSeconds * 1000))).toBeLessThan(60_000);
	const out = await people.database.write((db) => signOut(db, { ...people.ground, headers: cookie, at: new Date() }));
	there.take(out);
	expect(there.jar.size).toBe(0);
	expect(await present(people.ground, cookie)).toBeNull();
	expect(await people.events('signed-out')).toHaveLength(1);
});

test('sessions are listed by browser and ended one by one or all others at once; a new password ends all others', async () => {
	const here = await people.someone('everywhere@example.org', role);
	const phone = people.browser({
		agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
	});
	const desk = people.browser();
	await phone.signIn(here.email);
	await desk.signIn(here.email);
	const open = await sessionsOf(people.read, here.id, new Date());
	expect(open.map(({ browser, system }) => `${browser} ${system}`).sort()).toEqual(['Firefox Linux', 'Firefox Linux', 'Safari iOS']);
	const doing = await here.doingAs();
	const present = (await here.session()) ?? '';
	const stranger = await (await people.someone('stranger@example.org', role)).doingAs();
	expect(await people.database.write((db) => endSession(db, stranger, open[0]?.id ?? ''))).toEqual({ refusal: 'not-found' });
	const phoneSession = (await phone.session()) ?? '';
	expect(await people.database.write((db) => endSession(db, doing, phoneSession))).toEqual({ ended: 1 });
	expect(await phone.person()).toBeNull();
	expect(await people.database.write((db) => endOtherSessions(db, doing, present))).toEqual({ ended: 1 });
	expect(await desk.person()).toBeNull();
	await desk.signIn(here.email);
	expect(await changePassword(doing, { current: 'not the present one', password: 'quite another long one' }, present)).toEqual({
		refusal: 'wrong-credentials'
	});
	expect(await changePassword(doing, { current: goodPassword, password: 'quite another long one' }, present)).toEqual({ ended: 1 });
	expect(await desk.person()).toBeNull();
	expect(await here.person()).not.toBeNull();
	expect(await desk.signIn(here.email)).toEqual({ refusal: 'wrong-credentials' });
	expect(await desk.signIn(here.email, 'quite another long one')).toHaveProperty('step', 'done');
});

test('the tables are what the library expects, and it reads the sessions that we read', async () => {
	const there = await people.someone('same@example.org', role);
	const library = authorityOn(people.database.kysely, { ...people.ground, checksTables: true });
	expect((await library.api.getSession({ headers: there.headers() }))?.session.id).toBe(await there.session());
});

test('over https the cookie is bound to the host', async () => {
	const secure = await peopleGround('https://exchange.example.org');
	const there = await secure.someone('secure@example.org', role);
	expect([...there.jar.keys()]).toEqual(['__Host-session']);
	expect(await there.person()).not.toBeNull();
	expect(attributesOf({ name: '', value: '', maxAge: 1 }, secure.origin)).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
	await secure.close();
});

/** RFC 6238 with the usual parameters, as an authenticator reckons it. */
function totp(secret: string, at: number): string {
	const bits = [...secret].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
	const digest = createHmac('sha1', key).update(counter).digest();
	const offset = (digest.at(-1) ?? 0) & 15;
	return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('codes: on with a first right one; then the password alone signs nobody in; a used code is refused; backup codes work once', async () => {
	const there = await people.someone('codes@example.org', role);
	expect(await beginSecondFactor(await there.doingAs(), 'not the password')).toEqual({ refusal: 'wrong-credentials' });
	const begun = await beginSecondFactor(await there.doingAs(), goodPassword);
	if (isRefusal(begun)) throw new Error(begun.refusal);
	expect(begun.address).toMatch(/^otpauth:\/\/totp\//);
	expect(begun.backupCodes).toHaveLength(10);
	// Not on before a first right code.
	expect(await people.browser().signIn(there.email)).toHaveProperty('step', 'done');
	expect(await confirmSecondFactor(await there.doingAs(), '000000x')).toEqual({ refusal: 'code-wrong' });
	const first = totp(begun.secret, Date.now());
	const before = there.jar.get('session');
	there.take(await confirmSecondFactor(await there.doingAs(), ` ${first.slice(0, 3)} ${first.slice(3)}`));
	expect(there.jar.get('session')).not.toBe(before);
	expect(await there.person()).not.toBeNull();
	expect(await beginSecondFactor(await there.doingAs(), goodPassword)).toEqual({ refusal: 'already-on' });

	const laptop = people.browser();
	expect(await laptop.signIn(there.email)).toMatchObject({ step: 'code' });
	expect(await laptop.person()).toBeNull();
	expect(awaitsCode(await laptop.doing())).toBe(true);
	// The code that turned it on was seen by whoever stood behind.
	expect(await enterCode(await laptop.doing(), first)).toEqual({ refusal: 'code-wrong' });
	const wrong = [1, 2]
		.map((step) => String((Number(first) + step) % 1_000_000).padStart(6, '0'))
		.find((code) => ![-1, 0, 1].some((step) => totp(begun.secret, Date.now() + step * 30_000) === code));
	expect(await enterCode(await laptop.doing(), wrong ?? '')).toEqual({ refusal: 'code-wrong' });
	// The neighbouring code is accepted too, since clocks differ.
	const next = totp(begun.secret, Date.now() + 30_000);
	const entered = await enterCode(await laptop.doing(), next);
	laptop.take(entered);
	expect(entered).toMatchObject({ step: 'done', account: there.id });
	expect((await laptop.person())?.email).toBe(there.email);
	const other = people.browser();
	await other.signIn(there.email);
	expect(await enterCode(await other.doing(), next)).toEqual({ refusal: 'code-wrong' });

	const [backup = ''] = begun.backupCodes;
	other.take(await enterCode(await other.doing(), backup));
	expect(await other.person()).not.toBeNull();
	const third = people.browser();
	await third.signIn(there.email);
	expect(await enterCode(await third.doing(), backup)).toEqual({ refusal: 'code-wrong' });
	const renewed = await renewBackupCodes(await other.doingAs(), goodPassword);
	if (isRefusal(renewed)) throw new Error(renewed.refusal);
	expect(await enterCode(await third.doing(), begun.backupCodes[1] ?? '')).toEqual({ refusal: 'code-wrong' });
	third.take(await enterCode(await third.doing(), renewed.backupCodes[0] ?? ''));
	expect(await third.person()).not.toBeNull();

	third.take(await endSecondFactor(await third.doingAs(), goodPassword));
	expect(await people.browser().signIn(there.email)).toHaveProperty('step', 'done');
	expect(people.letters.filter((letter) => letter.to === there.email).map((letter) => letter.text.split('\n')[0])).toEqual([
		'Codes from an authenticator were turned on for your account.',
		'Codes from an authenticator were turned off for your account.'
	]);
});

test('five wrong codes end the waiting sign-in, and a code without one is refused', async () => {
	const there = await people.someone('guessed@example.org', role);
	const begun = await beginSecondFactor(await there.doingAs(), goodPassword);
	if (isRefusal(begun)) throw new Error(begun.refusal);
	there.take(await confirmSecondFactor(await there.doingAs(), totp(begun.secret, Date.now())));
	const thief = people.browser();
	await thief.signIn(there.email);
	const outcomes = [];
	for (let time = 0; time < 6; time += 1) outcomes.push(await enterCode(await thief.doing(), `wrong-${time}`));
	expect(outcomes.slice(0, 5)).toEqual(Array(5).fill({ refusal: 'code-wrong' }));
	expect(outcomes[5]).toEqual({ refusal: 'step-expired' });
	expect(await enterCode(await people.browser().doing(), '123456')).toEqual({ refusal: 'step-expired' });
	const forged = people.browser();
	forged.jar.set('second-step', 'made-up.signature');
	expect(await enterCode(await forged.doing(), '123456')).toEqual({ refusal: 'step-expired' });
});
