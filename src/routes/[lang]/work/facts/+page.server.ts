import { error } from '@sveltejs/kit';
import { factKinds } from '#convention/fact.ts';
import { editedFacts } from '#convention/server/edited-facts.ts';
import { may } from '#people/may.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform, convention } = locals;
	if (!may(person, 'fact.edit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const edited = await editedFacts(platform.database.read);
	return {
		kinds: factKinds.map((kind) => ({
			kind,
			count: convention.all(kind).length,
			toVerify: convention.all(kind).filter((fact) => fact.status === 'to-verify').length,
			edited: edited.filter((fact) => fact.kind === kind).length
		}))
	};
};
