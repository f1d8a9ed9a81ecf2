// SPDX-License-Identifier: Apache-2.0
// Text put safely into XML 1.0. Knows no vocabulary.

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

// eslint-disable-next-line no-control-regex
const unheld = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** Most texts hold nothing of the kind, which one look tells. */
// eslint-disable-next-line no-control-regex
const unclean = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** Without what XML 1.0 cannot hold at all. */
export const cleaned = (text: string): string => (unclean.test(text) ? text.toWellFormed().replace(unheld, '') : text);

/** Escaped for content and attributes; what XML 1.0 cannot hold at all is left out. */
export const xml = (text: string): string => cleaned(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
