import { loadSection } from '../section.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals, url }) => loadSection(locals, 'events', url.searchParams);
