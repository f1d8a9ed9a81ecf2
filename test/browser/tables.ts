// SPDX-License-Identifier: Apache-2.0
// Files that an officer brings, so that the pages that show them have something to show: a table of projects, a vocabulary of a partner.
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

const vocabulary = `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://terms.example/scheme> a skos:ConceptScheme .
<https://terms.example/amalgam> a skos:Concept ; skos:inScheme <https://terms.example/scheme> ; skos:prefLabel "dental amalgam"@en .
<https://terms.example/new> a skos:Concept ; skos:inScheme <https://terms.example/scheme> ; skos:prefLabel "a thing that nobody knows"@en .
`;

/** The desk of the taxonomy: its list, a concept, a new one, and a vocabulary that was brought. */
export async function taxonomyDesk(page: Page): Promise<string[]> {
	const desk = '/work/taxonomy';
	await page.goto(`/en${desk}/import`);
	await page.locator('input[type=file]').setInputFiles({ name: 'terms.ttl', mimeType: 'text/turtle', buffer: Buffer.from(vocabulary) });
	await page.locator('form:has(input[type=file]) button').click();
	await page.waitForURL(/\/taxonomy\/import\/[^/]+$/);
	const brought = new URL(page.url()).pathname.slice(3);
	await page.goto(`/en${desk}`);
	const concept = await page.locator(`main table a[href*="${desk}/"]`).first().getAttribute('href');
	const path = (concept ?? '').slice(3);
	return [desk, path, path.replace(/[^/]+$/, 'new'), `${desk}/import`, brought];
}
