// SPDX-License-Identifier: Apache-2.0
// Where an identity provider sends people back to: one address for each, whatever the language, as it is registered there.
import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '#people/refusal.ts';
import { finishSignOn } from '#people/server/finish-sign-on.ts';
import { doingOf } from '#people/server/ground.ts';
import { settingOf } from '../../../[lang]/sign-in/providers.server.ts';
import { setCookies } from '../../../[lang]/sign-in/set-cookies.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async (event) => {
	const provider = settingOf(event, event.params.provider);
	if (!provider) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const doing = await doingOf(event);
	const { outcome, to, linking, ...begun } = await finishSignOn(doing, provider, event.url.search);
	const language = begun.language ?? event.locals.reader.language;
	event.setHeaders({ 'cache-control': 'no-store' });
	const own = `/${language}/work/account/sign-on`;
	if (isRefusal(outcome)) {
		const why = new URLSearchParams({ with: provider.id, why: outcome.refusal });
		if (!linking) why.set('to', to);
		redirect(303, `${linking ? own : `/${language}/sign-in`}?${why.toString()}`);
	}
	setCookies(event.cookies, outcome.cookies, doing.origin);
	redirect(303, outcome.step === 'linked' ? `${own}?done=linked` : to);
};
