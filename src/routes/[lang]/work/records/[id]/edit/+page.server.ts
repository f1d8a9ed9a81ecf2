import { fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { carriedNotes } from '#records/server/carry-drafts.ts';
import { lastReturn } from '#records/server/records.ts';
import { chooseAnswer } from '#records/server/save-answers.ts';
import { schemesOf } from '#records/schemes.ts';
import { titleOf } from '#catalogue/entry.ts';
import { judged, openDraft, peopleOf } from './draft.server.ts';
import { savePosted } from './save-posted.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const { form, findings, completeness } = await judged(locals, record.id, record.type, draft);
	const returned = await lastReturn(locals.platform.database.read, record.stage === 'returned' ? [record.id] : []);
	const carried = await carriedNotes(locals.platform.database.read, record.id);
	return {
		record,
		draft,
		form,
		findings,
		completeness,
		title: titleOf(form, draft.answers, locals.convention),
		people: await peopleOf(locals, draft),
		schemes: schemesOf(form, locals.convention),
		returned: returned.get(record.id) ?? null,
		carried: carried.map(({ fromVersion, ...note }) => ({ ...note, form: locals.definitions.form(record.type, fromVersion) ?? null })),
		canSubmit: may(locals.person, 'record.submit', record),
		account: locals.person?.id ?? '',
		checked: url.searchParams.has('checked'),
		saved: url.searchParams.has('saved'),
		added: url.searchParams.getAll('add')
	};
};

const refused = (refusal: Refusal) => fail(statusOf[refusal.refusal], { refusal });

export const actions: Actions = {
	save: async ({ locals, params, request, url }) => {
		const outcome = await savePosted(locals, params.id, await request.formData(), url);
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `/${params.lang}/work/records/${params.id}/edit?saved${outcome.anchor}`);
	},
	check: async ({ locals, params, request, url }) => {
		const outcome = await savePosted(locals, params.id, await request.formData(), url);
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `/${params.lang}/work/records/${params.id}/edit?saved&checked`);
	},
	choose: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		// The same page holds the other answers: they are saved with the choice, so that it loses nothing.
		const outcome = await savePosted(locals, params.id, fields, url);
		if (isRefusal(outcome)) return refused(outcome);
		// The buttons carry the choice in their address: one form holds the answers and all clashes.
		const said = (name: string) => String(url.searchParams.get(name) ?? fields.get(name));
		const choice = { record: params.id, question: said('question'), index: Number(said('index')), take: said('keep') === 'mine' };
		const chosen = await locals.platform.database.write((db) => chooseAnswer(db, locals.doing(), choice));
		if (isRefusal(chosen)) return refused(chosen);
		redirect(303, `/${params.lang}/work/records/${params.id}/edit?saved#${choice.question}`);
	}
};
