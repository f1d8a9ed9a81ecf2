// SPDX-License-Identifier: Apache-2.0
// Looking at one page as every test of pages does: what is wrong with it, as a list of sentences. It knows no address of the platform.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { direction, type Language } from '#text/languages.ts';

export const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe reports, one sentence each: rule, number of places, the first of them. Folded parts are opened first: their contents count too. */
export async function violations(page: Page): Promise<string[]> {
	await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
	// Without the second, blank page in which axe otherwise puts its report together: there are no frames.
	const { violations: found } = await new AxeBuilder({ page })
		.withTags(tags)
		.options({ resultTypes: ['violations'] })
		.setLegacyMode(true)
		.analyze();
	return found.map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0]?.target.join(' ')} (${nodes[0]?.failureSummary?.split('\n')[1]?.trim()})`);
}

/** Sideways overflow: by how much the page is wider than its window, and what reaches out furthest. Nothing when it fits. */
export async function overflow(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const root = document.documentElement;
		const excess = root.scrollWidth - root.clientWidth;
		if (excess <= 0) return [];
		const reach = (element: Element) => {
			const { left, right } = element.getBoundingClientRect();
			return Math.max(right - root.clientWidth, -left);
		};
		const furthest = [...document.querySelectorAll('body *')].sort((a, b) => reach(b) - reach(a))[0];
		return [`${excess} px too wide at ${root.clientWidth} px: ${furthest?.outerHTML.slice(0, 160)}`];
	});
}

export interface Looked {
	status?: number;
	language: Language;
	/** Widths in CSS pixels at which it must fit. */
	widths: number[];
	axe: boolean;
	/** Takes the page as it was served, to be judged later. */
	keep?: (address: string, html: string) => void;
}

/** Opens an address and looks. Returns what is wrong, each sentence with the address; [] when all is well. */
export async function look(page: Page, address: string, { status = 200, language, widths, axe, keep }: Looked): Promise<string[]> {
	const wrong: string[] = [];
	const reply = await page.goto(address);
	// Reading pages ship no script, but data for search engines; the others are looked at when they listen.
	if (await page.locator('script:not([type="application/ld+json"])').count()) await page.locator('html[data-live]').waitFor({ state: 'attached' });
	if (keep) keep(address, (await reply?.text()) ?? '');
	if (reply?.status() !== status) wrong.push(`answered ${reply?.status()}, not ${status}`);
	const seen = await page.evaluate(() => ({
		lang: document.documentElement.lang,
		dir: document.documentElement.dir,
		headings: document.querySelectorAll('h1').length,
		title: document.title
	}));
	if (seen.lang !== language) wrong.push(`lang is ${seen.lang}`);
	if (seen.dir !== direction(language)) wrong.push(`dir is ${seen.dir}`);
	if (seen.headings !== 1) wrong.push(`${seen.headings} headings of the first level`);
	if (!seen.title) wrong.push('no title');
	for (const width of widths) {
		if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 900 });
		wrong.push(...(await overflow(page)));
	}
	if (axe) wrong.push(...(await violations(page)));
	return wrong.map((what) => `${address}: ${what}`);
}

/** Does one thing after the other for each, in as many rows at once as there are pages. */
export async function inRows<T>(pages: Page[], all: T[], act: (page: Page, each: T) => Promise<string[]>): Promise<string[]> {
	const waiting = [...all];
	const row = async (page: Page): Promise<string[]> => {
		const wrong: string[] = [];
		for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) wrong.push(...(await act(page, each)));
		return wrong;
	};
	return (await Promise.all(pages.map(row))).flat();
}
