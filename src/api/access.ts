// SPDX-License-Identifier: Apache-2.0
// Which ability each route asks for, by method. One row a route; a route without a row is refused and fails the tests.
// What depends on the subject (whose record, in which stage) is asked again by the act itself.
import type { Ability } from '#people/may.ts';

/** `anyone` needs no account; an ability needs a person, and one that could have it for some subject. */
export type Need = 'anyone' | Ability;

const reading = { GET: 'anyone' } as const;
const posting = { GET: 'anyone', POST: 'anyone' } as const;
const changing = { GET: 'account.change', POST: 'account.change' } as const;

export const access: Record<string, Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Need>>> = {
	'/': reading,
	'/healthz': reading,
	'/readyz': reading,
	'/files/[record]/[sha256]/[name]': reading,
	'/sitemap.xml': reading,
	'/robots.txt': reading,
	'/[lang]': reading,
	'/[lang]/[...rest]': reading,
	'/[lang]/search': reading,
	'/[lang]/records/[id]': reading,
	'/[lang]/records/[id]/[number]': reading,
	'/[lang]/records/[id]/compare': reading,
	'/[lang]/registers': reading,
	'/[lang]/registers/[register]': reading,
	'/[lang]/parties': reading,
	'/[lang]/parties/[iso3]': reading,
	'/[lang]/areas': reading,
	'/[lang]/areas/[area]': reading,
	'/[lang]/articles/[article]': reading,
	'/[lang]/who-may': reading,
	'/[lang]/accessibility': reading,
	'/[lang]/developers': reading,
	'/[lang]/work': { GET: 'desk.read' },
	'/[lang]/work/new': { GET: 'record.begin', POST: 'record.begin' },
	'/[lang]/work/records/[id]': { GET: 'desk.read', POST: 'draft.edit' },
	'/[lang]/work/records/[id]/edit': { GET: 'draft.read', POST: 'draft.edit' },
	'/[lang]/work/records/[id]/edit/answers': { PATCH: 'draft.edit' },
	'/[lang]/work/records/[id]/edit/files': { POST: 'draft.edit' },
	'/[lang]/work/records/[id]/submit': { GET: 'record.submit', POST: 'record.submit' },
	'/[lang]/work/queue': { GET: 'queue.read' },
	'/[lang]/work/queue/[id]': { GET: 'queue.read', POST: 'record.return' },
	'/[lang]/work/facts': { GET: 'fact.edit' },
	'/[lang]/work/facts/[kind]': { GET: 'fact.edit' },
	'/[lang]/work/facts/[kind]/[id]': { GET: 'fact.edit', POST: 'fact.edit' },
	'/feeds/[lang]/publications.atom': reading,
	'/feeds/[lang]/registers/[register].atom': reading,
	'/api/v1/openapi.json': reading,
	'/api/v1/[...path]': { GET: 'anyone', POST: 'anyone', PATCH: 'anyone', PUT: 'anyone', DELETE: 'anyone' },
	'/[lang]/sign-in': posting,
	'/[lang]/sign-in/code': posting,
	'/[lang]/sign-in/passkey': { POST: 'anyone', PUT: 'anyone' },
	'/[lang]/sign-out': posting,
	'/[lang]/forgotten': posting,
	'/[lang]/reset/[token]': posting,
	'/[lang]/invitation/[token]': posting,
	'/[lang]/register': { GET: 'organisation.apply', POST: 'organisation.apply' },
	'/[lang]/work/account': changing,
	'/[lang]/work/account/data': { POST: 'account.read' },
	'/[lang]/work/account/email': changing,
	'/[lang]/work/account/email/[token]': changing,
	'/[lang]/work/account/erase': { GET: 'account.erase', POST: 'account.erase' },
	'/[lang]/work/account/passkeys': changing,
	'/[lang]/work/account/passkeys/new': { POST: 'account.change', PUT: 'account.change' },
	'/[lang]/work/account/password': changing,
	'/[lang]/work/account/second-factor': changing,
	'/[lang]/work/account/sessions': changing,
	'/[lang]/work/organisations': { GET: 'organisation.admit' },
	'/[lang]/work/organisations/[id]': { GET: 'organisation.admit', POST: 'organisation.admit' },
	'/[lang]/work/people': { GET: 'role.give', POST: 'role.give' },
	'/[lang]/work/people/invite': { GET: 'role.give', POST: 'role.give' },
	'/[lang]/work/people/[id]': { GET: 'role.give', POST: 'role.give' },
	'/[lang]/work/people/[id]/erase': { GET: 'account.erase', POST: 'account.erase' },
	'/[lang]/work/people/[id]/roles/[role]': { GET: 'role.take', POST: 'role.take' }
};
