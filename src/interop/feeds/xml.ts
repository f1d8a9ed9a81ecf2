// SPDX-License-Identifier: Apache-2.0
// Text put safely into XML 1.0. Knows no vocabulary.

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Most texts hold nothing of the kind, which one look tells. */
// eslint-disable-next-line no-control-regex
const special = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** Escaped for content and attributes; what XML 1.0 cannot hold at all is left out. */
export function xml(text: string): string {
	if (!special.test(text)) return text;
	return (
		text
			.toWellFormed()
			// eslint-disable-next-line no-control-regex
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
			.replace(/[&<>"']/g, (character) => entities[character] ?? '')
	);
}
