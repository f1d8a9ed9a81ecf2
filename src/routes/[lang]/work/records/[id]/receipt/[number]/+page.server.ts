import { openReceipt } from './receipt.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals, params }) => openReceipt(locals, params);
