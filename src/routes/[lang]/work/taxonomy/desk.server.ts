// SPDX-License-Identifier: Apache-2.0
// What the pages of the taxonomy desk share: who may, which list an address names, and that readers and search follow a change.
import { error, fail } from '@sveltejs/kit';
import { askInStep } from '#catalogue/server/keep-in-step.ts';
import type { ConceptKind } from '#convention/check-concept.ts';
import type { FactFinding } from '#convention/check-fact.ts';
import { forget } from '#convention/server/current.ts';
import { may } from '#people/may.ts';
import { refuse, type Refusal, statusOf } from '#people/refusal.ts';
import type { Platform } from '#platform/server/platform.ts';

/** The lists that are kept here; areas, articles and record types have desks of their own. */
export const lists = { mercury: 'concept', sectors: 'sector' } as const satisfies Record<string, ConceptKind>;
export type List = keyof typeof lists;
export const isList = (name: string): name is List => Object.hasOwn(lists, name);

export function editorsOnly({ person }: Pick<App.Locals, 'person'>): void {
	if (!may(person, 'fact.edit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
}

export function listAt(locals: Pick<App.Locals, 'person'>, name: string): { list: List; kind: ConceptKind } {
	editorsOnly(locals);
	if (!isList(name)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { list: name, kind: lists[name] };
}

/** Whatever is made of the facts is made anew: pages at once, the index of the search by a job. */
export async function followed(platform: Pick<Platform, 'database' | 'jobs'>): Promise<void> {
	forget(platform.database);
	await askInStep(platform);
}

export const refused = (refusal: Refusal, findings: FactFinding[] = [], typed: { into?: string; reason?: string; uri?: string } = {}) =>
	fail(statusOf[refusal.refusal], { refusal, findings, asked: typed });
export const notAllowed = () => refused(refuse('not-allowed'));

export const lineOf = (fields: FormData, name: string, most = 500): string =>
	String(fields.get(name) ?? '')
		.replace(/\s*[\r\n]+\s*/g, ' ')
		.trim()
		.slice(0, most);
