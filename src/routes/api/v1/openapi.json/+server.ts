// The description of the public API, made from its table of operations.
import { callFrom } from '#api/call.ts';
import { openapi } from '#api/openapi.ts';
import { serveDocument } from '#api/serve.ts';
import type { RequestHandler } from './$types.ts';

const handler: RequestHandler = (event) => {
	const { platform, definitions, convention, today } = event.locals;
	return serveDocument(callFrom(event, 'openapi.json'), () => openapi({ origin: platform.configuration.origin, definitions, convention, today }));
};

export const GET = handler;
export const HEAD = handler;
export const OPTIONS = handler;
