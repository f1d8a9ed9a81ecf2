// SPDX-License-Identifier: Apache-2.0
// Bad input to every page that anybody may open, and to what it posts: query strings and fields by the names that the page itself reads. The page
// answers, leads elsewhere, or refuses with a status of 4xx; it never fails. The same input each time.
import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationFrom } from '#platform/configuration.ts';
import { sendLetters } from '#people/server/ground.ts';
import { openFiles } from '#platform/server/files.ts';
import { openJobs } from '#platform/server/jobs.ts';
import { openMailer } from '#platform/server/mail.ts';
import type { Platform } from '#platform/server/platform.ts';
import { openLog } from '#platform/server/log.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { type Exchange, openExchange, origin, today } from '../exchange.ts';
import { chanceFrom } from '../ground/chance.ts';

let exchange: Exchange;
let folder: string;
let platform: Platform;
beforeAll(async () => {
	exchange = await openExchange();
	folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
	const log = openLog('silent');
	const { database } = exchange.world;
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('; '));
	const jobs = await openJobs(database, { log, drained: true });
	const mailer = await openMailer({ dataDir: folder, mailServer: null, sender: 'noreply@example.org' });
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database, mailer, files, jobs, close: async () => mailer.close() };
	await sendLetters(platform);
}, 120_000);
afterAll(async () => {
	await platform.jobs.stop();
	await platform.close();
	await exchange.close();
	await rm(folder, { recursive: true });
});

const texts = [
	'',
	' ',
	'\0',
	'a\0b\u0001\u007f',
	'\u202eevil\u202c\u2066x\u2069',
	'x'.repeat(3_000),
	'😀'.repeat(300),
	'\ud800',
	"'; drop table records.records; --",
	'$1 \\ %00 {0} ${x}',
	'<script>alert(1)</script>',
	'../../../../etc/passwd',
	'=HYPERLINK("http://x")',
	'null',
	'NaN',
	'-1',
	'0',
	'1e309',
	'99999999999999999999',
	'2026-02-30',
	'9999-12-31',
	'0000-00-00',
	'MC-X-Y-0001',
	'GHA',
	'region:nowhere',
	'\r\nset-cookie: a=b'
];

interface Served {
	/** Below src/routes, with its parameters in brackets. */
	route: string;
	/** Every word in quotes in its source: the names that it reads are among them. */
	names: string[];
	module: { load?: Handler; GET?: Handler; actions?: Record<string, Handler> };
}
type Handler = (event: never) => unknown;

/** What anybody may open in a language. What people do when they have signed in asks who they are first, and is not among it. */
async function served(): Promise<Served[]> {
	const folder = 'src/routes/[lang]';
	const files = (await readdir(folder, { recursive: true })).filter((file) => /(^|\/)\+(page\.server|server)\.ts$/.test(file)).toSorted();
	return Promise.all(
		files
			.filter((file) => !file.startsWith('work/'))
			.map(async (file) => {
				const source = await readFile(join(folder, file), 'utf8');
				const names = [...new Set([...source.matchAll(/'([a-z][A-Za-z.-]{0,30})'/g)].map(([, name = '']) => name))];
				return { route: file.replace(/\/?\+.*$/, ''), names, module: (await import(join(process.cwd(), folder, file))) as Served['module'] };
			})
	);
}

test('every public page, what it gives as a file and what it posts, under generated bad input', async () => {
	const random = chanceFrom(20261128);
	const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
	const { definitions, convention } = exchange.world;
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
	const readers = await Promise.all(languages.map((language) => readerIn(language)));
	const outcomes = { answered: 0, refused: 0 };
	const fails: string[] = [];
	async function tried(handler: Handler, { route, names }: Served, action: string | null): Promise<void> {
		const reader = some(readers);
		const lang = reader.language;
		const value = () => some(texts);
		// No address holds half a sign, and one with a sign that no text may hold is answered before any page (hooks.server.ts).
		const inPath = () => value().toWellFormed().replaceAll('\0', '');
		const params = Object.fromEntries(
			[...`[lang]/${route}`.matchAll(/\[+(?:\.\.\.)?([a-z0-9]+)\]+/g)].map(([, name = '']) => [
				name,
				name === 'lang' ? lang : name === 'format' ? some(['csv', 'json', 'xlsx', 'exe']) : random() < 0.15 ? inPath() : (sound[name] ?? inPath())
			])
		);
		const url = new URL(`${origin}/${lang}/fuzzed`);
		for (let time = 0; time < 3; time += 1) url.searchParams.append(names.length ? some(names) : 'q', value());
		const fields = new FormData();
		for (const name of names) if (random() < 0.6) fields.append(name, random() < 0.1 ? new File([value()], value()) : value());
		const request = new Request(url, action === null ? {} : { method: 'POST', body: fields });
		const locals = {
			requestId: 'fuzz',
			platform,
			definitions,
			convention,
			today,
			person: null,
			officer: null,
			session: null,
			support: null,
			reader,
			query: url.search,
			remembered: (_: string, make: () => unknown) => make()
		};
		const event = {
			locals,
			params,
			url,
			request,
			route: { id: `/[lang]/${route}` },
			cookies: { get: () => undefined, getAll: () => [], set: () => undefined, delete: () => undefined },
			getClientAddress: () => '198.51.100.9',
			setHeaders: () => undefined,
			parent: () => Promise.resolve({}),
			depends: () => undefined,
			fetch
		};
		const said = `${action ?? 'get'} ${route} ${JSON.stringify(params).slice(0, 200)} ${url.search.slice(0, 300)}`;
		try {
			const given: unknown = await handler(event as never);
			const status = isActionFailure(given) || given instanceof Response ? given.status : 200;
			if (given instanceof Response) await given.arrayBuffer();
			if (status >= 500) fails.push(`${status} ${said}`);
			outcomes[status < 400 ? 'answered' : 'refused'] += 1;
		} catch (fault) {
			if (isRedirect(fault) || (isHttpError(fault) && fault.status < 500)) outcomes.refused += 1;
			else fails.push(`${fault instanceof Error ? fault.stack?.slice(0, 400) : JSON.stringify(fault)} at ${said}`);
		}
	}
	for (const page of await served())
		for (let time = 0; time < 8; time += 1) {
			if (page.module.load) await tried(page.module.load, page, null);
			if (page.module.GET) await tried(page.module.GET, page, null);
			for (const [name, action] of Object.entries(page.module.actions ?? {})) await tried(action, page, name);
		}
	expect(fails).toEqual([]);
	expect(outcomes.answered).toBeGreaterThan(100);
	expect(outcomes.refused).toBeGreaterThan(50);
}, 180_000);
