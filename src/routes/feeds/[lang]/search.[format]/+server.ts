// What a search finds, the newest first.
import { addressFeed } from '#interop/feeds/server/publications.ts';
import { feed } from '../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) => feed(event, (asking, format) => addressFeed(asking, format, `/search${event.url.search}`));
