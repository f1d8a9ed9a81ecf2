// Documents and decisions, narrowed as their page is.
import { libraryFeed } from '#interop/feeds/server/library.ts';
import { feed } from '../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) => feed(event, (asking, format) => libraryFeed(asking, format, event.url.searchParams));
