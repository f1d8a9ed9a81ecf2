// SPDX-License-Identifier: Apache-2.0
// What a poor line bears: how many bytes a report costs until a device can do without the line, with an empty cache; and how long it takes from the
// button until everything that was written without a line is stored, every question of the full report, on a line of 256 kbit/s with a delay of 400 ms
// (there and back). RATE (bits per second), DELAY_MS (there and back), RUNS (5), LETTERS (200) of a long text, LINES (2) of a table.
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { allQuestions, type Form } from '#forms/form.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { schemesOf } from '#records/schemes.ts';
import type { BrowserContext, Page } from 'playwright-core';
import { breakableLine } from '../test/browser/broken-line.ts';
import { freePort, openBrowser, signIn, startSite } from '../test/browser/site.ts';
import { build } from './ground/build.ts';
import { percentile } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const settings = {
	rate: wanted('RATE', 256_000),
	delayMs: wanted('DELAY_MS', 400),
	runs: wanted('RUNS', 5),
	letters: wanted('LETTERS', 200),
	lines: wanted('LINES', 2)
};
const mostKilobytes = 300;
const mostMilliseconds = 2_000;

build();
let target = 0;
const slow = { rate: settings.rate, delay: settings.delayMs / 2 };
const swift = await breakableLine(await freePort(), () => target);
const site = await startSite({ ORIGIN: swift.origin });
target = Number(new URL(site.origin).port);
const browser = await openBrowser();
const figures: Figure[] = [];

const definitions = (await readSeededDefinitions()).filter(({ earlier }) => !earlier);
const form = definitions.find(({ definition }) => definition.form.id === 'art21-full')?.definition.form as Form;
const schemes = schemesOf(form, conventionOf(await readSeeds()));
const askedOf = allQuestions(form).filter(({ given }) => !given);

/** The report of a Party on its desk, begun; with what a signed-in browser carries. */
async function begun(): Promise<{ id: string; state: Awaited<ReturnType<BrowserContext['storageState']>> }> {
	const context = await browser.newContext({ baseURL: swift.origin });
	const page = await context.newPage();
	await signIn(page, site.account('focal-point', 'GHA'));
	await page.locator('form[action$="/begin"] button').first().click();
	await page.waitForURL(/\/edit$/);
	const id = /records\/([^/]+)\/edit/.exec(page.url())?.[1] as string;
	const state = await context.storageState();
	await context.close();
	return { id, state };
}

/** Opens the report and waits until the device can do without the line. */
async function keep(page: Page, id: string, language: string): Promise<void> {
	await page.goto(`/${language}/work/records/${id}/edit`);
	await page.locator('[data-kept=yes]').waitFor({ state: 'attached' });
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await page.waitForLoadState('networkidle');
}

const { id, state } = await begun();
for (const language of ['en', 'ar', 'ru']) {
	const context = await browser.newContext({ baseURL: swift.origin, storageState: state });
	const before = swift.bytes.down;
	await keep(await context.newPage(), id, language);
	figures.push({
		what: 'a report opened first, empty cache, until it needs no line',
		of: language,
		value: (swift.bytes.down - before) / 1000,
		unit: 'kB',
		target: { on: 'value', most: mostKilobytes }
	});
	await context.close();
}

const times: number[] = [];
const up: number[] = [];
let answers = 0;
for (let run = 0; run < settings.runs; run += 1) {
	const context = await browser.newContext({ baseURL: swift.origin, storageState: state });
	const page = await context.newPage();
	await keep(page, id, 'en');
	const said = fullAnswers(form, schemes, { language: 'en', lines: settings.lines, letters: settings.letters, variant: run });
	const wantedAnswers = Object.fromEntries(askedOf.flatMap(({ id: question }) => (said[question] === undefined ? [] : [[question, said[question]]])));
	answers = Object.keys(wantedAnswers).length;
	// As the filling page keeps them: each with the version that it was begun from.
	await page.evaluate(
		async ([record, packed]: string[]) => {
			const all = JSON.parse(packed as string) as Record<string, unknown>;
			const open = indexedDB.open('platform');
			const db = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
			const read = db.transaction(['copies', 'notes']);
			const get = <T>(asked: IDBRequest<T>) => new Promise<T>((resolve) => (asked.onsuccess = () => resolve(asked.result)));
			const account = (await get(read.objectStore('notes').get('account'))) as string;
			const copy = (await get(read.objectStore('copies').get(`${account}/${record}`))) as {
				whole: { draft: { version: number; answers: Record<string, unknown> } };
			};
			const { version, answers: stored } = copy.whole.draft;
			const act = db.transaction('unsent', 'readwrite');
			for (const [question, answer] of Object.entries(all))
				act
					.objectStore('unsent')
					.put(JSON.stringify({ answer, start: stored[question] ?? null, from: version }), `draft/${record}/${account}/${question}`);
			await new Promise((done) => (act.oncomplete = done));
			db.close();
		},
		[id, JSON.stringify(wantedAnswers)]
	);
	await swift.cut();
	await page.goto('/en/work/offline');
	await page.locator(`[data-unsent="${answers}"]`).waitFor();
	const poor = await breakableLine(Number(new URL(swift.origin).port), () => target, slow);
	const began = performance.now();
	await page.locator('.waiting button').first().click();
	await page.getByText('Everything is sent.').first().waitFor();
	times.push(performance.now() - began);
	up.push(poor.bytes.up);
	await poor.close();
	await swift.mend();
	await context.close();
}
figures.push({
	what: 'everything written without a line sent, from the button to the word that it is stored',
	of: `${answers} answers`,
	value: percentile(times, 50),
	unit: 'ms (median)',
	target: { on: 'value', most: mostMilliseconds },
	more: { longest: Math.max(...times), 'kB up': percentile(up, 50) / 1000 }
});

await browser.close();
await swift.close();
await site.stop();
report(
	{
		name: 'sync',
		question: 'What does a report cost on a poor line, and how long does it take to send what was written without one?',
		settings,
		notes: [
			'The line is a proxy before the platform: all connections share the rate each way, half of the delay is added each way.',
			'Every question of the full report that takes an answer is answered (180), and all go in one packed request; its texts repeat words of the form, so that they pack well.'
		]
	},
	figures
);
