// Where a Party asks for support, and where officers see who asks.
import { fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { speaksFor } from '#people/person.ts';
import { isRefusal, type Refusal, refuse, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { askSupport } from '#people/server/ask-support.ts';
import { endSupport } from '#people/server/end-support.ts';
import { groundOf } from '#people/server/ground.ts';
import { announceSupport, openSupport } from '#people/server/open-support.ts';
import { supportsOf, wishesWaiting } from '#people/server/supports.ts';
import { lengths, supportStanding, wishHours } from '#people/support.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const partiesOf = ({ person }: App.Locals) =>
	(person ? speaksFor(person) : []).flatMap(({ ownerKind, owner }) => (ownerKind === 'party' ? [owner] : []));

export const load: PageServerLoad = async ({ locals, url }) => {
	const { person, platform, convention } = locals;
	const { fresh } = platform.database;
	const at = new Date();
	const nameOf = (party: string) => convention.state(party)?.name ?? { en: party };
	const parties = partiesOf(locals);
	const mode = platform.configuration.supportMode;
	const mayOpen = may(person, 'support.open') && mode !== 'off';
	const own = await supportsOf(fresh, parties.length ? { parties } : { openedBy: person?.id ?? '' });
	const waiting = mayOpen ? await wishesWaiting(fresh, at) : [];
	const names = await namesOf(
		fresh,
		[...own, ...waiting].flatMap(({ askedBy, openedBy }) => [askedBy, openedBy].filter((id) => id !== null))
	);
	const shown = (each: (typeof own)[number]) => ({
		...each,
		name: nameOf(each.party),
		asker: each.askedBy && (names.get(each.askedBy) ?? null),
		officer: each.openedBy && (names.get(each.openedBy) ?? null),
		standing: supportStanding(each, at)
	});
	return {
		mode,
		mayOpen,
		hours: wishHours,
		lengths,
		parties: parties.filter((party) => may(person, 'support.ask', { ownerKind: 'party', owner: party })).map((id) => ({ id, name: nameOf(id) })),
		waiting: waiting.map(shown),
		own: own.filter((each) => supportStanding(each, at) === 'waiting' && each.askedBy === person?.id).map(shown),
		past: own.filter(({ openedAt }) => openedAt !== null).map(shown),
		states: mayOpen && mode === 'announced' ? convention.parties(locals.today).map(({ id, name }) => ({ id, name })) : [],
		done: url.searchParams.get('done')
	};
};

type Event = Parameters<Actions[string]>[0];

/** What every act is given: who, when, and the ground for letters. */
async function doingOf({ locals }: Event) {
	const { person, platform, convention } = locals;
	const ground = await groundOf(platform);
	return (
		person && {
			...ground,
			by: person,
			at: new Date(),
			partyName: (party: string) => convention.state(party)?.name,
			mode: platform.configuration.supportMode
		}
	);
}

const said = (fields: FormData, name: string) => String(fields.get(name) ?? '').slice(0, 5000);
const failed = (refusal: Refusal, typed: object) => fail(statusOf[refusal.refusal], { refusal, typed });

export const actions: Actions = {
	ask: async (event) => {
		const fields = await event.request.formData();
		const typed = { party: said(fields, 'party'), wish: said(fields, 'wish') };
		const doing = await doingOf(event);
		if (!doing || doing.mode === 'off') return failed(refuse('not-allowed'), typed);
		const asked = await event.locals.platform.database.write((db) => askSupport(db, doing, typed));
		if (isRefusal(asked)) return failed(asked, typed);
		redirect(303, `/${event.params.lang}/work/support?done=asked`);
	},
	'take-back': async (event) => {
		const id = said(await event.request.formData(), 'support');
		const doing = await doingOf(event);
		if (!doing) return failed(refuse('sign-in-first'), {});
		const ended = await event.locals.platform.database.write((db) => endSupport(db, doing, id));
		if (isRefusal(ended)) return failed(ended, {});
		redirect(303, `/${event.params.lang}/work/support?done=taken-back`);
	},
	open: async (event) => {
		const fields = await event.request.formData();
		const typed = { support: said(fields, 'support'), reason: said(fields, 'reason'), minutes: Number(said(fields, 'minutes')) };
		const doing = await doingOf(event);
		const { session } = event.locals;
		if (!doing || !session) return failed(refuse('sign-in-first'), typed);
		const opened = await event.locals.platform.database.write((db) => openSupport(db, doing, { ...typed, session }));
		if (isRefusal(opened)) return failed(opened, typed);
		redirect(303, `/${event.params.lang}/work`);
	},
	announce: async (event) => {
		const fields = await event.request.formData();
		const role = said(fields, 'role') === 'party-contributor' ? ('party-contributor' as const) : ('focal-point' as const);
		const typed = { party: said(fields, 'party'), role, reason: said(fields, 'reason'), minutes: Number(said(fields, 'minutes')) };
		const doing = await doingOf(event);
		const { session } = event.locals;
		if (!doing || !session) return failed(refuse('sign-in-first'), typed);
		const opened = await event.locals.platform.database.write((db) => announceSupport(db, doing, { ...typed, session }));
		if (isRefusal(opened)) return failed(opened, typed);
		redirect(303, `/${event.params.lang}/work`);
	}
};
