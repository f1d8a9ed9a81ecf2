// SPDX-License-Identifier: Apache-2.0
// What an operator may set, what it means and what stands when it is not set. Pure: whoever starts a process hands the variables in.

import { signOnProviders, type SignOnProvider } from './sign-on-setting.ts';

export const supportModes = ['asked', 'announced', 'off'] as const;
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** An S3-compatible store, as FILES_URL names it. Without keys the standard AWS variables and places are asked. */
export interface Bucket {
	bucket: string;
	endpoint: string | null;
	region: string;
	keys: { id: string; secret: string } | null;
}

/** A mail server, as SMTP_URL names it. `secure` is TLS from the first byte; otherwise STARTTLS is used where it is offered. */
export interface MailServer {
	host: string;
	port: number;
	secure: boolean;
	login: { user: string; password: string } | null;
}

export interface Configuration {
	/** TCP port; 0 lets the system choose. */
	port: number;
	host: string;
	/** Where browsers find the platform, without a slash at the end: links in mail, passkeys and the check of forms depend on it. */
	origin: string;
	/** Folder of the embedded database, the files and the outbox. */
	dataDir: string;
	databaseUrl: string | null;
	readDatabaseUrl: string | null;
	mailServer: MailServer | null;
	/** Address that mail comes from. */
	sender: string;
	/** Domain at which letters can be answered; its mail reaches the inbox. Null: no letter offers it. */
	replyDomain: string | null;
	bucket: Bucket | null;
	/** Load the demonstration content into an empty database. */
	demo: boolean;
	/** How long a training record is kept after its last change, in days. */
	trainingDays: number;
	/** Hosts inside the operator's own network that sources may be fetched from, `host` or `host:port`; all others inside are refused. */
	harvestHosts: string[];
	/** By which InforMEA knows the Convention. */
	informeaTreaty: string;
	/** Most entities that an answer of OData holds; more come in pages. */
	odataPageSize: number;
	/** How support begins: asked for by the Party, also announced by the secretariat, or not at all. */
	supportMode: (typeof supportModes)[number];
	logLevel: (typeof logLevels)[number];
	/** Where texts are drafted by a machine in another language, and what opens it; null: nobody is offered that. */
	translator: { url: string; key: string | null } | null;
	/** Identity providers that people may sign in with beside their password. */
	signOn: SignOnProvider[];
}

const names = [
	'PORT',
	'HOST',
	'ORIGIN',
	'DATA_DIR',
	'DATABASE_URL',
	'READ_DATABASE_URL',
	'SMTP_URL',
	'MAIL_REPLY_DOMAIN',
	'FILES_URL',
	'DEMO',
	'TRAINING_DAYS',
	'HARVEST_HOSTS',
	'INFORMEA_TREATY',
	'ODATA_PAGESIZE',
	'SUPPORT_MODE',
	'LOG_LEVEL',
	'TRANSLATE_URL',
	'TRANSLATE_KEY',
	'OIDC_PROVIDERS'
] as const;
type Name = (typeof names)[number];

/** Variables of other programs whose names happen to be near one of ours. */
const strangers = new Set(['FTP_URL', 'HTTP_URL', 'SITE_URL', 'ORIGINAL']);

/**
 * Reads the settings from variables. An empty variable counts as unset.
 * Returns the configuration, or every problem found as one line each: the variable, what is wrong, an example. A line never repeats an
 * address, since addresses carry passwords.
 */
