// What a Party publishes, and what names it.
import { addressFeed } from '#interop/feeds/server/publications.ts';
import { feed } from '../../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) => feed(event, (asking, format) => addressFeed(asking, format, `/parties/${event.params.iso3}`));
