// The home page: real figures, and the ways in with what stands behind each.
import { homeOf } from './home.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals }) => homeOf(locals);
