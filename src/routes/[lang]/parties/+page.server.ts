import { figures } from '#catalogue/server/figures.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { byParty } = await figures(locals.platform.database.read);
	const region = url.searchParams.get('region');
	const states = locals.convention.states
		.filter((state) => !region || state.region === region)
		.map(({ id, status, name, region: of, party, signatory, entryIntoForce }) => ({
			id,
			status,
			name,
			region: of,
			party,
			signatory,
			entryIntoForce,
			records: byParty[id] ?? 0
		}));
	return { states, region, regions: locals.convention.entries('regions').map(({ id, words }) => ({ id, words })) };
};
