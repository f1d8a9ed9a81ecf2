import { usageFile } from '../usage/files.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = ({ locals, url, params }) => usageFile(locals, url, params.format, false);
