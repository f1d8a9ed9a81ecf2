import { error } from '@sveltejs/kit';
import { pageAt, sitePages } from '#catalogue/server/sections.ts';
import { trailTo } from '#editorial/site-pages.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform } = locals;
	const entry = await pageAt(platform.database.read, params.slug);
	if (!entry) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const pages = await locals.remembered('site pages', () => sitePages(platform.database.read));
	return {
		page: { id: entry.recordId, title: entry.title, answers: entry.answers, demo: entry.demo, at: entry.publishedAt },
		trail: trailTo(entry.recordId, pages).map(({ slug, title }) => ({ slug, title })),
		below: pages.filter(({ parent }) => parent === entry.recordId).map(({ slug, title }) => ({ slug, title }))
	};
};
