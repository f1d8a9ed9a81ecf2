// One call: more time that was given, and its answers.
import { callFeed } from '#interop/feeds/server/call.ts';
import { feed } from '../../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) => feed(event, (asking, format) => callFeed(asking, format, event.params.id));
