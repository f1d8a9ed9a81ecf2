// A section of the site as a feed, in one language, as Atom or as JSON.
import { error } from '@sveltejs/kit';
import { conditional } from '#api/conditional.ts';
import { type SectionName, sectionNames } from '#editorial/sections.ts';
import { sectionAtom, sectionJson } from '#interop/feeds/server/sections.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { RequestHandler } from './$types.ts';

const makers = {
	atom: { make: sectionAtom, type: 'application/atom+xml; charset=utf-8' },
	json: { make: sectionJson, type: 'application/feed+json; charset=utf-8' }
};

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { platform, definitions, convention } = locals;
	const name = sectionNames.find((each): each is SectionName => each === params.section);
	const maker = params.format === 'atom' || params.format === 'json' ? makers[params.format] : undefined;
	if (!name || !maker || !isLanguage(params.lang)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const reader = await readerIn(params.lang);
	const body = await maker.make({ db: platform.database.read, origin: platform.configuration.origin, definitions, convention, reader }, name);
	return conditional(
		request,
		body,
		new Headers({
			'content-type': maker.type,
			'cache-control': 'public, no-cache',
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		})
	);
};
