// SPDX-License-Identifier: Apache-2.0
// Finds entries of a long list by what is typed: without accents, in any language that the entry has, by its code too.

/** Letters without case and accents. */
export const folded = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.toLowerCase()
		.trim();

const mostShown = 300;
const searched = new WeakMap<object, string>();

/** Entries that hold every word of what was typed; those whose own text begins with it come first. The order of the list is kept otherwise. */
export function searchOptions<Option extends { text: string; search: string }>(options: Option[], typed: string): Option[] {
	const wanted = folded(typed);
	if (!wanted) return options.slice(0, mostShown);
	const words = wanted.split(/\s+/);
	const found = options.filter((option) => {
		let all = searched.get(option);
		if (all === undefined) searched.set(option, (all = folded(`${option.text} ${option.search}`)));
		return words.every((word) => all.includes(word));
	});
	const first = found.filter((option) => folded(option.text).startsWith(wanted));
	return [...first, ...found.filter((option) => !first.includes(option))].slice(0, mostShown);
}
