import { error } from '@sveltejs/kit';
import { isLanguage } from '#text/languages.ts';
import { may } from '#people/may.ts';
import { isSecretariat } from '#people/person.ts';
import { looksAfter } from '#people/role.ts';
import { frameOf } from './frame.server.ts';
import { supportAbove } from './support-above.server.ts';
import type { LayoutServerLoad } from './$types.ts';

export const load: LayoutServerLoad = async ({ locals, params, url }) => {
	if (!isLanguage(params.lang)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { person, convention, today } = locals;
	return {
		language: params.lang,
		path: url.pathname.slice(params.lang.length + 1),
		search: locals.query,
		...frameOf(convention, params.lang, today),
		origin: locals.platform.configuration.origin,
		support: await supportAbove(locals),
		demonstration: locals.platform.configuration.demo,
		person: person && {
			name: person.name,
			roles: person.roles,
			ofSecretariat: isSecretariat(person),
			mayEditorial: may(person, 'editorial.read'),
			mayQueue: may(person, 'queue.read'),
			mayCycles: may(person, 'cycle.read'),
			mayEditFacts: may(person, 'fact.edit'),
			mayForms: may(person, 'form.word'),
			mayPeople: looksAfter(person) !== null,
			mayOrganisations: may(person, 'organisation.admit')
		}
	};
};
