// SPDX-License-Identifier: Apache-2.0
// Bad input to every page at work, as every role: addresses with strange ids and parameters, and every form and request that the page posts. The desk
// answers, leads elsewhere or refuses in words of the reader's; it never fails, and nothing of others is changed. The same input each time.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '#api/access.ts';
import { allQuestions } from '#forms/form.ts';
import { factKinds } from '#convention/fact.ts';
import type { Person } from '#people/person.ts';
import { languages } from '#text/languages.ts';
import { messagesIn } from '#text/message.ts';
import { origin } from '../exchange.ts';
import { badJson, badTexts, failureOf } from '../ground/bad-input.ts';
import { chanceFrom } from '../ground/chance.ts';
import { demonstrationHouse, eventFor, type Handler, outcomeOf, parametersOf, type Served, servedRoutes } from '../ground/routes.ts';

let house: Awaited<ReturnType<typeof demonstrationHouse>>;
let desk: Served[];
let sound: (route: string, name: string, by: Person) => readonly string[];
let messages: Record<string, unknown>;
beforeAll(async () => {
	house = await demonstrationHouse();
	desk = (await servedRoutes()).filter(({ route }) => route.startsWith('/[lang]/work') && access[route]);
	messages = await messagesIn('en');
	sound = await soundValues();
}, 180_000);
afterAll(() => house.close());

const random = chanceFrom(20261129);
const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
/** No address holds half a sign, and one with a sign that no text may hold is answered before any page (hooks.server.ts). */
const inPath = () => some(badTexts).toWellFormed().replaceAll('\0', '');

/** What a parameter of an address can be and lead to something. */
async function soundValues(): Promise<typeof sound> {
	const { platform, convention, definitions, accounts } = house;
	const db = platform.database.read;
	const records = await db.selectFrom('records.records').select(['id', 'type', 'owner', 'stage']).orderBy('id').execute();
	const organisations = await db.selectFrom('people.organisations').select('id').execute();
	const first = [...Map.groupBy(records, ({ type, stage }) => `${type} ${stage}`).values()].flatMap((same) => same.slice(0, 2));
	const of = (holds: (record: (typeof records)[number]) => boolean) => first.filter(holds).map(({ id }) => id);
	const form = definitions.form('art21-full');
	const values: Record<string, string[]> = {
		number: ['1', '2'],
		section: form?.sections.map(({ id }) => id) ?? [],
		question: (form ? allQuestions(form) : []).slice(0, 30).map(({ id }) => id),
		cycle: convention.cycles.map(({ id }) => id),
		party: ['GHA', 'CHE', 'PER'],
		kind: [...factKinds],
		list: ['concepts', 'areas', 'sectors'],
		target: languages as unknown as string[],
		format: ['csv', 'json', 'xlsx', 'docx', 'xliff', 'pdf', 'exe'],
		role: ['focal-point', 'reviewer'],
		rule: ['0', '1', 'new'],
		source: ['gef', 'sip', 'iati']
	};
	return (route, name, by) => {
		if (name !== 'id') return values[name] ?? [];
		if (route.includes('/people/')) return accounts.map(({ id }) => id);
		if (route.includes('/organisations/')) return organisations.map(({ id }) => id);
		if (route.includes('/forms/')) return definitions.all.map(({ type }) => type.id);
		if (route.includes('/calls/')) return of(({ type }) => type === 'call');
		if (route.includes('/clarifications/')) return of(({ type }) => type.startsWith('art21'));
		if (route.includes('/strategy/')) return of(({ type }) => type === 'strategy-report');
		if (route.includes('/facts/')) return ['GHA', 'COP6', 'asgm', '21', '2021-2024'];
		const owners = by.roles.map((role) => ('party' in role ? role.party : 'organisation' in role ? role.organisation : 'secretariat'));
		const own = of(({ owner }) => owners.includes(owner as never));
		return random() < 0.6 && own.length ? own : of(() => true);
	};
}

/** The fields that a page reads: by the names in its source, and on the pages of drafts by the questions of the form. */
function fieldsOf({ route, names }: Served): string {
	if (!route.includes('/edit') || random() < 0.4) return names.length ? some(names) : 'q';
	const form = some(house.definitions.all).form;
	const question = some(allQuestions(form)).id;
	return `${question}${some(['', '', '.en', '.0', '.0.amount', '.amount', '.unit', '.name', '.file', '.999999', '.__proto__', '[]', '.0.0.0'])}`;
}

function formFor(page: Served): FormData {
	const fields = new FormData();
	for (let time = 0; time < 2 + random() * 12; time += 1) {
		const name = fieldsOf(page);
		const value = some([...badTexts, 'y'.repeat(200_000), '{"a":['.repeat(500), 'publish', 'yes', 'on', '1', 'en']);
		if (random() < 0.12) fields.append(name, new File([value], some(badTexts), { type: some(['', 'text/csv', 'application/pdf', 'x/'.repeat(50)]) }));
		else fields.append(name, value);
		// The same field twice, and once as another type.
		if (random() < 0.15) fields.append(name, some(badTexts));
	}
	return fields;
}

