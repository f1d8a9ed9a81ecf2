import { faultCodes } from '#api/parameters.ts';
import { problemCodes } from '#api/problem.ts';
import { type MessageId, messagesIn, type Values } from '#text/message.ts';
import type { PageServerLoad } from './$types.ts';

/** Every problem that the API can answer with, in words. What stands in place of numbers and names is an example. */
export const load: PageServerLoad = async ({ locals }) => {
	const messages = await messagesIn(locals.reader.language);
	const said = (id: string): string => locals.reader.t(id as MessageId, examples(messages[id as MessageId]));
	return {
		problems: problemCodes.map(({ code, status, message }) => ({ code, status, said: said(message) })).sort((a, b) => (a.code < b.code ? -1 : 1)),
		faults: faultCodes.map((code) => ({ code, said: said(`api.fault.${code}`) }))
	};
};

/** A value for whatever a message has a place for. */
const examples = (message: string): Values =>
	Object.fromEntries([...message.matchAll(/\{\s*(\w+)\s*([,}])/g)].map(([, name = '', after]) => [name, after === ',' ? 2 : '…']));
