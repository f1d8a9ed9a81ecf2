import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { givable, looksAfter } from '#people/role.ts';
import { revoke, sendAgain } from '#people/server/invite.ts';
import { pageSize, peoplePage } from '#people/server/people-page.ts';
import { doingAs, field } from '../account/doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const notices = ['invited', 'sent-again', 'revoked', 'taken', 'erased'] as const;

export const load: PageServerLoad = async (event) => {
	const doing = await doingAs(event);
	const { searchParams } = event.url;
	const text = (searchParams.get('text') ?? '').replaceAll('\0', '').trim().slice(0, 100);
	const page = Math.max(1, Math.min(1000, Number.parseInt(searchParams.get('page') ?? '1', 10) || 1));
	const found = await peoplePage(doing, { ...doing, language: event.locals.reader.language }, { text, page });
	if (!found) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const may = { invite: givable(doing.by).length > 0, everybody: looksAfter(doing.by) === 'all' };
	return {
		...found,
		text,
		page,
		pages: Math.ceil(found.total / pageSize),
		may,
		done: notices.find((each) => each === searchParams.get('done')) ?? null
	};
};

const acts = { 'send-again': { act: sendAgain, done: 'sent-again' }, revoke: { act: revoke, done: 'revoked' } } as const;

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const doing = await doingAs(event);
		const chosen = acts[field(fields, 'act') as keyof typeof acts];
		if (!chosen) return fail(422, { refusal: { refusal: 'not-valid' as const } });
		const outcome = await doing.database.write((db) => chosen.act(db, doing, field(fields, 'offer')));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/people?done=${chosen.done}`);
	}
};
