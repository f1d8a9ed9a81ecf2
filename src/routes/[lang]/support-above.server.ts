// What stands above every page of whoever looks on, and of the people of the Party that is looked at.
import { may } from '#people/may.ts';
import { speaksFor } from '#people/person.ts';
import { openSupports } from '#people/server/supports.ts';

export async function supportAbove({ person, support, platform, convention }: App.Locals) {
	const parties = person && !support?.person ? speaksFor(person).flatMap(({ ownerKind, owner }) => (ownerKind === 'party' ? [owner] : [])) : [];
	const open = await openSupports(platform.database.fresh, parties, new Date());
	const nameOf = (party: string) => convention.state(party)?.name ?? { en: party };
	return {
		mayOpen: may(person, 'support.open') && platform.configuration.supportMode !== 'off',
		/** The officer's own. */
		on: support?.person && {
			id: support.support.id,
			party: nameOf(support.support.party),
			role: support.support.role,
			until: support.support.endsAt as Date
		},
		/** Whoever looks on at this person's Parties. */
		open: open.map(({ id, officer, endsAt, reason }) => ({ id, officer, until: endsAt as Date, reason: reason ?? '' }))
	};
}
