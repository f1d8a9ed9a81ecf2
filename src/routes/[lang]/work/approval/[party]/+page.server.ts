import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { everyType } from '#sharing/approval.ts';
import { approversOf } from '#sharing/server/approvals.ts';
import { setApprovers } from '#sharing/server/approve.ts';
import { colleaguesOf } from '#sharing/server/colleagues.ts';
import { telling } from '#sharing/server/doing.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Whose approval a Party wants before it submits: its focal point decides. `?for=` is a type of record. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { person, definitions, convention, platform } = locals;
	const owner = { ownerKind: 'party' as const, owner: params.party };
	if (!may(person, 'approval.set', owner)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const db = platform.database.read;
	const types = definitions.all
		.filter(({ type }) => type.submitters.includes('party'))
		.map(({ type, form }) => ({ id: type.id, title: form.words['form.title'] ?? {} }));
	const asked = url.searchParams.get('for');
	const [colleagues, approvers] = await Promise.all([colleaguesOf(db, owner), approversOf(db, params.party)]);
	return {
		party: convention.state(params.party)?.name ?? { en: params.party },
		types,
		chosen: types.some(({ id }) => id === asked) ? (asked as string) : everyType,
		colleagues: colleagues.map(({ id, name }) => ({ id, name })),
		approvers,
		saved: url.searchParams.has('saved')
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const type = String(fields.get('for') ?? everyType).slice(0, 100);
		const setting = { party: params.party, type, accounts: fields.getAll('approver').map(String) };
		const doing = { ...locals.doing(), ...telling(locals.platform.jobs) };
		const outcome = await locals.platform.database.write((db) => setApprovers(db, doing, setting));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${params.lang}/work/approval/${params.party}?for=${encodeURIComponent(type)}&saved`);
	}
};
