// SPDX-License-Identifier: Apache-2.0
// A page without a script carries the comments by which a script would find its places: a tenth of what a poor line must bear, for nobody.

/** Those that the compiler leaves: of blocks, of their ends, of texts, and of what belongs to the head. */
const marks = /<!--(?:\[(?:-?\d+|!)?|\]|[a-z\d]*)-->/g;

/** The page without them. What an author wrote is no such comment: a page writes its sign < as an entity. */
export const withoutMarks = (html: string): string => html.replace(marks, '');
