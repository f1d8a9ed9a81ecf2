// SPDX-License-Identifier: Apache-2.0
// A real identity provider in a process of its own, and a person who signs in there with a browser without scripts.
import { type ChildProcess, fork } from 'node:child_process';

export type People = Record<string, Record<string, unknown>>;

export interface Client {
	id: string;
	secret?: string;
	/** Of the platform. */
	origin: string;
	/** Id of the provider in the platform's settings. */
	provider: string;
}

export async function identityProvider(clients: Client[], people: People, port = 0) {
	const child = fork(new URL('identity-provider-process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
	const { issuer } = await ask<{ issuer: string }>(child, {
		people,
		port,
		clients: clients.map(({ id, secret, origin, provider }) => ({
			client_id: id,
			...(secret ? { client_secret: secret } : { token_endpoint_auth_method: 'none' }),
			redirect_uris: [`${origin}/sign-in/back/${provider}`],
			post_logout_redirect_uris: [`${origin}/sign-in`]
		}))
	});
	return {
		issuer,
		/** Changes what it says of its people. */
		tell: (told: People) => ask(child, { people: told }),
		visitor: () => visitor(issuer),
		async stop(): Promise<void> {
			if (child.exitCode !== null) return;
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill();
			await ended;
		}
	};
}
export type IdentityProvider = Awaited<ReturnType<typeof identityProvider>>;

const ask = <Told>(child: ChildProcess, told: object): Promise<Told> =>
	new Promise((resolve, reject) => {
		const ended = () => reject(new Error('the provider ended'));
		child.once('exit', ended);
		child.once('message', (message) => {
			child.off('exit', ended);
			resolve(message as Told);
		});
		child.send(told);
	});

/** Somebody at the provider: follows where it leads, signs in and agrees, until it leads away. Returns that address. */
function visitor(issuer: string) {
	const jar = new Map<string, string>();
	const there = async (address: string, body?: URLSearchParams): Promise<{ text: string; away: string | null }> => {
		const response = await fetch(address, {
			method: body ? 'POST' : 'GET',
			redirect: 'manual',
			headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
			...(body ? { body } : {})
		});
		for (const line of response.headers.getSetCookie()) {
			const [pair = ''] = line.split(';');
			const at = pair.indexOf('=');
			if (/expires=Thu, 01 Jan 1970/i.test(line) || at === pair.length - 1) jar.delete(pair.slice(0, at));
			else jar.set(pair.slice(0, at), pair.slice(at + 1));
		}
		const location = response.headers.get('location');
		if (!location) return { text: await response.text(), away: null };
		const next = new URL(location, address);
		return next.origin === issuer ? there(next.href) : { text: '', away: next.href };
	};
	const form = (text: string) => /<form[^>]*action="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
	return {
		async signIn(address: string, login: string): Promise<string> {
			let { text, away } = await there(address);
			for (let step = 0; away === null && step < 4; step += 1) {
				const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? '';
				const fields: Record<string, string> = prompt === 'login' ? { prompt, login, password: 'any' } : { prompt };
				if (!prompt) throw new Error(`no form of the provider: ${text.slice(0, 500)}`);
				({ text, away } = await there(new URL(form(text), issuer).href, new URLSearchParams(fields)));
			}
			if (away === null) throw new Error('the provider did not lead back');
			return away;
		},
		/** What it answers, without doing anything there. */
		look: (address: string) => there(address),
		/** Agrees that the provider's own session ends. */
		async signOut(address: string): Promise<string | null> {
			const { text, away } = await there(address);
			if (away !== null) return away;
			const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
			return (await there(new URL(form(text), issuer).href, new URLSearchParams({ xsrf, logout: 'yes' }))).away;
		}
	};
}
