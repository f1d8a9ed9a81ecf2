// SPDX-License-Identifier: Apache-2.0
// What a request asks for, as far as a device without a line can stand in, and where that is shown. Pure.
import { isLanguage } from '#text/languages.ts';

export interface Asked {
	kind: 'page' | 'part' | 'leaving';
	language: string;
	/** What follows the language. */
	path: string;
	/** Leaves though something is not sent. */
	anyway: boolean;
}

/** Null where the request is none of ours: it passes untouched. */
export function asked(method: string, mode: string, url: URL, origin: string): Asked | null {
	if (url.origin !== origin) return null;
	const none = { language: '', path: '', anyway: false };
	if (method === 'GET' && url.pathname.startsWith('/_app/')) return url.pathname.startsWith('/_app/version') ? null : { kind: 'part', ...none };
	const [, language = ''] = url.pathname.split('/');
	if (mode !== 'navigate' || !isLanguage(language)) return null;
	const path = url.pathname.slice(language.length + 1);
	if (method === 'POST' && path === '/sign-out') return { kind: 'leaving', language, path, anyway: url.searchParams.has('anyway') };
	// Whoever erases their account leaves as well, and nothing can be sent after that.
	if (method === 'POST' && path === '/work/account/erase') return { kind: 'leaving', language, path, anyway: true };
	if (method !== 'GET' || !(path === '/work' || path.startsWith('/work/'))) return null;
	// What is downloaded is no page.
	return /\.\w+$/.test(path) ? null : { kind: 'page', language, path, anyway: false };
}

const editing = /^\/work\/records\/([\w-]+)\/edit(?:\/([\w-]+))?$/;

/** Pages below the editing page that are no sections. */
const others = new Set(['preview', 'history', 'copy', 'files', 'answers', 'here']);

/** Where the device shows what stands at an address of the desk: the same report and section where it is one, else what is kept. */
export function placeIn(language: string, path: string): string {
	const [, record, section] = editing.exec(path) ?? [];
	if (!record) return `/${language}/work/offline`;
	return linkTo(language, record, section && !others.has(section) ? section : undefined);
}

export const linkTo = (language: string, record: string, section?: string): string =>
	`/${language}/work/offline?record=${encodeURIComponent(record)}${section ? `&section=${encodeURIComponent(section)}` : ''}`;
