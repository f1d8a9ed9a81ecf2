// SPDX-License-Identifier: Apache-2.0
// Bad input to every page that anybody may open, and to what it posts: query strings and fields by the names that the page itself reads. The page
// answers, leads elsewhere, or refuses with a status of 4xx; it never fails. The same input each time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { type Exchange, openExchange, origin } from '../exchange.ts';
import { badTexts, failureOf } from '../ground/bad-input.ts';
import { chanceFrom } from '../ground/chance.ts';
import { eventFor, type Handler, type House, houseOn, outcomeOf, parametersOf, type Served, servedRoutes } from '../ground/routes.ts';

let exchange: Exchange;
let house: House;
beforeAll(async () => {
	exchange = await openExchange();
	house = await houseOn(exchange);
}, 120_000);
afterAll(async () => {
	await house.close();
	await exchange.close();
});

/** What anybody may open in a language. What people do when they have signed in is tried as every role in fuzz-desk.test.ts. */
const isPublic = ({ route }: Served) => /^\/\[lang\](\/(?!work(\/|$))|$)/.test(route);

test('every public page, what it gives as a file and what it posts, under generated bad input', async () => {
	const random = chanceFrom(20261128);
	const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
	const value = () => some(badTexts);
	// No address holds half a sign, and one with a sign that no text may hold is answered before any page (hooks.server.ts).
	const inPath = () => value().toWellFormed().replaceAll('\0', '');
	const sound: Record<string, string> = {
		id: exchange.ids.notification,
		number: '1',
		iso3: 'GHA',
		party: 'GHA',
		register: 'exemptions-annex-a',
		cycle: '2021-2024',
		question: 'q3-1',
		area: 'asgm',
		meeting: 'COP6',
		dashboard: 'reports',
		article: '7',
		form: 'art21-full',
		version: 'mc-5-13',
		section: 'news'
	};
	const outcomes = { answered: 0, refused: 0 };
	const fails: string[] = [];
	async function tried(handler: Handler, { route, names }: Served, action: string | null): Promise<void> {
		const language = some(languages);
		const params = Object.fromEntries(
			parametersOf(route).map((name) => [
				name,
				name === 'lang' ? language : name === 'format' ? some(['csv', 'json', 'xlsx', 'exe']) : random() < 0.15 ? inPath() : (sound[name] ?? inPath())
			])
		);
		const url = new URL(`${origin}/${language}/fuzzed`);
		for (let time = 0; time < 3; time += 1) url.searchParams.append(names.length ? some(names) : 'q', value());
		const fields = new FormData();
		for (const name of names) if (random() < 0.6) fields.append(name, random() < 0.1 ? new File([value()], value()) : value());
		const request = action === null ? {} : { method: 'POST', body: fields };
		const outcome = await outcomeOf(handler, await eventFor(house, { route, url, params, language, request }));
		const failure = await failureOf(outcome);
		if (failure) fails.push(`${failure} at ${action ?? 'get'} ${route} ${JSON.stringify(params).slice(0, 200)} ${url.search.slice(0, 300)}`);
		outcomes[outcome.status < 300 ? 'answered' : 'refused'] += 1;
	}
	for (const page of (await servedRoutes()).filter(isPublic))
		for (let time = 0; time < 8; time += 1) {
			if (page.module.load) await tried(page.module.load, page, null);
			if (page.module.GET) await tried(page.module.GET, page, null);
			for (const [name, action] of Object.entries(page.module.actions ?? {})) await tried(action, page, name);
		}
	expect(fails).toEqual([]);
	expect(outcomes.answered).toBeGreaterThan(100);
	expect(outcomes.refused).toBeGreaterThan(50);
}, 180_000);
