// SPDX-License-Identifier: Apache-2.0
// Old addresses and where they lead: a list is read row by row, and what would lead nowhere, elsewhere or in a circle is named. Pure.
import type { ReadRow } from '../sheets/read-sheet.ts';

export const redirectStatuses = [301, 302, 307, 308, 410] as const;
export type RedirectStatus = (typeof redirectStatuses)[number];

export interface Redirect {
	/** Path as it was, with its query if it had one. */
	from: string;
	/** Path on this platform; '' where the page is gone. */
	to: string;
	status: RedirectStatus;
}

export type RedirectFaultCode = 'heads' | 'from-not-valid' | 'to-not-ours' | 'to-unknown' | 'status-unknown' | 'loop' | 'twice';
export interface RedirectFault {
	row: number;
	code: RedirectFaultCode;
	/** What stood there. */
	value: string;
}

/** Rows that one list may have. */
export const mostRedirects = 20_000;
const longest = 1000;

/** The one spelling of an old address: path and query, whatever site it was on. Null for what is none. */
export function oldAddress(said: string): string | null {
	const text = said.trim();
	if (!text || text.length > longest || !/^(\/(?!\/)|https?:\/\/)/i.test(text)) return null;
	try {
		const url = new URL(text, 'https://old.invalid');
		const path = url.pathname === '/' ? '/' : url.pathname.replace(/\/+$/, '');
		return path === '/' && !url.search ? null : path + url.search;
	} catch {
		return null;
	}
}

/** A target on this platform, as a path; null for another site: a list that somebody brings must not send readers there. */
export function ownTarget(said: string, origin: string): string | null {
	const text = said.trim();
	if (!text || text.length > longest || !(/^\/(?![/\\])/.test(text) || text.startsWith(`${origin}/`))) return null;
	try {
		const url = new URL(text, origin);
		return url.origin === origin ? url.pathname + url.search + url.hash : null;
	} catch {
		return null;
	}
}

/** Where following these addresses from one leads back to it. */
function circles(from: string, targets: ReadonlyMap<string, string>): boolean {
	const seen = new Set([from]);
	for (let at = targets.get(from); at !== undefined;) {
		const next = oldAddress(at.split('#')[0] ?? '');
		if (next === null) return false;
		if (seen.has(next)) return true;
		seen.add(next);
		at = targets.get(next);
	}
	return false;
}

export interface ReadRedirects {
	redirects: Redirect[];
	faults: RedirectFault[];
}

/** `standing`: those that are there already, which new ones may meet in a circle. `exists` says whether a page answers at a path of ours. */
export async function readRedirects(
	rows: readonly ReadRow[],
	{ origin, standing, exists }: { origin: string; standing: readonly Redirect[]; exists: (path: string) => Promise<boolean> }
): Promise<ReadRedirects> {
	// A list as text has no faulty cells; what is none is empty.
	const [head, ...lines] = rows.map(({ number, cells }) => ({ number, cells: cells.map((cell) => (typeof cell === 'string' ? cell : '')) }));
	const columns = (head?.cells ?? []).map((cell) =>
		cell
			.trim()
			.toLowerCase()
			.replace(/^\ufeff/, '')
	);
	const [from, to, status] = ['from', 'to', 'status'].map((name) => columns.indexOf(name));
	if (from === undefined || to === undefined || from < 0 || to < 0)
		return { redirects: [], faults: [{ row: head?.number ?? 1, code: 'heads', value: '' }] };
	const faults: RedirectFault[] = [];
	const taken = new Map<string, Redirect & { row: number }>();
	const known = new Map<string, boolean>();
	// A target may also be an old address that the list leads on.
	const old = new Set([...standing.map((each) => each.from), ...lines.map(({ cells }) => oldAddress(cells[from] ?? ''))]);
	for (const { number: row, cells } of lines) {
		const [saidFrom = '', saidTo = ''] = [cells[from], cells[to]];
		const saidStatus = (status === undefined || status < 0 ? '' : (cells[status] ?? '')).trim() || '301';
		const fault = (code: RedirectFaultCode, value: string) => void faults.push({ row, code, value: value.slice(0, 200) });
		const code = redirectStatuses.find((each) => String(each) === saidStatus);
		const said = oldAddress(saidFrom);
		if (!code) fault('status-unknown', saidStatus);
		else if (!said) fault('from-not-valid', saidFrom);
		else {
			const target = code === 410 ? '' : ownTarget(saidTo, origin);
			const before = taken.get(said);
			if (target === null) fault('to-not-ours', saidTo);
			else if (before && (before.to !== target || before.status !== code)) fault('twice', saidFrom);
			else if (!before && (target === '' || (await answers(target)))) taken.set(said, { from: said, to: target, status: code, row });
			else if (!before) fault('to-unknown', saidTo);
		}
	}
	const targets = new Map([...standing, ...taken.values()].filter(({ to: target }) => target).map((each) => [each.from, each.to]));
	const redirects: Redirect[] = [];
	for (const { row, ...redirect } of taken.values()) {
		if (circles(redirect.from, targets)) faults.push({ row, code: 'loop', value: redirect.from });
		else redirects.push(redirect);
	}
	return { redirects, faults: faults.toSorted((a, b) => a.row - b.row) };

	async function answers(target: string): Promise<boolean> {
		const path = target.split(/[?#]/)[0] ?? '';
		const before = known.get(path);
		if (before !== undefined) return before;
		const found = old.has(oldAddress(target.split('#')[0] ?? '') ?? '') || (await exists(path));
		known.set(path, found);
		return found;
	}
}
