import { figures } from '#catalogue/server/figures.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { byType } = await figures(locals.platform.database.read);
	const registers = locals.definitions.all.flatMap(({ form, type }) =>
		type.register ? [{ id: type.register.id, title: form.words['form.title'] ?? {}, intro: form.words['form.intro'] ?? {}, article: form.article, decision: form.decision, count: byType[type.id] ?? 0 }] : []
	);
	return { registers };
};
