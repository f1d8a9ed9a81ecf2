import { error } from '@sveltejs/kit';
import { ownerWords } from '#catalogue/shown.ts';
import { registerEntries } from '#catalogue/server/entries.ts';
import { registerName, registerRows } from '#catalogue/register.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { definitions, convention, platform, today } = locals;
	const definition = definitions.ofRegister(params.register);
	if (!definition?.type.register) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { form, type } = definition;
	const { columns } = definition.type.register;
	const entries = await registerEntries(platform.database.read, type.id);
	const organisations = await organisationNames(
		platform.database.read,
		entries.filter((entry) => entry.ownerKind === 'organisation').map((entry) => entry.owner)
	);
	const rows = registerRows(columns, entries, form, convention, today).map(({ entry, cells }) => ({
		id: entry.recordId,
		state: entry.state,
		demo: entry.demo,
		cells: cells.map((cell) =>
			cell.is === 'owner'
				? { is: 'owner' as const, id: cell.id, kind: cell.kind, words: ownerWords(cell.kind, cell.id, convention, organisations) }
				: cell
		)
	}));
	return {
		id: params.register,
		title: registerName(form),
		intro: form.words['form.register-intro'] ?? {},
		article: form.article,
		decision: form.decision,
		status: form.status,
		source: form.source,
		columns: columns.map((column) => ({ id: column, words: form.words[`question.${column}`] ?? null })),
		rows
	};
};
