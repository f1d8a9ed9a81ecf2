// What InforMEA harvests: OData V2, in Atom and in verbose JSON. With and without a stroke at the end, since harvesters follow no redirect.
import { odata, preflight } from '#interop/informea/server/reply.ts';
import type { RequestHandler } from './$types.ts';

export const trailingSlash = 'ignore';

export const GET: RequestHandler = (event) => odata(event, '/informea.svc', 'v2');
export const OPTIONS: RequestHandler = () => preflight();

// Told by the protocol that nothing is written here.
export const POST: RequestHandler = GET;
export const PUT: RequestHandler = GET;
export const PATCH: RequestHandler = GET;
export const DELETE: RequestHandler = GET;
