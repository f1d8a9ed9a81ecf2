// SPDX-License-Identifier: Apache-2.0
// A table of projects, brought as a publisher brings it, so that the page of its columns has something to show.
import type { Page } from 'playwright-core';

const sheet = ['No;Project title;Country;Amount (USD);Start', '1;Mercury-free clinics;Ghana;1000;2024-01-31', ';No number;Peru;5;'].join('\r\n');

export async function tableBrought(page: Page): Promise<string> {
	await page.goto('/en/work/projects/table');
	await page.locator('input[name=name]').fill('A table of projects');
	await page.locator('input[name=file]').setInputFiles({ name: 'projects.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
	await page.locator('form:has(input[name=file]) button').click();
	await page.waitForURL(/\/table\/[a-z0-9-]+$/);
	return new URL(page.url()).pathname.slice(3);
}
