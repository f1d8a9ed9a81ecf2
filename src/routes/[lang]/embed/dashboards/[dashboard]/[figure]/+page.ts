import { messagesIn } from '#text/message.ts';
import type { PageLoad } from './$types.ts';

/** The page stands outside the frame of the site, and brings its messages itself. */
export const load: PageLoad = async ({ data }) => ({ ...data, messages: await messagesIn(data.language) });
