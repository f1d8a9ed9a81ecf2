// What is published in one register, in one language.
import { registerFeed } from '#interop/feeds/server/publications.ts';
import { feed } from '../../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) =>
	feed(event, (asking, format) => registerFeed(asking, format, event.params.register, event.url.searchParams, event.locals.today));
