import { figures } from '#catalogue/server/figures.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { byParty } = await figures(locals.platform.database.read);
	const region = url.searchParams.get('region');
	const states = locals.convention.states
		.filter((state) => !region || state.value.region === region)
		.map(({ id, status, value }) => ({ id, status, name: value.name, region: value.region, party: value.party, signatory: value.signatory, entryIntoForce: value.entryIntoForce, records: byParty[id] ?? 0 }));
	return { states, region, regions: locals.convention.entries('regions').map(({ id, words }) => ({ id, words })) };
};
