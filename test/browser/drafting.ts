// SPDX-License-Identifier: Apache-2.0
// Drafts of facts, so that the pages that show them have something to show: a banner that is new, and a line of the menu that is planned.
import type { Page } from 'playwright-core';
import { languages } from '#text/languages.ts';

const words = (language: string) => `The draft in ${language}`;

async function keepDraft(page: Page): Promise<string> {
	await page.locator('button[formaction$="?/keep"]').click();
	await page.waitForURL(/\/draft\?done=kept$/);
	return new URL(page.url()).pathname.slice(3);
}

/** The pages of both drafts, and the page on which one of a new fact is begun. */
export async function factDrafts(page: Page): Promise<string[]> {
	await page.goto('/en/work/facts/banner/new');
	await page.locator('#id').fill('drafted');
	for (const language of languages) await page.locator(`[name="words.${language}"]`).fill(words(language));
	await page.locator('[name=severity]').selectOption('note');
	await page.locator('[name=from]').fill('2020-01-01');
	await page.locator('[name=until]').fill('2040-01-01');
	await page.locator('[name=source]').fill('Secretariat');
	const banner = await keepDraft(page);
	for (const language of languages) {
		await page.goto(`/${language}${banner}/preview`);
		await page.locator('aside', { hasText: words(language) }).waitFor();
		await page.goto(`/${language}`);
		if ((await page.content()).includes(words(language))) throw new Error(`readers of ${language} see a draft`);
	}
	await page.goto('/en/work/facts/menu-item');
	await page.locator('main table a[href*="/menu-item/"]').first().click();
	await page.locator('button[formaction$="?/keep"]').waitFor();
	const line = await keepDraft(page);
	await page.locator('#day').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
	await page.locator('form[action="?/plan"] button').click();
	await page.locator('form[action="?/cancel"] button').waitFor();
	return [banner, `${banner}/preview`, line, `${line}/preview`, '/work/facts/banner/new', '/work/facts/banner/new/draft', '/work/facts/banner'];
}
