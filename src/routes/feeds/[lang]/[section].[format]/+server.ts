// A section of the site as a feed, in one language.
import { type SectionName, sectionNames } from '#editorial/sections.ts';
import { sectionFeed } from '#interop/feeds/server/sections.ts';
import { feed } from '../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) =>
	feed(event, async (asking, format) => {
		const name = sectionNames.find((each): each is SectionName => each === event.params.section);
		return name && sectionFeed(asking, name, format);
	});
