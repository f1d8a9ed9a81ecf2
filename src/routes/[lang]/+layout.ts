import { browser } from '$app/env';
import { deskMessages } from '#text/desk-messages.ts';
import { messagesIn } from '#text/message.ts';
import type { LayoutLoad } from './$types.ts';

/** The messages of one language: on the server all, in the browser, where only the desk is hydrated, those of its pages. */
export const load: LayoutLoad = async ({ data }) => ({
	...data,
	messages: browser ? await deskMessages(data.language, { forOffice: data.person?.ofSecretariat ?? false }) : await messagesIn(data.language)
});
