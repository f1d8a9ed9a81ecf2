// SPDX-License-Identifier: Apache-2.0
// Text put safely into XML 1.0. Knows no vocabulary.

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escaped for content and attributes; what XML 1.0 cannot hold at all is left out. */
export const xml = (text: string): string =>
	text
		.toWellFormed()
		// eslint-disable-next-line no-control-regex
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
		.replace(/[&<>"']/g, (character) => entities[character] ?? '');
