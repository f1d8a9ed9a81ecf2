import { error } from '@sveltejs/kit';
import { latestEntries } from '#catalogue/server/entries.ts';
import { named } from '#catalogue/server/naming.ts';
import { partyProfile } from '#catalogue/party.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention, today } = locals;
	const state = convention.state(params.iso3.toUpperCase());
	if (!state) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const entries = await latestEntries(platform.database.read, { party: state.id, limit: 200 });
	const own = entries.filter((entry) => entry.ownerKind === 'party' && entry.owner === state.id);
	return {
		profile: partyProfile(state.id, own, convention, today),
		own: await named(platform.database.read, own, definitions, convention),
		about: await named(platform.database.read, entries.filter((entry) => !own.includes(entry)).slice(0, 20), definitions, convention)
	};
};
