// SPDX-License-Identifier: Apache-2.0
// Filling a form as a person does, with and without JavaScript: by what stands on the page.
import type { Page } from 'playwright-core';
import { isScripted, live } from './site.ts';

/** An answer of a choice from a list: what a person types to find it, and the id that is sent. */
export interface Picked {
	type: string;
	id: string;
}

export type Typed = string | string[] | Picked | { name: string; bytes: Uint8Array };

/** Opens whatever folded part holds the field. */
async function unfold(page: Page, name: string): Promise<void> {
	for (const details of await page.locator(`details:not([open]):has([name="${name}"])`).all()) await details.locator('summary').first().click();
}

export async function fill(page: Page, id: string, typed: Typed): Promise<void> {
	if (typeof typed === 'object' && 'bytes' in typed) {
		await page
			.locator(`input[type=file][name="upload.${id}"]`)
			.setInputFiles({ name: typed.name, mimeType: 'application/pdf', buffer: Buffer.from(typed.bytes) });
		return;
	}
	const name = `q.${id}`;
	const field = page.locator(`[name="${name}"]`).first();
	await field.waitFor({ state: 'attached' });
	await unfold(page, name);
	const kind = await field.evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.tagName.toLowerCase()));
	if (kind === 'radio' || kind === 'checkbox') {
		for (const value of [typed].flat()) await page.locator(`[name="${name}"][value="${String(value)}"]`).check();
	} else if (kind === 'select') await field.selectOption(typeof typed === 'object' && 'id' in typed ? typed.id : (typed as string));
	else if (kind === 'hidden') {
		// With JavaScript a long list is a field that one types into.
		const picked = typed as Picked;
		const box = page.locator(`[id="${id}"]`);
		await box.fill(picked.type);
		await page.getByRole('option').filter({ hasText: picked.type }).first().click();
		await page.waitForFunction(([hidden, value]) => document.querySelector<HTMLInputElement>(`[name="${hidden}"]`)?.value === value, [
			name,
			picked.id
		] as const);
	} else await field.fill(typeof typed === 'object' && 'id' in typed ? typed.id : (typed as string));
}

export async function fillAll(page: Page, answers: Record<string, Typed>): Promise<void> {
	await live(page);
	for (const [id, typed] of Object.entries(answers)) await fill(page, id, typed);
}

/** Begins a record of a type from the desk and waits for its filling page. Returns its identifier. */
export async function begin(page: Page, type: string, language = 'en'): Promise<string> {
	await page.goto(`/${language}/work/new`);
	await page.locator(`form:has(input[name=type][value="${type}"]) button`).click();
	await page.waitForURL(/\/edit/);
	return /records\/([^/]+)\/edit/.exec(page.url())?.[1] as string;
}

/** Saves by the button: what works without JavaScript, and at once with it. */
export async function save(page: Page): Promise<void> {
	await page.locator('button[formaction="?/save"]').last().click();
	if (isScripted(page)) await page.locator('.save-state[data-mood=saved]').waitFor();
	else await page.waitForURL(/saved/);
}

/** From the filling page over the last look to the submission. */
export async function submit(page: Page, id: string, language = 'en'): Promise<void> {
	await page.goto(`/${language}/work/records/${id}/submit`);
	await page.locator('main form button.primary').click();
	await page.waitForURL(/done=submit/);
}
