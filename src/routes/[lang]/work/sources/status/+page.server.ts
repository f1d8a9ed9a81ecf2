// The depositary's list beside the facts: an officer accepts or leaves each difference.
import { error, fail, redirect } from '@sveltejs/kit';
import { forget } from '#convention/server/current.ts';
import { waitingStatus } from '#convention/server/status-kept.ts';
import { decideStatus, markOfDifference, statusNow } from '#interop/depositary/server/decide-status.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform, convention } = locals;
	if (!may(person, 'project.desk')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = platform.database.fresh;
	const status = await statusNow(db, platform.files, convention);
	const { waiting, left } = status ? await waitingStatus(db, status.differences) : { waiting: [], left: 0 };
	return {
		mayEdit: may(person, 'fact.edit'),
		readAt: status?.readAt ?? null,
		rows: status?.rows ?? 0,
		left,
		waiting: waiting.map((each) => ({
			...each,
			mark: markOfDifference(each),
			words: each.state ? (convention.state(each.state)?.name ?? null) : null
		}))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { person, platform, convention } = locals;
		if (!person || !may(person, 'fact.edit')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		const fields = await request.formData();
		const answer = fields.get('answer');
		const status = await statusNow(platform.database.fresh, platform.files, convention);
		if (!status || (answer !== 'accept' && answer !== 'leave')) return fail(422, { refusal: { refusal: 'not-valid' as const } });
		const doing = locals.doing();
		const decided = await platform.database.write((db) =>
			decideStatus(db, doing, status, { key: String(fields.get('key') ?? ''), mark: String(fields.get('mark') ?? ''), answer })
		);
		if (isRefusal(decided)) return fail(statusOf[decided.refusal], { refusal: decided });
		forget(platform.database);
		redirect(303, `/${params.lang}/work/sources/status`);
	}
};