export function configurationFrom(env: Record<string, string | undefined>): Configuration | string[] {
	const problems: string[] = [];

	/** Parses one variable; `parse` returns null for what it does not understand. */
	function setting<T>(name: Name, fallback: T, parse: (text: string) => T | null, must: string, example: string): T {
		const text = env[name]?.trim();
		if (!text) return fallback;
		const value = parse(text);
		if (value !== null) return value;
		problems.push(`${name} must be ${must}; for example ${name}=${example}`);
		return fallback;
	}

	const port = setting('PORT', 3000, wholeNumber, 'a whole number from 0 to 65535', '3000');
	const host = setting('HOST', '127.0.0.1', hostName, 'the name or address of a network interface', '0.0.0.0');
	const near = ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
	const origin = setting(
		'ORIGIN',
		new URL(`http://${near}:${port}`).origin,
		webOrigin,
		'an address of the web without a path',
		'https://exchange.example.org'
	);
	const dataDir = setting('DATA_DIR', './data', (text) => text, 'a folder', '/var/lib/minamata');
	const postgres = 'postgres://platform:password@database.example.org/platform';
	const databaseUrl = setting('DATABASE_URL', null, postgresUrl, 'the address of a PostgreSQL database', postgres);
	const readDatabaseUrl = setting('READ_DATABASE_URL', null, postgresUrl, 'the address of a PostgreSQL database', postgres);
	const mail = setting('SMTP_URL', null, smtp, 'the address of a mail server', 'smtp://name:password@mail.example.org:587?from=exchange@example.org');
	const replyDomain = setting('MAIL_REPLY_DOMAIN', null, mailDomain, 'the name of a domain that receives mail', 'reply.exchange.example.org');
	const bucket = setting('FILES_URL', null, s3, 'the address of an S3 bucket', 's3://files?endpoint=https://s3.example.org&region=eu-west-1');
	const demo = setting('DEMO', !env.DATABASE_URL?.trim(), yesOrNo, '1 or 0', '0');
	const trainingDays = setting('TRAINING_DAYS', 60, days, 'a whole number of days from 1 to 3650', '60');
	const inside = 'names of hosts with commas between them';
	const harvestHosts = setting('HARVEST_HOSTS', [], hosts, inside, 'files.example.org,10.0.0.5:8080');
	const informeaTreaty = setting('INFORMEA_TREATY', 'minamata', treatyId, 'a word of small letters, digits, - and _', 'minamata');
	const odataPageSize = setting('ODATA_PAGESIZE', 1000, pageSize, 'a whole number from 1 to 10000', '500');
	const modes = `one of ${supportModes.join(', ')}`;
	const supportMode = setting('SUPPORT_MODE', 'asked', (text) => supportModes.find((mode) => mode === text.toLowerCase()) ?? null, modes, 'asked');
	const levels = `one of ${logLevels.join(', ')}`;
	const logLevel = setting('LOG_LEVEL', 'info', (text) => logLevels.find((level) => level === text.toLowerCase()) ?? null, levels, 'info');

	const translateUrl = setting('TRANSLATE_URL', null, translatorUrl, 'the address of a translation service', 'https://translate.example.org/v1');
	const translateKey = env.TRANSLATE_KEY?.trim() || null;
	if (translateKey && !env.TRANSLATE_URL?.trim())
		problems.push('TRANSLATE_KEY opens TRANSLATE_URL, which is not set; for example TRANSLATE_URL=https://translate.example.org/v1');

	const signOn: (SignOnProvider | string)[] = signOnProviders(env.OIDC_PROVIDERS?.trim() || '[]', env);
	problems.push(...signOn.filter((each) => typeof each === 'string'));

	if (env.READ_DATABASE_URL?.trim() && !env.DATABASE_URL?.trim())
		problems.push(`READ_DATABASE_URL is the replica of DATABASE_URL, which is not set; for example DATABASE_URL=${postgres}`);
	for (const [name, value] of Object.entries(env)) {
		const meant = value === undefined ? null : misspelt(name);
		if (meant) problems.push(`${name} is not a setting; did you mean ${meant}?`);
	}
	if (problems.length) return problems;
	// Without a stop it is no domain of an address to harvesters (the schema of OAI-PMH).
	const domain = new URL(origin).hostname.replace(/^\[.*\]$/, 'localhost').replace(/^localhost$/, 'localhost.localdomain');
	const sender = mail?.sender ?? `noreply@${domain}`;
	const mailServer = mail?.server ?? null;
	return {
		port,
		host,
		origin,
		dataDir,
		databaseUrl,
		readDatabaseUrl,
		mailServer,
		sender,
		replyDomain,
		bucket,
		demo,
		trainingDays,
		harvestHosts,
		informeaTreaty,
		odataPageSize,
		supportMode,
		logLevel,
		translator: translateUrl ? { url: translateUrl, key: translateKey } : null,
		signOn: signOn.filter((each) => typeof each !== 'string')
	};
}

