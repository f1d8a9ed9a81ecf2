// SPDX-License-Identifier: Apache-2.0
// The cookies that a page sets after an act, as data, out of the Set-Cookie headers that the library writes.
import { absoluteSeconds, cookieNames } from './better-auth.ts';

export interface Cookie {
	name: string;
	/** Encoded already: to be set as it is. */
	value: string;
	/** Seconds; 0 takes the cookie away. */
	maxAge: number;
}

/** The session's cookie outlives idle hours, since the server alone decides when a session ends. */
export function cookiesOf(headers: Headers, origin: string): Cookie[] {
	const { session, secondStep } = cookieNames(origin);
	const last = new Map<string, Cookie>();
	for (const line of headers.getSetCookie()) {
		const [pair = '', ...attributes] = line.split(';');
		const at = pair.indexOf('=');
		const name = pair.slice(0, at).trim();
		if (name !== session && name !== secondStep) continue;
		const value = pair.slice(at + 1);
		const maxAge = Number(attributes.map((each) => /^\s*max-age=(-?\d+)/i.exec(each)?.[1]).find((found) => found !== undefined) ?? 0);
		const ends = value === '' || maxAge <= 0;
		last.set(name, { name, value: ends ? '' : value, maxAge: ends ? 0 : name === session ? absoluteSeconds : maxAge });
	}
	return [...last.values()];
}

/** Attributes that all of them share. Lax: a link from a mail finds the reader signed in, a form on another site does not. */
export const attributesOf = (cookie: Cookie, origin: string) => ({
	path: '/',
	httpOnly: true,
	sameSite: 'lax' as const,
	secure: origin.startsWith('https:'),
	maxAge: cookie.maxAge,
	encode: (value: string) => value
});

/** The value of one cookie of a request as it was sent, still encoded; null when it is not there. */
export function sentCookie(headers: Headers, name: string): string | null {
	for (const part of (headers.get('cookie') ?? '').split(';')) {
		const at = part.indexOf('=');
		if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
	}
	return null;
}

/** Headers with one cookie alone, so that the library sees that and nothing else. */
export function withCookie(headers: Headers, name: string): Headers {
	const value = sentCookie(headers, name);
	const result = new Headers({ 'user-agent': headers.get('user-agent') ?? '' });
	if (value !== null) result.set('cookie', `${name}=${value}`);
	return result;
}
