import { formalRecord } from '../formal.server.ts';
import type { PageServerLoad } from './$types.ts';

/** The formal record of a report on one page. */
export const load: PageServerLoad = ({ locals, params }) => formalRecord(locals, params.id, 'HTML');
