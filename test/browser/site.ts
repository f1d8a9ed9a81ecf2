// SPDX-License-Identifier: Apache-2.0
// The built platform, started as a stranger starts it: one process on a throw-away data folder, with its demonstration content and accounts.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export interface Account {
	email: string;
	password: string;
	role: string;
	party: string | null;
}

export interface Site {
	origin: string;
	folder: string;
	accounts: Account[];
	account(role: string, party?: string): Account;
	/** Letters in the outbox to an address, newest last, as text. */
	letters(to: string): string[];
	stop(): Promise<void>;
}

export const flags = [
	'--headless=new',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];
export const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => readdirSync('/usr/bin').includes(path.slice(9)));

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args: flags });

export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as { port: number };
	await new Promise((closed) => server.close(closed));
	return port;
}

/** Starts the built platform and waits until it is ready. What it says is shown when it does not start. */
export async function startSite(env: Record<string, string> = {}): Promise<Site> {
	const folder = mkdtempSync(join(tmpdir(), 'site-'));
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const child = spawn(process.execPath, ['src/cli/serve.ts'], {
		env: {
			PATH: process.env.PATH,
			HOME: process.env.HOME,
			PORT: String(port),
			HOST: '127.0.0.1',
			ORIGIN: origin,
			DATA_DIR: folder,
			LOG_LEVEL: 'warn',
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
	await ready(origin, child, () => said);
	const accounts = JSON.parse(readFileSync(join(folder, 'demo-accounts.json'), 'utf8')) as Account[];
	return {
		origin,
		folder,
		accounts,
		account(role, party) {
			const found = accounts.find((each) => each.role === role && (party === undefined || each.party === party));
			if (!found) throw new Error(`no demonstration account for ${role} ${party ?? ''}`);
			return found;
		},
		letters(to) {
			const outbox = join(folder, 'outbox');
			return readdirSync(outbox)
				.filter((name) => name.endsWith('.eml')) // a letter being written has another name until it is whole
				.sort()
				.map((name) => readFileSync(join(outbox, name), 'utf8'))
				.filter((letter) => letter.toLowerCase().includes(`to: ${to}`) || letter.toLowerCase().includes(`<${to}>`));
		},
		async stop() {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

async function ready(origin: string, child: ChildProcess, said: () => string): Promise<void> {
	const until = Date.now() + 150_000;
	while (Date.now() < until) {
		if (child.exitCode !== null) throw new Error(`the platform ended while starting:\n${said()}`);
		const answer = await fetch(`${origin}/readyz`).catch(() => null);
		if (answer?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	child.kill('SIGKILL');
	throw new Error(`the platform was not ready within 150 seconds:\n${said()}`);
}

const scripted = new WeakSet<Page>();
export const isScripted = (page: Page): boolean => scripted.has(page);

/** With JavaScript: waits until the page listens. Without it, a page is ready as it comes. */
export async function live(page: Page): Promise<void> {
	if (scripted.has(page)) await page.locator('html[data-live]').waitFor({ state: 'attached' });
}

/** A browser of one person: signed in through the page, as people do. Console errors and page errors are collected, and fail the test that asks. */
export async function person(
	browser: Browser,
	site: Site,
	account: Account | null,
	options: BrowserContextOptions & { language?: string } = {}
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
	const { language = 'en', ...rest } = options;
	const context = await browser.newContext({ baseURL: site.origin, ...rest });
	context.setDefaultTimeout(15_000);
	const page = await context.newPage();
	if (rest.javaScriptEnabled !== false) scripted.add(page);
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
	});
	if (account) await signIn(page, account, language);
	return { page, context, faults };
}

export async function signIn(page: Page, account: { email: string; password: string }, language = 'en'): Promise<void> {
	await page.goto(`/${language}/sign-in`);
	await page.locator('main input[type=email], main input[name=email]').first().fill(account.email);
	await page.locator('main input[type=password]').first().fill(account.password);
	await page.locator('main form button[type=submit], main form button:not([type])').first().click();
	await page.waitForURL(/\/work/);
}
