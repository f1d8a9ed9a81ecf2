import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isReportType } from '#reporting/cycle.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals, params }) => {
	const { definitions, person } = locals;
	const form = isReportType(params.form) ? definitions.form(params.form, params.version) : undefined;
	if (!form) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { form, versions: definitions.versions(form.id).filter((version) => version !== form.version), secretariat: may(person, 'form.word') };
};
