// One support: who looked on, why, how long and at which pages. The Party reads it at any time, and ends it.
import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, refuse, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { endSupport } from '#people/server/end-support.ts';
import { findSupport, viewsOf } from '#people/server/supports.ts';
import { supportStanding } from '#people/support.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { fresh } = locals.platform.database;
	const support = await findSupport(fresh, params.id);
	const subject = support && { ownerKind: 'party' as const, owner: support.party, ...(support.openedBy ? { account: support.openedBy } : {}) };
	// The officer reads the own log while looking on, too.
	if (!support || !may(locals.officer, 'support.read-log', subject)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const views = await viewsOf(fresh, support.id);
	const ids = [support.askedBy, support.openedBy, support.endedBy, ...views.map(({ by }) => by)].filter((id) => id !== null);
	const names = await namesOf(fresh, [...new Set(ids)]);
	const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
	return {
		supported: {
			...support,
			name: locals.convention.state(support.party)?.name ?? { en: support.party },
			asker: nameOf(support.askedBy),
			officer: nameOf(support.openedBy),
			ender: nameOf(support.endedBy),
			standing: supportStanding(support, new Date())
		},
		views: views.map((view) => ({ ...view, name: nameOf(view.by) })),
		closed: url.searchParams.has('closed'),
		ended: url.searchParams.has('ended')
	};
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const by = locals.officer;
		if (!by) return fail(401, { refusal: refuse('sign-in-first') });
		const ended = await locals.platform.database.write((db) => endSupport(db, { by, at: new Date() }, params.id));
		if (isRefusal(ended)) return fail(statusOf[ended.refusal], { refusal: ended });
		redirect(303, `/${params.lang}/work/support/${params.id}?ended`);
	}
};
