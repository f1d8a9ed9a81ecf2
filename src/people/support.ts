// SPDX-License-Identifier: Apache-2.0
// Support: an officer looks on as a role of a Party, by its leave, for a while, and only to read. What that lets in and what it keeps out. Pure.
import type { Person, Role } from './person.ts';

/** No longer than this, whoever asks. */
export const mostMinutes = 60;
export const lengths = [15, 30, 60] as const;
/** For how long a wish can be followed: after a day it is asked anew. */
export const wishHours = 24;

export type SupportRole = 'focal-point' | 'party-contributor';

/** As which role of the Party an officer would look on: that of the person who asks. Null for somebody who is none of it. */
export function roleFor(person: Person, party: string): SupportRole | null {
	const held = person.roles.filter((role) => 'party' in role && role.party === party).map(({ role }) => role);
	return held.includes('focal-point') ? 'focal-point' : held.includes('party-contributor') ? 'party-contributor' : null;
}

export interface Standing {
	openedAt: Date | null;
	endsAt: Date | null;
	endedAt: Date | null;
	lapsesAt: Date;
}

/** waiting: asked and not yet followed; open: somebody looks on; over: it was. lapsed: nobody came, or the wish was taken back. */
export function supportStanding({ openedAt, endsAt, endedAt, lapsesAt }: Standing, at: Date): 'waiting' | 'open' | 'over' | 'lapsed' {
	if (!openedAt) return endedAt || lapsesAt <= at ? 'lapsed' : 'waiting';
	return endedAt || (endsAt as Date) <= at ? 'over' : 'open';
}

/** Whom the officer is for as long as it lasts: with the one role of the Party, with none of the officer's own, and marked, so that may() lets nothing be done. */
export const lookingOnAs = (officer: Person, { id, party, role }: { id: string; party: string; role: SupportRole }): Person => ({
	...officer,
	roles: [{ role, party } satisfies Role],
	lookingOn: id
});

/** The one thing that can be sent while one looks on: the wish to end it. */
export const endsSupport = (route: string | null, method: string): boolean => route === '/[lang]/work/support/[id]' && method === 'POST';

/** Pages of accounts and of links that open accounts, whose content is a person's and not a Party's; and the API, which is for programs. */
const closed = [
	'/[lang]/work/account',
	'/[lang]/sign-in',
	'/[lang]/sign-out',
	'/[lang]/forgotten',
	'/[lang]/reset',
	'/[lang]/invitation',
	'/sign-in/',
	'/api/'
];

/** Whether a request is refused to somebody who looks on, before any page or act is asked. */
export const closedToSupport = (route: string | null, method: string): boolean =>
	method === 'GET' ? closed.some((each) => route === each || route?.startsWith(each.endsWith('/') ? each : `${each}/`)) : !endsSupport(route, method);
