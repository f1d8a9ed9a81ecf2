import { error } from '@sveltejs/kit';
import { latestEntries } from '#catalogue/server/entries.ts';
import { named } from '#catalogue/server/naming.ts';
import { projectType } from '#projects/answers.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention } = locals;
	const article = convention.article(Number(params.article));
	if (!article) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const entries = await latestEntries(platform.database.read, { article: params.article, without: [projectType], limit: 50 });
	return {
		number: params.article,
		title: article.title,
		areas: convention.areas.filter((area) => area.articles.map(String).includes(params.article)).map((area) => ({ id: area.id, name: area.name })),
		types: definitions.all
			.filter(({ type }) => type.articles.includes(params.article))
			.map(({ form, type }) => ({ id: type.id, register: type.register?.id ?? null, title: form.words['form.title'] ?? {} })),
		entries: await named(platform.database.read, entries, definitions, convention)
	};
};
