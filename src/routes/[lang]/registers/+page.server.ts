import { figures } from '#catalogue/server/figures.ts';
import { registerName } from '#catalogue/register.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { byType } = await figures(locals.platform.database.read);
	const registers = locals.definitions.all.flatMap(({ form, type }) =>
		type.register
			? [
					{
						id: type.register.id,
						title: registerName(form),
						intro: form.words['form.register-intro'] ?? {},
						article: form.article,
						decision: form.decision,
						count: byType[type.id] ?? 0
					}
				]
			: []
	);
	return { registers };
};
