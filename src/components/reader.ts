// SPDX-License-Identifier: Apache-2.0
// Who reads the page: handed down once by the layout, so that no part is passed a language by hand.
import { getContext, setContext } from 'svelte';
import type { Reader } from '#text/message.ts';

/** Name of the context; tests of parts hand it over with `render(…, { context })`. */
export const readerKey = 'reader';

/** Called once, by the layout of `[lang]`. */
export const provideReader = (reader: Reader): Reader => setContext(readerKey, reader);

/** Language, direction and words of the reader. A part outside the layout is a defect, and says so. */
export function useReader(): Reader {
	const reader = getContext<Reader | undefined>(readerKey);
	if (!reader) throw new Error('no reader: provideReader() is missing above this part');
	return reader;
}
