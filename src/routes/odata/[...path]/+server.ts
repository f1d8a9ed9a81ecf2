// The same data for spreadsheets and dashboards: OData V4 in JSON.
import { odata, preflight } from '#interop/informea/server/reply.ts';
import type { RequestHandler } from './$types.ts';

export const trailingSlash = 'ignore';

export const GET: RequestHandler = (event) => odata(event, '/odata', 'v4');
export const OPTIONS: RequestHandler = () => preflight();

// Told by the protocol that nothing is written here.
export const POST: RequestHandler = GET;
export const PUT: RequestHandler = GET;
export const PATCH: RequestHandler = GET;
export const DELETE: RequestHandler = GET;
