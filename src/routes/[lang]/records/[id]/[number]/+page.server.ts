import { loadRecord } from '../record.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals, params }) => loadRecord(locals, params.id, Number(params.number));