/** The setting that a variable's name is a slip of, or null. Only names of six letters or more are told apart with certainty. */
function misspelt(name: string): Name | null {
	if (names.includes(name as Name) || strangers.has(name) || name.length < 5) return null;
	return names.find((ours) => ours.length >= 6 && distance(name, ours) <= 2) ?? null;
}

/** How many letters must be put in, taken out or replaced to make one word of another; 3 stands for anything above 2. */
export function distance(one: string, other: string): number {
	if (Math.abs(one.length - other.length) > 2) return 3;
	let row = Array.from({ length: other.length + 1 }, (_, column) => column);
	for (let i = 1; i <= one.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= other.length; j += 1) {
			const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return Math.min(row[other.length] ?? 3, 3);
}

function wholeNumber(text: string): number | null {
	const number = Number(text);
	return /^\d{1,5}$/.test(text) && number <= 65_535 ? number : null;
}

const days = (text: string): number | null => (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3650 ? Number(text) : null);

const treatyId = (text: string): string | null => (/^[a-z\d][a-z\d_-]{0,59}$/.test(text) ? text : null);

const pageSize = (text: string): number | null => (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 10_000 ? Number(text) : null);

const hostName = (text: string): string | null => (/^([\da-z]([\da-z.-]*[\da-z])?|[\da-f:.]*:[\da-f:.]*)$/i.test(text) ? text : null);

/** `host`, `host:port`, `[address]:port`; never a path or a pattern. */
function hosts(text: string): string[] | null {
	const all = text.split(',').map((one) => one.trim().toLowerCase());
	return all.every((one) => /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/.test(one)) ? all : null;
}

const mailDomain = (text: string): string | null =>
	text.length <= 200 && /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)+$/i.test(text) ? text.toLowerCase() : null;

const yesOrNo = (text: string): boolean | null =>
	['1', 'true', 'yes', 'on'].includes(text.toLowerCase()) || (['0', 'false', 'no', 'off'].includes(text.toLowerCase()) ? false : null);

function address(text: string, ...protocols: string[]): URL | null {
	const url = URL.parse(text);
	return url && protocols.includes(url.protocol) ? url : null;
}

function webOrigin(text: string): string | null {
	const url = address(text, 'http:', 'https:');
	const bare = url && !url.username && !url.password && url.pathname === '/' && !url.search && !url.hash;
	return bare ? url.origin : null;
}

/** A key has a variable of its own: an address is shown to whoever sends texts to it. */
function translatorUrl(text: string): string | null {
	const url = address(text, 'http:', 'https:');
	return url && !url.username && !url.password && !url.hash ? url.href : null;
}

const postgresUrl = (text: string): string | null => (address(text, 'postgres:', 'postgresql:') ? text : null);

/** True when the query of an address holds nothing but these names. */
const only = (url: URL, ...known: string[]): boolean => [...url.searchParams.keys()].every((key) => known.includes(key));

function smtp(text: string): { server: MailServer; sender: string | null } | null {
	const url = address(text, 'smtp:', 'smtps:');
	if (!url?.hostname || !only(url, 'from') || !['', '/'].includes(url.pathname)) return null;
	const secure = url.protocol === 'smtps:';
	const sender = url.searchParams.get('from');
	if (sender !== null && !/^[^\s@<>]+@[^\s@<>]+$/.test(sender)) return null;
	const login = url.username ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } : null;
	return { server: { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || (secure ? 465 : 587), secure, login }, sender };
}

function s3(text: string): Bucket | null {
	const url = address(text, 's3:');
	if (!url?.hostname || !only(url, 'endpoint', 'region') || !['', '/'].includes(url.pathname)) return null;
	const endpoint = url.searchParams.get('endpoint');
	if (endpoint !== null && !address(endpoint, 'http:', 'https:')) return null;
	if (!url.username !== !url.password) return null;
	const keys = url.username ? { id: decodeURIComponent(url.username), secret: decodeURIComponent(url.password) } : null;
	return { bucket: url.hostname, endpoint, region: url.searchParams.get('region') ?? 'us-east-1', keys };
}
