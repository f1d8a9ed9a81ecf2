// SPDX-License-Identifier: Apache-2.0
// Where to go after signing in: the page that was asked for, if it is one of ours. Pure.

/** `asked` when it is a path on this site, else `otherwise`. An address elsewhere, or one that a browser would read so, is never followed. */
export function wayBack(asked: string | null | undefined, otherwise: string): string {
	if (!asked?.startsWith('/') || /[\\\s]/.test(asked)) return otherwise;
	const here = 'http://here.invalid';
	const address = URL.parse(asked, here);
	return address?.origin === here && !asked.startsWith('//') ? address.pathname + address.search : otherwise;
}
