// SPDX-License-Identifier: Apache-2.0
// Lines of a web server's log in the Combined Log Format, as Apache and nginx write it, so that figures of before are not lost. Pure.
import type { Answered } from './usage.ts';

export interface LogLine extends Answered {
	/** Used for the mark of the visitor, and forgotten. */
	address: string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const quoted = String.raw`"((?:[^"\\]|\\.)*)"`;
const shape = new RegExp(
	String.raw`^(\S+) \S+ .*? ?\[(\d{2})/(\w{3})/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\] ${quoted} (\d{3}) (\d+|-) ${quoted} ${quoted}`
);

/** No honest line is longer. */
const longest = 20_000;

const said = (text: string): string | null => (text === '' || text === '-' ? null : text.replace(/\\(["\\])/g, '$1'));

/** Null for what is no such line. What is asked in another way than HTTP (a scan, a broken line) is a line without a method, and none. */
export function readLogLine(line: string): LogLine | null {
	const found = line.length <= longest ? shape.exec(line) : null;
	if (!found) return null;
	const [
		,
		address = '',
		date,
		month = '',
		year,
		hour,
		minutes,
		second,
		sign,
		zoneHours,
		zoneMinutes,
		request = '',
		status,
		bytes,
		referrer = '',
		agent = ''
	] = found;
	const asked = /^([A-Z]{3,10}) (\S+)(?: HTTP\/[\d.]+)?$/.exec(request);
	const place = months.indexOf(month);
	if (!asked || place < 0) return null;
	const local = Date.UTC(Number(year), place, Number(date), Number(hour), Number(minutes), Number(second));
	// The 31st of February is no day.
	if (new Date(local).getUTCDate() !== Number(date) || Number(hour) > 23) return null;
	const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
	const url = URL.parse(asked[2] as string, 'http://log.invalid');
	if (!url) return null;
	return {
		at: new Date(local - offset),
		method: asked[1] as string,
		path: url.pathname,
		searched: (url.searchParams.get('q') ?? '').trim() !== '',
		status: Number(status),
		type: null,
		bytes: bytes === '-' ? 0 : Number(bytes),
		referrer: said(referrer),
		agent: said(agent),
		acceptLanguage: undefined,
		group: null,
		quiet: false,
		// A log does not say what fetched it: what only scripts fetch is known by its name.
		beside: /\/__data\.json$/.test(url.pathname),
		later: false,
		address
	};
}
