// What stands above every page of whoever looks on, and of the people of the Party that is looked at.
import { may } from '#people/may.ts';
import { speaksFor } from '#people/person.ts';
import { openSupports } from '#people/server/supports.ts';

/** Whether this person may look on as somebody of a Party, on this installation. */
export const mayOpenSupport = ({ person, platform }: Pick<App.Locals, 'person' | 'platform'>): boolean =>
	may(person, 'support.open') && platform.configuration.supportMode !== 'off';

export async function supportAbove(locals: App.Locals) {
	const { person, support, platform, convention } = locals;
	const parties = person && !support?.person ? speaksFor(person).flatMap(({ ownerKind, owner }) => (ownerKind === 'party' ? [owner] : [])) : [];
	const open = await openSupports(platform.database.fresh, parties, new Date());
	const nameOf = (party: string) => convention.state(party)?.name ?? { en: party };
	return {
		mayOpen: mayOpenSupport(locals),
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
