// Whatever no other page answers: not found, in the reader's language and frame.
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = () => error(404, 'not found', { refusal: { refusal: 'not-found' } });
