import { usagePage } from './usage.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => ({ usage: await usagePage(locals, url, false) });
