import { sectionChanges, wordsChange } from '#components/designer/fields.ts';
import type { Change } from '#forms/designing.ts';
import { refuse } from '#people/refusal.ts';
import { error } from '@sveltejs/kit';
import { changePosted, openDesign } from '../../../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

async function open(locals: App.Locals, id: string, name: string) {
	const opened = await openDesign(locals, id);
	const section = opened.design.form.sections.find((each) => each.id === name);
	if (!section) error(404, 'not found', { refusal: refuse('not-found') });
	return { ...opened, section };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { design, section, mayShape: mayDesign } = await open(locals, params.id, params.section);
	return { form: design.form, edition: design.edition, section, mayDesign, done: url.searchParams.has('done') };
};

export const actions: Actions = {
	save: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { design, section, mayShape: mayDesign } = await open(locals, params.id, params.section);
		const read = mayDesign ? sectionChanges(design.form, section, fields) : { changes: wordsChange(design.form, fields), faults: [] };
		return changePosted(locals, params.id, fields, read, () => `${url.pathname}?done`);
	},
	remove: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const change: Change = { do: 'remove-section', section: params.section };
		return changePosted(locals, params.id, fields, { changes: [change], faults: [] }, () => `/${params.lang}/work/forms/${params.id}/design?done`);
	}
};
