// The same data in InforMEA's second protocol, JSON as Drupal serves it.
import { drupal, preflight } from '#interop/informea/server/reply.ts';
import type { RequestHandler } from './$types.ts';

export const trailingSlash = 'ignore';

export const GET: RequestHandler = (event) => drupal(event);
export const OPTIONS: RequestHandler = () => preflight();

// Told by the protocol that nothing is written here.
export const POST: RequestHandler = GET;
export const PUT: RequestHandler = GET;
export const PATCH: RequestHandler = GET;
export const DELETE: RequestHandler = GET;
