// SPDX-License-Identifier: Apache-2.0
// Lighthouse as on a telephone: performance (median of RUNS, 3), accessibility, best practices and search engines, of the pages that are read most, beside
// an empty SvelteKit page.
// LANGUAGES (en,ar). Its network and its processor are simulated, but it runs on this one: a busy machine lowers the performance of all alike.
import { existsSync } from 'node:fs';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { flags, startSite } from '../test/browser/site.ts';
import { freePort } from '../test/ground/postgres.ts';
import { build } from './ground/build.ts';
import { startEmptyPage } from './ground/empty-page.ts';
import { median } from './ground/figures.ts';
import { firstLink, firstOf, pagesOf } from './ground/pages.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const languages = (process.env.LANGUAGES ?? 'en,ar').split(',');
const runs = wanted('RUNS', 3);

build();
const port = await freePort();
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const [browser, site, empty] = await Promise.all([
	chromium.launch({ executablePath, args: [...flags, `--remote-debugging-port=${port}`] }),
	startSite(),
	startEmptyPage()
]);

/** What does not change between two looks at the same page: it is looked at once. */
const steady = ['accessibility', 'best-practices', 'seo'] as const;

interface Scores {
	performance: number;
	steady: Record<string, number>;
	/** Milliseconds. */
	largestPaint: number;
	/** What the steady ones found at fault. */
	faults: string[];
}

async function audit(url: string, whole: boolean): Promise<Scores> {
	const onlyCategories = ['performance', ...(whole ? steady : [])];
	const { lhr } = (await lighthouse(url, { port, onlyCategories, logLevel: 'error', output: 'json' })) ?? {};
	if (!lhr || lhr.runtimeError) throw new Error(`${url}: ${lhr?.runtimeError?.message ?? 'no report'}`);
	const reached = steady.flatMap((name) => lhr.categories[name] ?? []);
	const faults = reached
		.flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => lhr.audits[id]))
		.filter((each) => each?.score !== null && each?.score !== undefined && each.score < 1);
	return {
		performance: (lhr.categories.performance?.score ?? 0) * 100,
		steady: Object.fromEntries(reached.map(({ id, score }) => [id, (score ?? 0) * 100])),
		largestPaint: lhr.audits['largest-contentful-paint']?.numericValue ?? NaN,
		faults: faults.map((each) => each?.id ?? '')
	};
}

async function audited(url: string): Promise<Scores> {
	const all: Scores[] = [];
	for (let run = 0; run < runs; run += 1) all.push(await audit(url, run === 0));
	return {
		...(all[0] as Scores),
		performance: median(all.map((each) => each.performance)),
		largestPaint: median(all.map((each) => each.largestPaint))
	};
}

const known = await pagesOf(site.origin);
const pages = {
	home: '',
	search: '/search?q=mercury',
	record: firstOf(known, /^\/records\/MC-EXEMPTION-/),
	register: firstOf(known, /^\/registers\/exemptions-annex-a$/),
	Party: firstOf(known, /^\/parties\/GHA$/),
	area: firstOf(known, /^\/areas\/./),
	document: await firstLink(site.origin, '/documents', /^\/documents\/UNEP/),
	page: '/pages/about',
	news: '/news',
	dashboard: '/dashboards/gef'
};
const figures: Figure[] = [];
const nothing = await audited(`${empty.origin}/`);
for (const [name, path] of Object.entries(pages))
	for (const language of languages) {
		const scores = await audited(`${site.origin}/${language}${path}`);
		figures.push({
			what: 'performance',
			of: `${name}, ${language}`,
			value: scores.performance,
			unit: 'of 100',
			baseline: { what: 'empty SvelteKit page', value: nothing.performance },
			target: { on: 'value', least: 95 },
			more: { 'largest paint ms': scores.largestPaint, 'of the empty page': nothing.largestPaint }
		});
		for (const [what, value] of Object.entries(scores.steady))
			figures.push({
				what,
				of: `${name}, ${language}`,
				value,
				unit: 'of 100',
				baseline: { what: 'empty SvelteKit page', value: nothing.steady[what] ?? NaN },
				target: { on: 'value', least: 100 },
				...(value < 100 ? { more: { faults: scores.faults.join(' ') } } : {})
			});
	}
await Promise.all([browser.close(), site.stop(), empty.stop()]);
report(
	{
		name: 'lighthouse',
		question: 'What does Lighthouse say of reading pages on a telephone?',
		settings: { runs, languages: languages.join(','), form: 'mobile' }
	},
	figures
);
