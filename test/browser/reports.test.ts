// SPDX-License-Identifier: Apache-2.0
// National reports filed through the browser: the full report by five Parties of different situations, every question and every branch, and the short
// one by three; each from the invitation of its focal point to the receipt. One of them works without JavaScript.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { relevantAnswers } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form, type Question } from '#forms/form.ts';
import { schemeOf, choices } from '#records/schemes.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { reportTypes } from '#reporting/cycle.ts';
import type { Language } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { fullReports, type ReportToFile, shortReports } from '../ground/report-answers.ts';
import { answerSection } from './answering.ts';
import { openBrowser, person, type Site, startSite } from './site.ts';

const convention = conventionOf(await readSeeds());
const definitions = (await readSeededDefinitions()).filter(({ earlier }) => !earlier);
const formOf = (id: string): Form => definitions.find(({ definition }) => definition.form.id === id)?.definition.form as Form;

let site: Site;
let browser: Browser;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

/** What an entry is called in the language of the page. */
const naming =
	(language: Language) =>
	(question: Question, id: string): string =>
		say(choices(convention, schemeOf(question) ?? '').find((entry) => entry.id === id)?.words, language) || id;

/** A letter as its reader sees it: what is not in Latin letters is sent packed. */
const plainText = (letter: string): string =>
	letter
		.replace(/base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g, (_, packed: string) => Buffer.from(packed, 'base64').toString('utf8'))
		.replace(/=\r?\n/g, '')
		.replace(/=3D/g, '=');

