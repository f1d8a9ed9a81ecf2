// SPDX-License-Identifier: Apache-2.0
// Hands the cookies of an act to the browser.
import type { Cookies } from '@sveltejs/kit';
import { attributesOf, type Cookie } from '#people/server/cookies.ts';

export function setCookies(cookies: Cookies, list: readonly Cookie[], origin: string): void {
	for (const cookie of list) cookies.set(cookie.name, cookie.value, attributesOf(cookie, origin));
}
