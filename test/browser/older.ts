// SPDX-License-Identifier: Apache-2.0
// A file with reports of an older cycle, brought as the secretariat brings it, so that its pages have something to show.
import type { Page } from 'playwright-core';

const sheet = ['Party;3.1;3.3;7.1', 'Ghana;No;Yes;none', 'Atlantis;Yes;No;none', 'Kenya;perhaps;No;something else'].join('\r\n');

/** The page of older reports, and that of the file: its mapping, what importing would do, and rows that are refused. */
export async function olderReports(page: Page): Promise<string[]> {
	const path = '/work/reporting/older';
	await page.goto(`/en${path}`);
	await page.locator('select[name=cycle]').selectOption('2017-2020');
	await page.locator('input[name=file]').setInputFiles({ name: 'older.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
	await page.locator('form:has(input[name=file]) button').click();
	await page.waitForURL(/\/older\/[0-9a-f]{16}$/);
	return [path, new URL(page.url()).pathname.slice(3)];
}
