// SPDX-License-Identifier: Apache-2.0
// The pages of the site as a tree: what stands above a page. Pure.

interface Placed {
	id: string;
	parent: string | null;
}

/** The pages above one, from the top down. A circle, which the checks keep out, ends it. */
export function trailTo<Page extends Placed>(id: string, pages: readonly Page[]): Page[] {
	const byId = new Map(pages.map((page) => [page.id, page]));
	const trail: Page[] = [];
	for (let each = byId.get(byId.get(id)?.parent ?? ''); each && each.id !== id && !trail.includes(each); each = byId.get(each.parent ?? ''))
		trail.unshift(each);
	return trail;
}
