// SPDX-License-Identifier: Apache-2.0
// Who asks: a person with a browser, or a program. Told by what a request says of itself, by rules that can be explained; nothing is looked up anywhere. Pure.

/** Why something is taken for a robot. */
export const robotReasons = ['declared', 'program', 'headless', 'no-agent', 'no-language'] as const;
export type RobotReason = (typeof robotReasons)[number];

/** Names itself as one, or as what search engines and networks send to look at a link. A telephone called Cubot does not. */
const declared =
	/(?<!\bcu)bots?(?![a-z])|crawl|spider|slurp|archiver|scrap(er|y)|facebookexternalhit|mediapartners|preview|lighthouse|pingdom|uptime|monitor|validator|feedfetcher|feedburner/i;
const headless = /headless|phantomjs|puppeteer|playwright|selenium/i;
/** Browsers of people begin like this, down to old telephones. What does not is a program or a library. */
const browser = /^(mozilla|opera|ucweb|nokia|sonyericsson|samsung|blackberry|lg-)/i;
/** Libraries that put a browser's beginning before their own name. */
const library = /\b(curl|wget|python|java|libwww|go-http-client|okhttp|node-fetch|axios|http_request)\//i;

/** Null for a person. `language` is the header Accept-Language: null where it was not sent, undefined where nobody knows, as in a log. */
export function robotReason(agent: string | null, language: string | null | undefined): RobotReason | null {
	const said = agent?.trim() ?? '';
	if (said === '' || said === '-') return 'no-agent';
	if (declared.test(said)) return 'declared';
	if (headless.test(said)) return 'headless';
	if (!browser.test(said) || library.test(said)) return 'program';
	// Every browser says which languages its person reads.
	if (language === null) return 'no-language';
	return null;
}

/** The name under which a robot is counted: its own, in small letters; for others, why it is taken for one. */
export function robotName(agent: string | null, reason: RobotReason): string {
	if (reason !== 'declared') return reason;
	const own = /[a-z][a-z0-9._-]{0,38}(?:bots?|crawler|spider|slurp|archiver|preview|externalhit)[a-z0-9-]{0,12}/i.exec(agent ?? '');
	return (own?.[0] ?? 'declared').toLowerCase();
}

export const deviceKinds = ['computer', 'phone', 'tablet'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export function deviceOf(agent: string | null): DeviceKind {
	const said = agent ?? '';
	if (/ipad|tablet|kindle|silk\/|playbook/i.test(said) || (/android/i.test(said) && !/mobile/i.test(said))) return 'tablet';
	return /mobi|iphone|ipod|android|nokia|blackberry|opera mini|ucweb|sonyericsson/i.test(said) ? 'phone' : 'computer';
}

/** The host that a reader came from; null where none is said, or it is our own. */
export function referrerHost(referrer: string | null, own: string): string | null {
	const url = referrer && referrer.length <= 4000 ? URL.parse(referrer) : null;
	if (!url || !/^https?:$/.test(url.protocol)) return null;
	const host = url.hostname.toLowerCase().replace(/^www\./, '');
	return host === own.toLowerCase().replace(/^www\./, '') || host.length > 100 || !host.includes('.') ? null : host;
}
