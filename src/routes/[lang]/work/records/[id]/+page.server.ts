import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { fits, type MoveName, moveNames, moves } from '#records/move.ts';
import { movesOf } from '#records/server/records.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { findRecord } from '#records/server/records.ts';
import { loadRecord } from '../../../records/[id]/record.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** The record as its owner sees it: where it stands, what may be done next, its whole history with names. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const db = locals.platform.database.read;
	const record = await findRecord(db, params.id);
	if (!record || !may(locals.person, 'record.read-private', record)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const history = await movesOf(db, params.id);
	const names = await namesOf(
		db,
		history.map((move) => move.by)
	);
	const next = moveNames.filter(
		(name) =>
			name !== 'submit' &&
			name !== 'publish' &&
			name !== 'return' &&
			name !== 'decline' &&
			fits(name, record) &&
			may(locals.person, moves[name].ability, record)
	);
	const submitted = history.some((move) => move.revision !== null);
	return {
		...(submitted
			? await loadRecord(locals, params.id)
			: { record, typeName: locals.definitions.current(record.type)?.form.words['form.title'] ?? {} }),
		record,
		moves: history.map((move) => ({ ...move, name: names.get(move.by) ?? null })),
		next: next.map((name) => ({ name, reason: moves[name].reason })),
		mayEdit: may(locals.person, 'draft.edit', record) && (record.stage === 'draft' || record.stage === 'returned'),
		done: url.searchParams.get('done'),
		asked: url.searchParams.get('move')
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const move = String(fields.get('move')) as Exclude<MoveName, 'submit'>;
		const reason = String(fields.get('reason') ?? '').slice(0, 5000);
		if (!moveNames.includes(move) || (move as string) === 'submit') return fail(422, { refusal: { refusal: 'not-valid' as const }, move, reason });
		const outcome = await locals.platform.database.write((db) =>
			moveRecord(db, locals.doing(), { record: params.id, move, reason, successor: String(fields.get('successor') ?? '') || undefined })
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, move, reason });
		redirect(
			303,
			move === 'revise' || move === 'recall'
				? `/${params.lang}/work/records/${params.id}/edit`
				: `/${params.lang}/work/records/${params.id}?done=${move}`
		);
	}
};
