// SPDX-License-Identifier: Apache-2.0
// The main menu and the banners of a day, from the facts that the desk edits. Pure; which pages there are comes in.
import type { Convention } from '#convention/convention.ts';
import type { Known } from '#convention/fact.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import { say } from '#text/words.ts';

export interface MenuLink {
	id: string;
	label: string;
	href: string;
}

export interface MenuGroup {
	id: string;
	label: string;
	/** A line that stands by itself leads somewhere; a group opens. */
	href: string | null;
	items: MenuLink[];
}

const inOrder = (a: Known<'menu-item'>, b: Known<'menu-item'>): number => a.order - b.order || (a.id < b.id ? -1 : 1);

/** Where a line of the menu leads in a language. */
export function addressIn(language: Language, to: string): string {
	if (!to.startsWith('/')) return to;
	const first = to.slice(1).split(/[/?#]/)[0] ?? '';
	return isLanguage(first) ? to : `/${language}${to === '/' ? '' : to}`;
}

/** Two levels. What leads to a page that is not there is left out, and so is a group with nothing under it. */
export function menuIn(convention: Pick<Convention, 'all'>, language: Language, isThere: (path: string) => boolean): MenuGroup[] {
	const shown = convention.all('menu-item').filter((item) => item.shown);
	const label = (item: Known<'menu-item'>) => say(item.label, language);
	const leads = (item: Known<'menu-item'>): item is Known<'menu-item'> & { to: string } =>
		item.to !== null && (!item.to.startsWith('/') || isThere(item.to));
	return shown
		.filter(({ under }) => under === null)
		.toSorted(inOrder)
		.map((group): MenuGroup => ({
			id: group.id,
			label: label(group),
			href: leads(group) ? addressIn(language, group.to) : null,
			items: shown
				.filter((item): item is Known<'menu-item'> & { to: string } => item.under === group.id && leads(item))
				.toSorted(inOrder)
				.map((item) => ({ id: item.id, label: label(item), href: addressIn(language, item.to) }))
		}))
		.filter(({ href, items }) => href !== null || items.length > 0);
}

export interface Banner {
	id: string;
	words: Known<'banner'>['words'];
	severity: Known<'banner'>['severity'];
	href: string | null;
}

/** Those of the day: warnings first, then the newest. */
export const bannersOn = (convention: Pick<Convention, 'all'>, language: Language, day: string): Banner[] =>
	convention
		.all('banner')
		.filter(({ from, until }) => from <= day && day <= until)
		.toSorted((a, b) => (a.severity === b.severity ? (a.from < b.from ? 1 : -1) : a.severity === 'warning' ? -1 : 1))
		.map(({ id, words, severity, link }) => ({ id, words, severity, href: link === null ? null : addressIn(language, link) }));
