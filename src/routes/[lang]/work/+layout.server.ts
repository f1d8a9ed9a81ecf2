import type { LayoutServerLoad } from './$types.ts';

/** Whose desk it is: what a device keeps, it keeps for this account alone. Null on the page that works without a line, which knows nobody. */
export const load: LayoutServerLoad = ({ locals }) => ({ account: locals.person?.id ?? '' });
