// SPDX-License-Identifier: Apache-2.0
// The routes of the built platform, found in their folder, and the event with which the web framework calls one of them: for tests that go through all.
import { error, type HttpError, isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Convention } from '#convention/convention.ts';
import type { Person } from '#people/person.ts';
import { accountByEmail, personById } from '#people/server/accounts.ts';
import { sendLetters } from '#people/server/ground.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import type { Platform } from '#platform/server/platform.ts';
import { readWithoutZeros } from '#platform/server/posted-text.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { loadDemonstration } from '#worker/demonstration.ts';
import { type Instance, openInstance } from '#worker/instance.ts';
import { type SampleAsked, sampleFor } from '#worker/training.ts';
import { type Exchange, origin, today } from '../exchange.ts';

export type Handler = (event: never) => unknown;
export interface Served {
	/** As in the table of access: '/[lang]/records/[id]'. */
	route: string;
	/** A page with its data and its actions, or an address that answers by itself. */
	page: boolean;
	/** Every word in quotes in its source and in what lies beside it: the names that it reads are among them. */
	names: string[];
	module: { load?: Handler; actions?: Record<string, Handler> } & Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>;
}

const root = 'src/routes';

/** All that answers on the server; of groups of folders, `(name)`, the address knows nothing. */
export async function servedRoutes(): Promise<Served[]> {
	const all = (await readdir(root, { recursive: true })).toSorted();
	const files = all.filter((file) => /(^|\/)\+(page\.server|server)\.ts$/.test(file));
	// What a page shares with its neighbours lies beside it, or in the folder above.
	const shared = all.filter((file) => /\/[a-z-]+\.server\.ts$/.test(file));
	const besides = (file: string) => shared.filter((each) => [dirname(file), dirname(dirname(file))].includes(dirname(each)));
	return Promise.all(
		files.map(async (file) => {
			const source = (await Promise.all([file, ...besides(file)].map((each) => readFile(join(root, each), 'utf8')))).join('\n');
			return {
				route: `/${file.replace(/\/?\+.*$/, '')}`,
				page: file.endsWith('+page.server.ts'),
				names: [...new Set([...source.matchAll(/'([a-z][A-Za-z.-]{0,30})'/g)].map(([, name = '']) => name))],
				module: (await import(join(process.cwd(), root, file))) as Served['module']
			};
		})
	);
}

/** The names of the parameters of a route, in their order. */
export const parametersOf = (route: string): string[] => [...route.matchAll(/\[+(?:\.\.\.)?([a-z0-9]+)\]+/g)].map(([, name = '']) => name);

/** What a route is given beside what is asked of it. */
export interface House {
	platform: Platform;
	definitions: Definitions;
	convention: Convention;
	today: string;
	doing(by: Person): Promise<Doing>;
	close(): Promise<void>;
}

/** A whole platform on the database of an exchange, with files, mail and jobs of its own. */
export async function houseOn({ world }: Exchange): Promise<House> {
	const { database, definitions, convention } = world;
	const folder = await mkdtemp(join(tmpdir(), 'routes-'));
	const log = openLog('silent');
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('; '));
	const jobs = await openJobs(database, { log, drained: true });
	const mailer = await openMailer({ dataDir: folder, mailServer: null, sender: 'noreply@example.org' });
	const files = await openFiles({ dataDir: folder, bucket: null });
	const platform = { configuration, log, database, mailer, files, jobs, close: async () => mailer.close() };
	await sendLetters(platform);
	return {
		platform,
		definitions,
		convention,
		today,
		doing: async (by) => world.doing(by),
		async close() {
			await jobs.stop();
			await platform.close();
			files.close();
			await rm(folder, { recursive: true });
		}
	};
}

/** The platform with its demonstration content, as a first start loads it: records of every noun, and an account of every role. */
export async function demonstrationHouse(): Promise<House & { accounts: Person[]; instance: Instance }> {
	const folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder, LOG_LEVEL: 'silent' });
	if (Array.isArray(configuration)) throw new Error(configuration.join('; '));
	const instance = await openInstance(configuration);
	const shown = await loadDemonstration(instance);
	const { platform } = instance;
	const found = await Promise.all(shown.map(({ email }) => accountByEmail(platform.database.read, email)));
	const accounts = await Promise.all(found.flatMap((account) => (account ? [personById(platform.database.read, account.id)] : [])));
	return {
		platform,
		instance,
		// The questions of a call make forms of their own.
		definitions: await instance.definitionsInUse(true),
		convention: await instance.convention(),
		today: new Date().toISOString().slice(0, 10),
		accounts: accounts.filter((person) => person !== null),
		doing: async (by) => instance.doing(by),
		async close() {
			await instance.close();
			await rm(folder, { recursive: true });
		}
	};
}

export interface Asked {
	route: string;
	url: URL;
	params?: Record<string, string>;
	language?: Language;
	by?: Person | null;
	session?: string | null;
	request?: RequestInit;
}

let callers = 0;
/** What the web framework hands a route after the hooks have let a request pass. Each caller is another one: what is given by the minute is tested elsewhere. */
export async function eventFor({ platform, definitions, convention, today, doing }: House, asked: Asked): Promise<never> {
	const { route, url, params = {}, language = 'en', by = null, session = null, request = {} } = asked;
	const done = by ? await doing(by) : undefined;
	const sent = new Request(url, request);
	if (sent.method === 'POST') readWithoutZeros(sent);
	return {
		locals: {
			requestId: 'test',
			platform,
			definitions,
			convention,
			today,
			person: by,
			officer: by,
			session,
			support: null,
			reader: await readerIn(language),
			query: url.search,
			remembered: (_: string, make: () => unknown) => make(),
			doingFor: doing,
			doing: () => done ?? error(401, 'sign in first', { refusal: { refusal: 'sign-in-first' } }),
			sampleFor: (wanted: SampleAsked) => sampleFor(platform, { definitions, convention }, wanted)
		},
		params,
		url,
		request: sent,
		route: { id: route },
		cookies: { get: () => undefined, getAll: () => [], set: () => undefined, delete: () => undefined },
		getClientAddress: () => `2001:db8:${(++callers).toString(16)}::1`,
		setHeaders: () => undefined,
		parent: () => Promise.resolve({}),
		depends: () => undefined,
		fetch
	} as never;
}

export type Outcome =
	| { is: 'data'; status: number; data: unknown }
	| { is: 'reply'; status: number; reply: Response }
	| { is: 'redirect'; status: number; location: string }
	| { is: 'error'; status: number; body: HttpError['body'] }
	| { is: 'fault'; status: 500; fault: unknown };

/** What came of it, told apart as the web framework does. Whatever is thrown and is neither a refusal nor a way elsewhere is a fault. */
export async function outcomeOf(handler: Handler, event: never): Promise<Outcome> {
	try {
		const given: unknown = await handler(event);
		if (given instanceof Response) return { is: 'reply', status: given.status, reply: given };
		return isActionFailure(given) ? { is: 'data', status: given.status, data: given.data } : { is: 'data', status: 200, data: given };
	} catch (fault) {
		if (isRedirect(fault)) return { is: 'redirect', status: fault.status, location: fault.location };
		if (isHttpError(fault)) return { is: 'error', status: fault.status, body: fault.body };
		return { is: 'fault', status: 500, fault };
	}
}
