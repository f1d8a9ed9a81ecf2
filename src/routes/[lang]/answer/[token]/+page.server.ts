import { isRefusal } from '#people/refusal.ts';
import type { Door } from '#sharing/server/asks.ts';
import { loadAnswer, saveAnswer, sendAnswer } from '../answer.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const door = (params: { token: string }): Door => ({ key: params.token, opens: 'page' });

/** For an expert without an account: the link is all that lets them in, and all that it opens is the questions asked. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	const answer = await loadAnswer(locals, door(params), url);
	return isRefusal(answer) ? { gone: answer, answer: null } : { gone: null, answer };
};

export const actions: Actions = {
	save: (event) => saveAnswer(event, door(event.params)),
	send: (event) => sendAnswer(event, door(event.params))
};
