import { type ReadFields, questionChanges, wordsChange } from '#components/designer/fields.ts';
import type { Change, PartName } from '#forms/designing.ts';
import { questionOf } from '#forms/form.ts';
import { refuse } from '#people/refusal.ts';
import { heldBy } from '#records/server/designs.ts';
import { error } from '@sveltejs/kit';
import { changePosted, openDesign, orderIn, refused } from '../../../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

async function open(locals: App.Locals, id: string, question: string) {
	const opened = await openDesign(locals, id);
	const found = questionOf(opened.design.form, question);
	if (!found) error(404, 'not found', { refusal: refuse('not-found') });
	return { ...opened, question: found };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { design, type, question, mayShape: mayDesign } = await open(locals, params.id, params.question);
	return {
		form: design.form,
		edition: design.edition,
		question,
		mayDesign,
		held: heldBy(type).includes(question.id) || question.given !== undefined,
		done: url.searchParams.has('done')
	};
};

/** What the page posted: everything for those who design, the words alone for those who word. */
async function posted(locals: App.Locals, id: string, name: string, fields: FormData): Promise<ReadFields> {
	const { design, question, mayShape: mayDesign } = await open(locals, id, name);
	return mayDesign ? questionChanges(design.form, question, fields) : { changes: wordsChange(design.form, fields), faults: [] };
}

const renamed = (changes: Change[], before: string): string =>
	changes.reduce((id, change) => (change.do === 'rename-question' ? change.to : id), before);

export const actions: Actions = {
	save: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const read = await posted(locals, params.id, params.question, fields);
		return changePosted(locals, params.id, fields, read, (changes) => `${url.pathname.replace(/[^/]+$/, renamed(changes, params.question))}?done`);
	},
	/** What was typed is saved with the change of order, so that it loses nothing. */
	part: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const read = await posted(locals, params.id, params.question, fields);
		const { words, by } = orderIn(fields);
		const [part, id = ''] = words as [PartName, string];
		const question = renamed(read.changes, params.question);
		const to = read.changes.find((change) => change.do === 'rename-option' && change.id === id);
		const move: Change = { do: 'move-part', question, part, id: to?.do === 'rename-option' ? to.to : id, by };
		return changePosted(
			locals,
			params.id,
			fields,
			{ ...read, changes: [...read.changes, move] },
			() => `${url.pathname.replace(/[^/]+$/, question)}?done#part-${part}`
		);
	},
	put: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const change: Change = { do: 'put-question', question: params.question, section: String(fields.get('section')) };
		return changePosted(locals, params.id, fields, { changes: [change], faults: [] }, () => `${url.pathname}?done`);
	},
	remove: async ({ locals, params, request }) => {
		const fields = await request.formData();
		if (!fields.has('confirmed')) return refused(refuse('not-confirmed'), [], fields);
		const change: Change = { do: 'remove-question', question: params.question };
		return changePosted(locals, params.id, fields, { changes: [change], faults: [] }, () => `/${params.lang}/work/forms/${params.id}/design?done`);
	}
};
