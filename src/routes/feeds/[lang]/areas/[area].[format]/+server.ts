// What is published in an area of focus.
import { addressFeed } from '#interop/feeds/server/publications.ts';
import { feed } from '../../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) => feed(event, (asking, format) => addressFeed(asking, format, `/areas/${event.params.area}`));
