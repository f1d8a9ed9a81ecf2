// SPDX-License-Identifier: Apache-2.0
// One line of what was typed into a field, as a form posts it.

/** Signs that nobody sees and that no identifier, bound or label has. */
// eslint-disable-next-line no-control-regex
export const hidden = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** One line as it was typed, without what cannot be seen. */
export const typedLine = (fields: FormData, name: string): string =>
	String(fields.get(name) ?? '')
		.replace(hidden, ' ')
		.trim();
