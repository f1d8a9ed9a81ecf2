// SPDX-License-Identifier: Apache-2.0
// What a poor line bears: how many bytes a report costs until a device can do without the line, with an empty cache; and how long it takes from the
// button until everything that was written without a line is stored: every question of the full report and of a consent, two hundred answers and more,
// on a line of 256 kbit/s with a delay of 400 ms (there and back). RATE (bits per second), DELAY_MS (there and back), RUNS (5), LETTERS (200) of a long text, LINES (2) of a table.
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { allQuestions, type Form } from '#forms/form.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { schemesOf } from '#records/schemes.ts';
import type { BrowserContext, Page } from 'playwright-core';
import { breakableLine } from '../test/browser/broken-line.ts';
import { begin } from '../test/browser/filling.ts';
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
const convention = conventionOf(await readSeeds());

/** All that can be said to a form, by question; another one in each run. */
function saidTo(type: string, variant: number): Record<string, unknown> {
	const form = definitions.find(({ definition }) => definition.form.id === type)?.definition.form as Form;
	const said = fullAnswers(form, schemesOf(form, convention), { language: 'en', lines: settings.lines, letters: settings.letters, variant });
	const asked = allQuestions(form).filter(({ id, given }) => !given && said[id] !== undefined);
	return Object.fromEntries(asked.map(({ id }) => [id, said[id]]));
}

/** The report of a Party on its desk and a consent to an import, begun; with what a signed-in browser carries. */
async function begun(): Promise<{ id: string; consent: string; state: Awaited<ReturnType<BrowserContext['storageState']>> }> {
	const context = await browser.newContext({ baseURL: swift.origin });
	const page = await context.newPage();
	await signIn(page, site.account('focal-point', 'GHA'));
	await page.locator('form[action$="/begin"] button').first().click();
	await page.waitForURL(/\/edit$/);
	const id = /records\/([^/]+)\/edit/.exec(page.url())?.[1] as string;
	const consent = await begin(page, 'art3-form-b');
	const state = await context.storageState();
	await context.close();
	return { id, consent, state };
}

/** Opens the report and waits until the device can do without the line. */
async function keep(page: Page, id: string, language: string): Promise<void> {
	await page.goto(`/${language}/work/records/${id}/edit`);
	await page.locator('[data-kept=yes]').waitFor({ state: 'attached' });
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await page.waitForLoadState('networkidle');
}

/** Puts answers on the device as the filling page keeps them: each with the version that it was begun from. */
async function writeUnsent(page: Page, record: string, said: Record<string, unknown>): Promise<void> {
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
		[record, JSON.stringify(said)]
	);
}

const { id, consent, state } = await begun();
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
	const written = [
		[id, saidTo('art21-full', run)],
		[consent, saidTo('art3-form-b', run)]
	] as const;
	await keep(page, consent, 'en');
	for (const [record, said] of written) await writeUnsent(page, record, said);
	answers = written.reduce((sum, [, said]) => sum + Object.keys(said).length, 0);
	await swift.cut();
	await page.goto('/en/work/offline');
	for (const [record, said] of written) await page.locator(`[data-record="${record}"] [data-unsent="${Object.keys(said).length}"]`).waitFor();
	const poor = await breakableLine(Number(new URL(swift.origin).port), () => target, slow);
	const began = performance.now();
	for (const [record] of written) await page.locator(`[data-record="${record}"] .row button`).first().click();
	await page.getByText('Everything is sent.').first().waitFor();
	await page.waitForFunction(() => !document.querySelector('[data-unsent]'));
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
			'Every question that takes an answer is answered, of the full report (180) and of a consent of a non-Party (23); those of each go in one packed request. Their texts repeat words of the forms, so that they pack well.'
		]
	},
	figures
);
