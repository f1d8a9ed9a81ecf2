import { error, fail, redirect } from '@sveltejs/kit';
import { readCall } from '#catalogue/server/calls.ts';
import { followCall } from '#catalogue/server/follow-call.ts';
import { isOpen } from '#exchange/call.ts';
import { askCallLetter, lettersOf } from '#exchange/server/call-letters.ts';
import { extendCall } from '#exchange/server/extend-call.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { moveRecord } from '#records/server/move-record.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** A call with who has answered and who has not, and what can be done about it. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { person, platform, definitions, convention } = locals;
	if (!may(person, 'queue.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = platform.database.read;
	const read = await readCall(db, { definitions, convention }, params.id, new Date());
	if (!read) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { call } = read;
	const followed = await followCall(db, { convention }, call.id, call);
	const regions = new Set([...call.seats.map(({ region }) => region), ...followed.nominated.map(({ region }) => region)]);
	return {
		call,
		...followed,
		regions: [...regions].map((id) => ({
			id,
			name: convention.entry('regions', id)?.words ?? { en: id },
			seats: call.seats.find(({ region }) => region === id)?.seats ?? 0,
			...(followed.nominated.find(({ region }) => region === id) ?? { nominated: 0, elected: 0 })
		})),
		letters: await lettersOf(db, call.id),
		open: isOpen(call.state),
		mayAct: may(person, 'record.publish', { visibility: 'public' }),
		done: (['extended', 'written', 'compiled'] as const).find((name) => name === url.searchParams.get('done')) ?? null
	};
};

const back = (params: { lang: string; id: string }, done: string) => `/${params.lang}/work/calls/${params.id}?done=${done}`;

export const actions: Actions = {
	extend: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const typed = { deadline: String(fields.get('deadline') ?? '').slice(0, 20), reason: String(fields.get('reason') ?? '').slice(0, 1000) };
		const doing = { ...locals.doing(), jobs: locals.platform.jobs };
		const outcome = await locals.platform.database.write(async (db) => {
			const extended = await extendCall(db, doing, { call: params.id, ...typed });
			return isRefusal(extended) ? extended : askCallLetter(db, doing, { call: params.id, letter: `extended-${typed.deadline}` });
		});
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, typed });
		redirect(303, back(params, 'extended'));
	},
	write: async ({ locals, params, request }) => {
		const announces = (await request.formData()).get('letter') === 'opened';
		const doing = { ...locals.doing(), jobs: locals.platform.jobs };
		const letter = announces ? 'opened' : `again-${doing.at.toISOString()}`;
		const outcome = await locals.platform.database.write((db) => askCallLetter(db, doing, { call: params.id, letter }));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, back(params, 'written'));
	},
	compiled: async ({ locals, params }) => {
		const outcome = await locals.platform.database.write((db) =>
			moveRecord(db, locals.doing(), { record: params.id, move: 'decide', outcome: 'compiled' })
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, back(params, 'compiled'));
	}
};
