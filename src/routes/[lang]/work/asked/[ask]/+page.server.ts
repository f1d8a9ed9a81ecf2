import { error } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { loadAnswer, saveAnswer, sendAnswer } from '../../../answer/answer.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** For a colleague with an account: the same page as an expert's, reached from the desk. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const answer = await loadAnswer(locals, { ask: params.ask }, url);
	if (isRefusal(answer)) error(statusOf[answer.refusal], 'not found', { refusal: answer });
	return { answer };
};

export const actions: Actions = {
	save: (event) => saveAnswer(event, { ask: event.params.ask }),
	send: (event) => sendAnswer(event, { ask: event.params.ask })
};
