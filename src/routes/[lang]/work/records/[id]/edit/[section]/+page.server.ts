import { editing } from '../actions.server.ts';
import { loadEditing } from '../load.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => loadEditing(locals, params.id, url, params.section);

const { save, check, choose, take } = editing;
export const actions: Actions = { save, check, choose, take };
