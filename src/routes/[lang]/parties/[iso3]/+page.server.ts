import { error } from '@sveltejs/kit';
import { readProfile } from '#catalogue/server/profile.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention, today } = locals;
	const profile = await readProfile(platform.database.read, definitions, convention, params.iso3.toUpperCase(), today);
	if (!profile) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { profile, origin: platform.configuration.origin };
};
