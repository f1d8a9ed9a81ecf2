// SPDX-License-Identifier: Apache-2.0
// Addresses of calls, each written once. Knows paths only.
import type { Language } from '#text/languages.ts';

export const callsHref = (language: Language) => {
	const root = `/${language}`;
	return {
		calls: `${root}/calls`,
		call: (id: string) => `${root}/calls/${id}`,
		compilation: (id: string, format: 'pdf' | 'xlsx' | 'json') => `${root}/calls/${id}/compilation.${format}`,
		desk: `${root}/work/calls`,
		follow: (id: string) => `${root}/work/calls/${id}`,
		answer: (id: string) => `${root}/work/calls/${id}/answer`,
		calendar: `/calendar/${language}/calls.ics`
	};
};
