import { wordsChange } from '#components/designer/fields.ts';
import { typedLine } from '#components/designer/typed-line.ts';
import { wordsOf } from '#forms/designed.ts';
import type { Change } from '#forms/designing.ts';
import { languages } from '#text/languages.ts';
import { changePosted, openDesign } from '../../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { design, mayDesign } = await openDesign(locals, params.id);
	const only = url.searchParams.get('only') === 'missing';
	const all = wordsOf(design.form);
	return {
		form: design.form,
		edition: design.edition,
		mayDesign,
		only,
		complete: all.filter(({ needed, there }) => needed && there === languages.length).length,
		needed: all.filter(({ needed }) => needed).length,
		keys: all.filter(({ needed, there }) => (only ? needed && there < languages.length : needed || there > 0)).map(({ key }) => key),
		done: url.searchParams.has('done')
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { design, mayDesign } = await openDesign(locals, params.id);
		const changes: Change[] = wordsChange(design.form, fields);
		const said = (name: string) => typedLine(fields, name).slice(0, 1000);
		if (mayDesign && fields.has('source')) {
			const about = {
				article: said('article'),
				decision: design.form.decision,
				status: said('status') === 'sourced' ? ('sourced' as const) : ('to-verify' as const),
				source: said('source')
			};
			const { article, status, source } = design.form;
			if (about.article !== article || about.status !== status || about.source !== source) changes.push({ do: 'set-form', ...about });
		}
		return changePosted(
			locals,
			params.id,
			fields,
			{ changes, faults: [] },
			() => `${url.pathname}?done${url.searchParams.has('only') ? '&only=missing' : ''}`
		);
	}
};
