// Every operation of the public API: the table in src/api/operations.ts says which.
import { callFrom } from '#api/call.ts';
import { serve } from '#api/serve.ts';
import type { RequestHandler } from './$types.ts';

const handler: RequestHandler = (event) => serve(callFrom(event, event.params.path));

export const GET = handler;
export const HEAD = handler;
export const OPTIONS = handler;
// What the table does not offer is answered here too: 405 with what there is.
export const POST = handler;
export const PUT = handler;
export const PATCH = handler;
export const DELETE = handler;
