// What is published in one register, in one language.
import { feed } from '../../feed.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) => feed(event, event.params.lang, event.params.register);
