import { checklistChanges } from '#components/designer/rule-fields.ts';
import { wordsChange } from '#components/designer/fields.ts';
import type { Change } from '#forms/designing.ts';
import { refuse } from '#people/refusal.ts';
import { changePosted, editionIn, openDesign, orderIn, refused } from '../../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { design, mayShape: mayDesign } = await openDesign(locals, params.id);
	return { form: design.form, edition: design.edition, mayDesign, done: url.searchParams.has('done') };
};

export const actions: Actions = {
	remove: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { design } = await openDesign(locals, params.id);
		const at = Number(fields.get('rule'));
		const was = design.form.rules[at];
		if (!was || design.edition !== editionIn(fields)) return refused(refuse('changed-meanwhile'), [], fields);
		return changePosted(locals, params.id, fields, { changes: [{ do: 'remove-rule', at, was }], faults: [] }, () => `${url.pathname}?done`);
	},
	checklist: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { design, mayShape: mayDesign } = await openDesign(locals, params.id);
		const read = mayDesign ? checklistChanges(design.form, fields) : { changes: wordsChange(design.form, fields), faults: [] };
		return changePosted(locals, params.id, fields, read, () => `${url.pathname}?done#checklist`);
	},
	/** What was typed is saved with the change of order, so that it loses nothing. */
	move: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { design } = await openDesign(locals, params.id);
		const read = checklistChanges(design.form, fields);
		const { words, by } = orderIn(fields);
		const move: Change = { do: 'move-check', check: words[0] ?? '', by };
		return changePosted(locals, params.id, fields, { ...read, changes: [...read.changes, move] }, () => `${url.pathname}?done#checklist`);
	}
};
