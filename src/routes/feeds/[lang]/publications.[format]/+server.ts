// Everything that is published, in one language.
import { publicationsFeed } from '#interop/feeds/server/publications.ts';
import { feed } from '../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) => feed(event, (asking, format) => publicationsFeed(asking, format));
