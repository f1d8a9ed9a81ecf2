import { error } from '@sveltejs/kit';
import { filters, listing } from '#components/facts/listing.ts';
import { isFactKind } from '#convention/fact.ts';
import { editedFacts } from '#convention/server/edited-facts.ts';
import { may } from '#people/may.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { person, platform, convention, reader } = locals;
	if (!may(person, 'fact.edit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const { kind } = params;
	if (!isFactKind(kind)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const edited = new Set((await editedFacts(platform.database.read)).filter((fact) => fact.kind === kind).map((fact) => fact.id));
	const filter = filters.find((name) => name === url.searchParams.get('status')) ?? 'all';
	const words = (url.searchParams.get('q') ?? '').slice(0, 200);
	const all = convention.all(kind);
	return { kind, filter, words, total: all.length, ...listing(all, { edited, filter, words, language: reader.language }) };
};
