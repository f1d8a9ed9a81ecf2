// SPDX-License-Identifier: Apache-2.0
// Pressed twice, a button sends its form twice: the browser drops the first answer, but the platform has done both, and two records are begun where
// one was meant. On a page that listens, the second press waits for the first answer. Without a line nothing is sent at all: the browser would put a
// page of its own in the place of this one, and what was written would be gone with it.

/** How long an answer is waited for. After it the press counts again: the answer may have been a file, which leaves the page where it is. */
const mostMilliseconds = 10_000;

/** Begins to watch a page; what comes back ends it. */
export function sendOnce(page: Window, tellNoLine: () => void): () => void {
	let sent = new WeakMap<HTMLFormElement, { by: HTMLElement | null; at: number }>();
	/** Heard last: what a part of the page keeps for itself or refuses is not under way. */
	function submitted(event: SubmitEvent): void {
		const form = event.target as HTMLFormElement;
		if (event.defaultPrevented || form.method !== 'post') return;
		// Without a line one still signs out of the device, which answers for the platform (offline/place.ts).
		if (!page.navigator.onLine && !/\/sign-out\b/.test(form.action)) {
			event.preventDefault();
			return tellNoLine();
		}
		const before = sent.get(form);
		const at = event.timeStamp;
		// Another button of the same form is another wish, which may set the first one right.
		if (before && before.by === event.submitter && at - before.at < mostMilliseconds) event.preventDefault();
		else sent.set(form, { by: event.submitter, at });
	}
	/** A page that one comes back to may send again. */
	const shown = () => (sent = new WeakMap());
	page.addEventListener('submit', submitted);
	page.addEventListener('pageshow', shown);
	return () => {
		page.removeEventListener('submit', submitted);
		page.removeEventListener('pageshow', shown);
	};
}
