import { isRuleName, ruleFrom } from '#components/designer/rule-fields.ts';
import type { Change } from '#forms/designing.ts';
import type { FormRule } from '#forms/form.ts';
import { refuse } from '#people/refusal.ts';
import { error } from '@sveltejs/kit';
import { changePosted, editionIn, openDesign, refused } from '../../../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** The rule at its place in the design; `new` with the name of a rule is one that does not stand yet. */
async function open(locals: App.Locals, id: string, place: string, asked: string | null) {
	const opened = await openDesign(locals, id);
	if (!opened.mayShape) error(403, 'not allowed', { refusal: refuse('not-allowed') });
	const at = /^\d{1,4}$/.test(place) ? Number(place) : -1;
	const was: FormRule | undefined = place === 'new' ? undefined : opened.design.form.rules[at];
	const name = place === 'new' ? asked : (was?.rule ?? null);
	if (!isRuleName(name)) error(404, 'not found', { refusal: refuse('not-found') });
	return { ...opened, at, was, name };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { design, was, name } = await open(locals, params.id, params.rule, url.searchParams.get('rule'));
	return { form: design.form, edition: design.edition, name, rule: was ?? null };
};

export const actions: Actions = {
	default: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { design, at, was, name } = await open(locals, params.id, params.rule, url.searchParams.get('rule'));
		if (was && design.edition !== editionIn(fields)) return refused(refuse('changed-meanwhile'), [], fields);
		const read = ruleFrom(design.form, name, fields, was);
		if ('faults' in read) return refused(refuse('not-valid'), read.faults, fields);
		const change: Change = was ? { do: 'set-rule', at, was, rule: read.rule } : { do: 'add-rule', rule: read.rule };
		return changePosted(
			locals,
			params.id,
			fields,
			{ changes: [change], faults: [] },
			() => `/${params.lang}/work/forms/${params.id}/design/rules?done`
		);
	}
};
