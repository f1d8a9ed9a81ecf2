import { messagesIn } from '#text/message.ts';
import type { LayoutLoad } from './$types.ts';

/** The messages of one language: on the server for every page, in the browser only where the desk is hydrated. */
export const load: LayoutLoad = async ({ data }) => ({ ...data, messages: await messagesIn(data.language) });
