import { error, fail, redirect } from '@sveltejs/kit';
import { replyTo } from '#catalogue/server/desk.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { fittingMoves, type MoveName, moveNames } from '#records/move.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { findRecord, movesOf, standingSince } from '#records/server/records.ts';
import { movesSeenBy } from '#records/server/revisions.ts';
import { translated } from '#translation/unit.ts';
import { loadRecord } from '../../../records/[id]/record.server.ts';
import { threadsOn } from '../../clarifications/shown.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Moves that have a page of their own. */
const elsewhere = new Set<MoveName>(['submit', 'publish', 'return', 'decline']);

/** The record as its owner sees it, or the Party that it was sent to: where it stands, what may be done next, what happened to it. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { person, definitions, convention } = locals;
	const db = locals.platform.database.read;
	const record = await findRecord(db, params.id);
	const received = may(person, 'record.read-received', record ?? {});
	if (!record || !(received || may(person, 'record.read-private', record))) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const type = definitions.type(record.type);
	const all = await movesOf(db, params.id);
	const history = movesSeenBy(person, record, all);
	// Between two Parties each sees the names of its own people alone.
	const named = history.filter(({ move }) => record.visibility !== 'bilateral' || (move === 'decide') === received);
	const names = await namesOf(
		db,
		named.map((move) => move.by)
	);
	const next = fittingMoves(record, type).filter(({ name, move }) => !elsewhere.has(name) && may(person, move.ability, record));
	const form = definitions.current(record.type)?.form;
	const words = form?.words ?? {};
	const since = await standingSince(db, [record.id]);
	return {
		...(received || all.some((move) => move.revision !== null)
			? await loadRecord(locals, params.id)
			: { record, typeName: words['form.title'] ?? {} }),
		record,
		clarifications: await threadsOn(locals, record),
		received,
		words,
		side: record.otherParty
			? received
				? { is: 'from' as const, name: await ownerName(db, convention, record.ownerKind, record.owner) }
				: { is: 'to' as const, name: await ownerName(db, convention, 'party', record.otherParty) }
			: null,
		reply: replyTo(record, since.get(record.id), definitions, locals.today),
		workingDays: type?.reply?.workingDays ?? null,
		outcomes: type?.outcomes ?? [],
		moves: history.map((move) => ({ ...move, name: (named.includes(move) && names.get(move.by)) || null })),
		next: next.map(({ name, move }) => ({ name, reason: move.reason })),
		mayEdit: may(person, 'draft.edit', record) && (record.stage === 'draft' || record.stage === 'returned'),
		translates: may(person, 'translation.edit', record) && !!form && translated(form).length > 0,
		receipts: received ? [] : [...new Set(all.flatMap(({ move, revision }) => (move === 'submit' && revision !== null ? [revision] : [])))],
		done: url.searchParams.get('done'),
		asked: url.searchParams.get('move')
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const said = (name: string) => String(fields.get(name) ?? '');
		const move = said('move') as Exclude<MoveName, 'submit'>;
		const typed = { move, reason: said('reason').slice(0, 5000), outcome: said('outcome'), day: said('day').slice(0, 20) };
		if (!moveNames.includes(move) || (move as string) === 'submit') return fail(422, { refusal: { refusal: 'not-valid' as const }, ...typed });
		const moved = await locals.platform.database.write((db) =>
			moveRecord(db, locals.doing(), { record: params.id, ...typed, successor: said('successor') || undefined })
		);
		if (isRefusal(moved)) return fail(statusOf[moved.refusal], { refusal: moved, ...typed });
		const here = `/${params.lang}/work/records/${params.id}`;
		if (move === 'revise' || move === 'recall') redirect(303, `${here}/edit`);
		const answered = move === 'decide' && may(locals.person, 'record.read-received', moved);
		redirect(303, `${here}?done=${answered ? 'answer' : move === 'insist' && moved.visibility !== 'public' ? 'insisted' : move}`);
	}
};
