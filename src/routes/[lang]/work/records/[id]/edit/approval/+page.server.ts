import { fail, redirect } from '@sveltejs/kit';
import type { Form } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { approvalsOf } from '#sharing/server/approvals.ts';
import { askApproval, decideApproval } from '#sharing/server/approve.ts';
import { type Sharing, telling } from '#sharing/server/doing.ts';
import { openDraft } from '../draft.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const doneIs = ['approval-asked', 'given', 'declined'] as const;

/** Whose approval is wanted before this is submitted, and how it stands. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	const approvals = await approvalsOf(locals.platform.database.read, record, draft);
	return {
		record: { id: record.id },
		short: form.words['form.short'] ?? {},
		version: draft.version,
		approvals: approvals.map(({ account, name, state, last }) => ({ account, name, state, at: last?.at ?? null, reason: last?.reason ?? '' })),
		mine: approvals.find(({ account }) => account === locals.person?.id)?.state ?? null,
		setting: record.ownerKind === 'party' && may(locals.person, 'approval.set', record) ? record.owner : null,
		done: doneIs.find((name) => name === url.searchParams.get('done')) ?? null
	};
};

interface Posted {
	locals: App.Locals;
	params: { lang: string; id: string };
}

async function act({ locals, params }: Posted, done: string, doing: (by: Sharing) => Promise<object | Refusal>, typed: object = {}) {
	const outcome = await doing({ ...locals.doing(), ...telling(locals.platform.jobs) });
	if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, ...typed });
	redirect(303, `/${params.lang}/work/records/${params.id}/edit/approval?done=${done}`);
}

async function decide(event: Posted & { request: Request }, given: boolean) {
	const fields = await event.request.formData();
	const reason = String(fields.get('reason') ?? '').slice(0, 5000);
	const deciding = { record: event.params.id, version: Number(fields.get('seen')), given, reason };
	return act(event, given ? 'given' : 'declined', (doing) => event.locals.platform.database.write((db) => decideApproval(db, doing, deciding)), {
		reason
	});
}

export const actions: Actions = {
	ask: (event) =>
		act(event, 'approval-asked', (doing) => event.locals.platform.database.write((db) => askApproval(db, doing, { record: event.params.id }))),
	give: (event) => decide(event, true),
	decline: (event) => decide(event, false)
};