/** What a refusal is told by: a code that has words in all languages. */
function unsaid(data: unknown): string | null {
	if (typeof data !== 'object' || data === null) return 'nothing is said';
	const { refusal } = data as { refusal?: unknown };
	const code = typeof refusal === 'object' && refusal !== null ? (refusal as { refusal?: unknown }).refusal : refusal;
	// What is wrong in a file is told line by line, without a code.
	if (code === undefined || code === null) return Object.keys(data).length ? null : 'nothing is said';
	return typeof code === 'string' && `refusal.${code}` in messages ? null : `no words for ${JSON.stringify(refusal)}`;
}

/**
 * What must stay as it is, as one mark. For who is of a Party or an organisation: all that others own, and what belongs to the house. For the secretariat,
 * which moves records of others: what was submitted and what stands in drafts.
 */
async function markOfOthers(owners: readonly string[]): Promise<string> {
	const theirs = sql`(select id from records.records where owner <> all(${owners}::text[]))`;
	const parts = [
		sql`select record_id, question, value from records.draft_answers where record_id in ${theirs} order by record_id, question`,
		sql`select record_id, number, sha256, answers from records.revisions where record_id in ${theirs} order by record_id, number`,
		...(owners.includes('secretariat')
			? []
			: [
					sql`select id, type, owner, stage, state, visibility, published from records.records where id in ${theirs} order by id`,
					sql`select kind, id, value from convention.facts order by kind, id`,
					sql`select id, version from forms.definitions order by id, version`,
					sql`select id, name, state from people.organisations order by id`,
					sql`select account_id, role from people.roles order by id`
				])
	];
	const hash = createHash('sha256');
	for (const part of parts) hash.update(JSON.stringify((await part.execute(house.platform.database.fresh as never)).rows));
	return hash.digest('hex');
}

interface Tally {
	answered: number;
	refused: number;
	fails: string[];
}

async function tried(tally: Tally, by: Person, page: Served, handler: Handler, sent: { method: string; action?: string }): Promise<void> {
	const { route, names } = page;
	const language = some(languages);
	const params = Object.fromEntries(
		parametersOf(route).map((name) => {
			const good = sound(route, name, by);
			return [name, name === 'lang' ? language : random() < 0.2 || !good.length ? inPath() : some(good)];
		})
	);
	const url = new URL(`${origin}/${language}/work/fuzzed`);
	for (let time = 0; time < 3; time += 1) url.searchParams.append(names.length ? some(names) : 'q', some(badTexts));
	const json = sent.method !== 'GET' && !sent.action && random() < 0.7;
	const body = sent.method === 'GET' ? {} : json ? { body: some(badJson) } : { body: formFor(page) };
	const request = { method: sent.method, ...body, ...(json ? { headers: { 'content-type': 'application/json' } } : {}) };
	const event = await eventFor(house, { route, url, params, language, by, session: 'a-session', request });
	const outcome = await outcomeOf(handler, event);
	const failure =
		(await failureOf(outcome)) ??
		(outcome.is === 'data' && outcome.status >= 400 ? unsaid(outcome.data) : outcome.is === 'error' ? unsaid(outcome.body) : null);
	if (failure)
		tally.fails.push(
			`${sent.action ?? sent.method} ${route} as ${by.roles[0]?.role} ${JSON.stringify(params).slice(0, 200)} ${url.search.slice(0, 200)}: ${failure}`
		);
	tally[outcome.status < 300 ? 'answered' : 'refused'] += 1;
}

test('every page at work and all that it posts, under generated bad input, as every role', async () => {
	const tally: Tally = { answered: 0, refused: 0, fails: [] };
	expect(desk.length).toBeGreaterThan(100);
	expect(new Set(house.accounts.map(({ roles }) => roles[0]?.role)).size).toBeGreaterThan(7);
	for (const by of house.accounts) {
		const owners = by.roles.map((role) => ('party' in role ? role.party : 'organisation' in role ? role.organisation : 'secretariat'));
		const before = await markOfOthers(owners);
		for (const page of desk) {
			const { load, GET, actions = {} } = page.module;
			if (load ?? GET) for (let time = 0; time < 3; time += 1) await tried(tally, by, page, (load ?? GET) as Handler, { method: 'GET' });
			for (const [action, handler] of Object.entries(actions))
				for (let time = 0; time < 6; time += 1) await tried(tally, by, page, handler, { method: 'POST', action });
			for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
				const handler = page.module[method];
				if (handler) for (let time = 0; time < 6; time += 1) await tried(tally, by, page, handler, { method });
			}
		}
		expect(await markOfOthers(owners), by.email).toBe(before);
	}
	expect([...new Set(tally.fails)]).toEqual([]);
	expect(tally.answered).toBeGreaterThan(300);
	expect(tally.refused).toBeGreaterThan(1_000);
}, 600_000);
