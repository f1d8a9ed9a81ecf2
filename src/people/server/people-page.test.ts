// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { later, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { isRefusal } from '../refusal.ts';
import { givable, looksAfter } from '../role.ts';
import { acceptOffer } from './accept-invitation.ts';
import { accountOverview } from './account-overview.ts';
import { invite, revoke } from './invite.ts';
import { peoplePage, personPage } from './people-page.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
type Someone = Awaited<ReturnType<PeopleGround['someone']>>;
let focal: Someone, contributor: Someone, swiss: Someone, editor: Someone, admin: Someone;
beforeAll(async () => {
	people = await peopleGround();
	focal = await people.someone('focal@example.org', { role: 'focal-point', party: 'GHA' }, { name: 'Ama' });
	contributor = await people.someone('contributor@example.org', { role: 'party-contributor', party: 'GHA' }, { name: 'Kofi' });
	swiss = await people.someone('swiss@example.org', { role: 'focal-point', party: 'CHE' }, { name: 'Claire' });
	editor = await people.someone('editor@example.org', { role: 'editor' }, { name: 'Pilar' });
	admin = await people.someone('admin@example.org', { role: 'administrator' }, { name: 'Amina' });
});
afterAll(() => people.close());

async function seenBy(who: Someone, wish = { text: '', page: 1 }) {
	return await peoplePage(people, { ...(await who.doingAs()), language: 'fr' }, wish);
}
const shownTo = async (who: Someone, whom: Someone) => await personPage(people, { by: (await who.doingAs()).by, language: 'en' }, whom.id);

test('a focal point sees the own Party’s people, an officer everybody, a contributor nobody', async () => {
	expect((await seenBy(focal))?.people.map(({ name }) => name)).toEqual(['Ama', 'Kofi']);
	expect((await seenBy(editor))?.people.map(({ name }) => name)).toEqual(['Ama', 'Amina', 'Claire', 'Kofi', 'Pilar']);
	expect((await seenBy(editor))?.people.find(({ name }) => name === 'Claire')?.roles).toMatchObject([{ owner: 'Suisse' }]);
	expect(await seenBy(contributor)).toBeNull();
	expect((await seenBy(editor, { text: 'swiss@', page: 1 }))?.total).toBe(1);
	expect((await seenBy(editor, { text: '', page: 2 }))?.people).toEqual([]);
	expect([
		looksAfter((await focal.doingAs()).by),
		looksAfter((await editor.doingAs()).by),
		looksAfter((await contributor.doingAs()).by),
		looksAfter(null)
	]).toEqual([{ parties: ['GHA'] }, 'all', null, null]);
});

test('each is shown what they may do, and no more', async () => {
	expect((await shownTo(focal, contributor))?.roles).toMatchObject([{ mayTake: true, mayDelegate: true }]);
	expect((await shownTo(editor, contributor))?.roles).toMatchObject([{ mayTake: true, mayDelegate: false }]);
	expect((await shownTo(focal, focal))?.roles).toMatchObject([{ mayTake: false }]);
	expect(await shownTo(focal, swiss)).toBeNull();
	expect(await shownTo(contributor, contributor)).toBeNull();
	expect((await shownTo(editor, admin))?.roles).toMatchObject([{ mayTake: false }]);
	expect([(await shownTo(editor, swiss))?.mayErase, (await shownTo(admin, swiss))?.mayErase, (await shownTo(admin, admin))?.mayErase]).toEqual([
		false,
		true,
		false
	]);
	const roles = async (who: Someone) => givable((await who.doingAs()).by);
	expect(await roles(focal)).toEqual(['party-contributor']);
	expect(await roles(editor)).toEqual(['focal-point', 'party-contributor', 'organisation-contributor']);
	expect(await roles(admin)).toHaveLength(8);
	expect(await roles(contributor)).toEqual([]);
});

test('offers are shown until they are taken up or back, and the account they go to finds them too', async () => {
	const byEditor = await editor.doingAs();
	const offer = await people.database.write((db) =>
		invite(db, byEditor, { email: swiss.email, language: 'de', role: { role: 'focal-point', party: 'GHA' } })
	);
	if (isRefusal(offer)) throw new Error(offer.refusal);
	// The page of the Party shows it to its focal point, who may not change it.
	expect((await seenBy(focal))?.offers).toMatchObject([{ email: swiss.email, owner: 'Ghana', lapsed: false, mayChange: false }]);
	expect((await seenBy(editor))?.offers).toMatchObject([{ mayChange: true }]);
	expect((await seenBy(swiss))?.offers).toEqual([]);
	const late = await peoplePage(people, { ...(await editor.doingAs()), at: later(8 * 24 * 60), language: 'en' }, { text: '', page: 1 });
	expect(late?.offers).toMatchObject([{ lapsed: true }]);
	expect((await accountOverview(await swiss.doingAs(), 'en')).offers).toEqual([
		{ id: offer.id, role: { role: 'focal-point', party: 'GHA' }, owner: 'Ghana' }
	]);
	const [byOther, own] = [await contributor.doingAs(), await swiss.doingAs()];
	expect(await people.database.write((db) => acceptOffer(db, byOther, offer.id))).toEqual({ refusal: 'other-account' });
	expect(await people.database.write((db) => acceptOffer(db, own, offer.id))).toEqual({ account: swiss.id });
	expect(await people.database.write((db) => acceptOffer(db, own, offer.id))).toEqual({ refusal: 'link-used' });
	expect(await people.database.write((db) => acceptOffer(db, own, 'nothing'))).toEqual({ refusal: 'link-unknown' });
	const overview = await accountOverview(await swiss.doingAs(), 'en');
	expect(overview).toMatchObject({ name: 'Claire', secondFactor: false, passkeys: 0, sessions: 1, offers: [] });
	expect(overview.roles.map(({ owner }) => owner)).toEqual(['Switzerland', 'Ghana']);
	expect((await seenBy(focal))?.offers).toEqual([]);
	const again = await people.database.write((db) =>
		invite(db, byEditor, { email: 'fresh@example.org', language: 'en', role: { role: 'focal-point', party: 'BRA' } })
	);
	const byFocal = await focal.doingAs();
	const id = 'id' in again ? again.id : '';
	expect(await people.database.write((db) => revoke(db, byFocal, id))).toEqual({ refusal: 'not-allowed' });
	expect(await people.database.write((db) => revoke(db, byEditor, id))).toEqual({ id });
	expect((await seenBy(editor))?.offers).toEqual([]);
});
