import { error } from '@sveltejs/kit';
import { pageAt, sitePages } from '#catalogue/server/sections.ts';
import { pictureSize } from '#editorial/server/picture-size.ts';
import { trailTo } from '#editorial/site-pages.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform } = locals;
	const entry = await pageAt(platform.database.read, params.slug);
	if (!entry) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const pages = await locals.remembered('site pages', () => sitePages(platform.database.read));
	const picture = await pictureSize(platform.files, entry.answers.image);
	return {
		page: {
			...{ id: entry.recordId, title: entry.title, answers: entry.answers, demo: entry.demo, picture, revision: entry.revision },
			...{ at: entry.publishedAt, firstAt: entry.firstPublishedAt }
		},
		trail: trailTo(entry.recordId, pages).map(({ slug, title }) => ({ slug, title })),
		below: pages.filter(({ parent }) => parent === entry.recordId).map(({ slug, title }) => ({ slug, title }))
	};
};
