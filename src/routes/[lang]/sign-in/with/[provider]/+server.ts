// SPDX-License-Identifier: Apache-2.0
// Leads to an identity provider. A link and not a form: the policy of our pages lets forms lead nowhere else. What is begun is bound to this browser.
import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '#people/refusal.ts';
import { beginSignOn } from '#people/server/begin-sign-on.ts';
import { doingOf } from '#people/server/ground.ts';
import { wayBack } from '#people/way-back.ts';
import { settingOf } from '../../providers.server.ts';
import { setCookies } from '../../set-cookies.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async (event) => {
	const { language } = event.locals.reader;
	const provider = settingOf(event, event.params.provider);
	if (!provider) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const to = wayBack(event.url.searchParams.get('to'), `/${language}/work`);
	if (event.locals.person) redirect(303, to);
	const doing = await doingOf(event);
	const begun = await beginSignOn(doing, provider, { language, to, invitation: event.url.searchParams.get('invitation') });
	event.setHeaders({ 'cache-control': 'no-store' });
	if (isRefusal(begun)) redirect(303, `/${language}/sign-in?${new URLSearchParams({ with: provider.id, why: begun.refusal, to }).toString()}`);
	setCookies(event.cookies, begun.cookies, doing.origin);
	redirect(303, begun.url, { external: [new URL(begun.url).origin] });
};
