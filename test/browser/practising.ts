// SPDX-License-Identifier: Apache-2.0
// What the people of a Party do beside their work: they practise, and ask for support. For tests that look at every page.
import type { Page } from 'playwright-core';
import { live } from './site.ts';

/** Begins an exercise with sample answers; returns its identifier. */
export async function beginTraining(page: Page, situation = 'gold', language = 'en'): Promise<string> {
	await page.goto(`/${language}/work/training`);
	await live(page);
	const form = page.locator('form[action="?/begin"]');
	await form.locator('select[name=situation]').selectOption(situation);
	await form.locator('button').click();
	await page.waitForURL(/\/edit$/);
	return new URL(page.url()).pathname.split('/').at(-2) as string;
}

/** Asks the secretariat to look on; returns the id of the wish. */
export async function askSupport(page: Page, wish: string, language = 'en'): Promise<string> {
	await page.goto(`/${language}/work/support`);
	await live(page);
	await page.locator('form[action="?/ask"] textarea').fill(wish);
	await page.locator('form[action="?/ask"] button').click();
	await page.waitForURL(/done=asked/);
	return (await page.locator('form[action="?/take-back"] input[name=support]').getAttribute('value')) as string;
}

/** The pages of training and support, each with something to show. */
export async function practised(page: Page): Promise<string[]> {
	const id = await beginTraining(page);
	await page.goto(`/en/work/training/${id}/rehearsal`);
	await live(page);
	await page.locator('main form button').last().click();
	await page.locator('.void').waitFor();
	const wish = await askSupport(page, 'Question 3.3 is not clear to us.');
	return [
		'/work/training',
		`/work/training?delete=${id}`,
		'/work/training/question/q3-1?form=art21-short',
		`/work/training/${id}/rehearsal`,
		`/work/records/${id}/edit`,
		`/work/records/${id}/submit`,
		'/work/support',
		`/work/support/${wish}`
	];
}
