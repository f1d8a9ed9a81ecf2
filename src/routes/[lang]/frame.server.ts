// SPDX-License-Identifier: Apache-2.0
// What stands above every page: the main menu, and the banners of the day. From the facts as they stand, or with a draft in its place.
import { isPage } from '#api/pages.ts';
import type { Convention } from '#convention/convention.ts';
import { type Banner, bannersOn, type MenuGroup, menuIn } from '#editorial/menu.ts';
import type { Language } from '#text/languages.ts';

export const frameOf = (convention: Pick<Convention, 'all'>, language: Language, day: string): { menu: MenuGroup[]; banners: Banner[] } => ({
	menu: menuIn(convention, language, (path) => isPage(`/${language}${path}`) || isPage(path)),
	banners: bannersOn(convention, language, day)
});
