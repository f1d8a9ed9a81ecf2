import { error, fail, redirect } from '@sveltejs/kit';
import { readCall } from '#catalogue/server/calls.ts';
import { workedFor } from '#catalogue/server/desk.ts';
import { ownerWords } from '#catalogue/shown.ts';
import { isAsked, takesAnswers } from '#exchange/call.ts';
import { answerCall } from '#exchange/server/answer-call.ts';
import { answersTo } from '#exchange/server/calls.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { organisationCode, organisationNames } from '#people/server/organisation-names.ts';
import type { OwnerKind } from '#records/type.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** In whose name a call is answered, and what is begun already. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { person, platform, definitions, convention } = locals;
	if (!person) error(401, 'sign in first');
	const db = platform.database.read;
	const read = await readCall(db, { definitions, convention }, params.id, new Date());
	if (!read) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { call } = read;
	const owners = workedFor(person).filter(({ ownerKind, owner }) => isAsked(call, ownerKind) && may(person, 'record.begin', { ownerKind, owner }));
	const names = await organisationNames(
		db,
		owners.filter(({ ownerKind }) => ownerKind === 'organisation').map(({ owner }) => owner)
	);
	return {
		call,
		takes: takesAnswers(call, call.state),
		owners: await Promise.all(
			owners.map(async ({ ownerKind, owner }) => ({
				ownerKind,
				owner,
				name: ownerWords(ownerKind, owner, convention, names),
				begun: (await answersTo(db, call.id, { ownerKind, owner })).map(({ record, stage }) => ({
					record,
					drafted: stage === 'draft' || stage === 'returned'
				}))
			}))
		)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const ownerKind: OwnerKind = fields.get('ownerKind') === 'organisation' ? 'organisation' : 'party';
		const owner = String(fields.get('owner') ?? '');
		const { convention, platform } = locals;
		const ownerCode = ownerKind === 'party' ? convention.state(owner)?.iso2 : await organisationCode(platform.database.read, owner);
		if (!ownerCode) return fail(404, { refusal: { refusal: 'not-found' as const } });
		const another = fields.get('another') === '1';
		const begun = await platform.database.write((db) => answerCall(db, locals.doing(), { call: params.id, ownerKind, owner, ownerCode, another }));
		if (isRefusal(begun)) return fail(statusOf[begun.refusal], { refusal: begun });
		redirect(303, `/${params.lang}/work/records/${begun.id}${begun.begun ? '/edit' : ''}`);
	}
};
