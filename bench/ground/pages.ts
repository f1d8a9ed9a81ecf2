// SPDX-License-Identifier: Apache-2.0
// Which pages a running platform has, as its own sitemap names them: a measure of pages then needs no identifier that only one set of content has.

/** Paths of all public pages behind their language: '' for the home page, /records/… and so on. */
export async function pagesOf(origin: string): Promise<string[]> {
	const answer = await fetch(`${origin}/sitemap.xml`);
	const found = [...(await answer.text()).matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => new URL(address as string).pathname);
	const paths = found.filter((path) => /^\/en(\/|$)/.test(path)).map((path) => path.slice(3));
	if (!paths.length) throw new Error(`the sitemap names no page: status ${answer.status}`);
	return paths;
}

/** The first page whose path fits, in the order of the sitemap. */
export function firstOf(pages: readonly string[], fits: RegExp): string {
	const found = pages.find((path) => fits.test(path));
	if (found === undefined) throw new Error(`there is no page like ${fits.source}`);
	return found;
}

/** The first address of a kind that a page leads to, behind its language: of what the sitemap names by its record. */
export async function firstLink(origin: string, page: string, fits: RegExp): Promise<string> {
	const html = await (await fetch(`${origin}/en${page}`)).text();
	const links = [...html.matchAll(/href="\/en(\/[^"#?]+)"/g)].map(([, path]) => path as string);
	return firstOf(links, fits);
}

/** Of the pages whose paths fit, the one whose English text is the longest. */
export async function longestOf(origin: string, pages: readonly string[], fits: RegExp): Promise<string> {
	let longest = { path: firstOf(pages, fits), length: 0 };
	for (const path of pages.filter((each) => fits.test(each))) {
		const { length } = await (await fetch(`${origin}/en${path}`)).text();
		if (length > longest.length) longest = { path, length };
	}
	return longest.path;
}
