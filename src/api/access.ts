// SPDX-License-Identifier: Apache-2.0
// Which ability each route asks for, by method. One row a route; a route without a row is refused and fails the tests.
// What depends on the subject (whose record, in which stage) is asked again by the act itself.
import type { Ability } from '#people/may.ts';

/** `anyone` needs no account; an ability needs a person, and one that could have it for some subject. */
export type Need = 'anyone' | Ability;

const reading = { GET: 'anyone' } as const;
const posting = { GET: 'anyone', POST: 'anyone' } as const;

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
	'/api/v1/openapi.json': reading,
	'/api/v1/[...path]': { GET: 'anyone', POST: 'anyone', PATCH: 'anyone', PUT: 'anyone', DELETE: 'anyone' },
	'/[lang]/sign-in': posting,
	'/[lang]/sign-out': posting
};
