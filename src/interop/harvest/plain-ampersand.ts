// SPDX-License-Identifier: Apache-2.0
// Files of XML that others write by hand hold a `&` that begins no reference. A parser would look for its end far into what follows. Pure.

const alone = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\w.-]{0,30});)/gi;

/** The text with every such sign as the reference that it should be. */
export const withReferences = (text: string): string => (text.includes('&') ? text.replace(alone, '&amp;') : text);