/** Invites a focal point as an officer does, and follows the link of the letter. */
async function focalPoint(
	party: string,
	language: Language,
	options: { javaScriptEnabled: boolean }
): Promise<{ page: Page; faults: string[]; leave(): Promise<void> }> {
	const email = `reports.${party.toLowerCase()}@example.org`;
	const editor = await person(browser, site, site.account('editor'));
	await editor.page.goto(`/en/work/people/invite?role=focal-point&party=${party}`);
	await editor.page.locator('#email').fill(email);
	await editor.page.locator('[name=role][value=focal-point]').check();
	await editor.page.locator('#party').selectOption(party);
	await editor.page.locator('#language').selectOption(language);
	await editor.page.locator('main form button').last().click();
	await editor.page.waitForLoadState();
	await expect.poll(() => site.letters(email).length, { timeout: 20_000 }).toBeGreaterThan(0);
	const letter = plainText(site.letters(email).at(-1) as string);
	const link = /https?:\/\/[^\s"<>]+\/invitation\/[\w-]+/.exec(letter)?.[0];
	if (!link) throw new Error(`no invitation in:\n${letter}`);
	await editor.context.close();
	const own = await person(browser, site, null, options);
	await own.page.goto(link);
	await own.page.locator('#name').fill(`Focal point of ${party}`);
	await own.page.locator('#password').fill(`correct horse of ${party}`);
	await own.page.locator('main form button.primary').click();
	await own.page.waitForURL(/\/work/);
	return { page: own.page, faults: own.faults, leave: () => own.context.close() };
}

/** From the desk to the receipt; gives the identifier and what the platform holds of it, as its owner may read it. */
async function file(report: ReportToFile, options: { javaScriptEnabled: boolean }): Promise<{ id: string; answers: Answers; faults: string[] }> {
	const { party, cycle, language } = report;
	const form = formOf(reportTypes[convention.cycle(cycle)?.kind ?? 'full']);
	const { page, faults, leave } = await focalPoint(party, language, options);
	await page.goto(`/${language}/work`);
	await page.locator(`form:has(input[name=cycle][value="${cycle}"]) button`).click();
	await page.waitForURL(/\/edit$/);
	const id = /records\/([^/]+)\/edit/.exec(page.url())?.[1] as string;
	const address = `/${language}/work/records/${id}/edit`;
	const answers: Answers = { ...report.answers, cycle, 'a-1': party };
	for (const section of form.sections)
		if (section.id !== 'explanations') await answerSection(page, address, form, section.id, answers, naming(language));
	await page.goto(`${address}?checked`);
	expect(await page.locator('main li[data-severity=error] a').allInnerTexts(), `${id}: errors`).toEqual([]);
	// What the checks noticed against records and other Parties is explained, one after the other.
	const warnings = await page.locator('main li[data-severity=warning]').count();
	for (let index = 0; index < warnings; index += 1) {
		const warning = page.locator('main li[data-severity=warning]').nth(index);
		if ((await warning.locator('details[open]').count()) === 0) await warning.locator('summary').click();
		await warning.locator('textarea').fill(`Explanation ${index + 1}`);
		await warning.locator('button').click();
		await page.waitForURL(/saved/);
		await page.goto(`${address}?checked`);
	}
	await page.goto(`/${language}/work/records/${id}/submit`);
	await page.locator('main form button.primary').click();
	await page.waitForURL(/done=submit/);
	// Before anybody publishes it the Party reads what it submitted.
	expect(await page.locator(`main a[href="/${language}/records/${id}/1"]`).count(), id).toBe(1);
	const sealed = await page.request.get(`/${language}/work/records/${id}/receipt/1/sealed.json`);
	expect(sealed.status()).toBe(200);
	const { content } = (await sealed.json()) as { content: { answers: Answers } };
	const { explanations = [], ...rest } = content.answers;
	expect(explanations).toHaveLength(warnings);
	await leave();
	return { id, answers: rest, faults };
}

/** What a person typed, as the platform should hold it: a file without JavaScript is in the language of the page. */
const expected = (report: ReportToFile): Answers => {
	const form = formOf(reportTypes[convention.cycle(report.cycle)?.kind ?? 'full']);
	return relevantAnswers(form, { ...report.answers, cycle: report.cycle, 'a-1': report.party });
};

interface Filed {
	id: string;
	report: ReportToFile;
}

/** An officer takes each out of the queue, ticks the checklist and publishes; then anybody reads it, and its row in the tracker. */
async function publishedAndRead(filed: readonly Filed[]): Promise<void> {
	const officer = await person(browser, site, site.account('publisher'));
	for (const { id } of filed) {
		await officer.page.goto(`/en/work/queue/${id}`);
		for (const box of await officer.page.locator('main input[type=checkbox]').all()) await box.check();
		await officer.page.locator('button[formaction*="publish"], main form button.primary').first().click();
		await officer.page.waitForLoadState();
	}
	await officer.context.close();
	const { page, context } = await person(browser, site, null);
	for (const { id, report } of filed) {
		const { language, party, cycle } = report;
		await expect.poll(async () => (await page.goto(`/${language}/records/${id}`))?.status(), { timeout: 20_000 }).toBe(200);
		expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
		const text = await page.locator('main').innerText();
		const form = formOf(reportTypes[convention.cycle(cycle)?.kind ?? 'full']);
		// Every question that was answered stands there under its number, and what the Party keeps to itself does not.
		const numbers = allQuestions(form).flatMap(({ id: question, number }) => (number && question in expected(report) ? [number] : []));
		expect(numbers.filter((number) => !text.includes(number))).toEqual([]);
		expect(text).not.toContain(`reports.${party.toLowerCase()}@example.org`);
		expect(await (await page.request.get(`/${language}/reporting/${cycle}.json`)).text()).toContain(id);
	}
	await context.close();
}

describe('the full report', () => {
	const reached = new Set<string>();
	const filed: Filed[] = [];

	test.each(fullReports.map((report) => [report.situation, report.party, report] as const))(
		'of a Party with this situation: %s (%s)',
		async (_, party, report) => {
			const { id, answers, faults } = await file(report, { javaScriptEnabled: party !== 'COM' });
			expect(faults).toEqual([]);
			expect(answers).toEqual(expected(report));
			expect(id).toMatch(/^MC-REPORT-/);
			for (const question of Object.keys(answers)) reached.add(question);
			filed.push({ id, report });
		},
		600_000
	);

	test('was asked and answered to its last question', () => {
		const all = allQuestions(formOf('art21-full')).map(({ id }) => id);
		expect(all.filter((id) => id !== 'explanations' && !reached.has(id))).toEqual([]);
	});

	test('is published by the secretariat and read by everybody, each in the language it was written in', async () => {
		expect(filed).toHaveLength(fullReports.length);
		await publishedAndRead(filed);
	}, 600_000);
});

describe('the short report', () => {
	const filed: Filed[] = [];

	test('begins when the secretariat opens its cycle', async () => {
		const { page, context } = await person(browser, site, site.account('publisher'));
		await page.goto('/en/work/reporting/2025-2026/open');
		await page.locator('main form button').last().click();
		await page.waitForURL(/reporting\/2025-2026/);
		await context.close();
	});

	test.each(shortReports.map((report) => [report.party, report.language, report] as const))(
		'of %s in %s',
		async (_party, _language, report) => {
			const { id, answers, faults } = await file(report, { javaScriptEnabled: true });
			expect(faults).toEqual([]);
			expect(answers).toEqual(expected(report));
			expect(id).toMatch(/^MC-SREPORT-/);
			filed.push({ id, report });
		},
		300_000
	);

	test('is published and read as well', async () => {
		expect(filed).toHaveLength(shortReports.length);
		await publishedAndRead(filed);
	}, 600_000);
});
