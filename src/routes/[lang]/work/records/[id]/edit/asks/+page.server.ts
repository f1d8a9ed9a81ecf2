import { fail, redirect } from '@sveltejs/kit';
import { isPaged, worded } from '#forms/part.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { schemesOf } from '#records/schemes.ts';
import { askedForm } from '#sharing/ask.ts';
import { decideSuggestion } from '#sharing/server/decide-suggestion.ts';
import type { Suggestion } from '#sharing/suggestion.ts';
import { extendAsk, remindAsk, revokeAsk } from '#sharing/server/change-ask.ts';
import { type Sharing, telling } from '#sharing/server/doing.ts';
import { askLines, sharedWhole } from '#sharing/server/overview.ts';
import { type Form, questionOf } from '#forms/form.ts';
import { openDraft } from '../draft.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const doneIs = ['asked', 'extended', 'reminded', 'revoked', 'decline'] as const;

/** Everybody who was asked for answers of this draft, what they owe by when, and what came back. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const db = locals.platform.database.read;
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	const whole = await sharedWhole(db, locals, record.type, record.id, form);
	const waiting = whole.suggestions.filter(({ state }) => state === 'open');
	return {
		record: { id: record.id },
		paged: isPaged(form),
		form: worded({ ...form, rules: [] }, locals.reader.language),
		lines: await askLines(db, whole, locals.today),
		/** Questions at which a suggestion waits. */
		waiting: [...new Set(waiting.flatMap(({ place }) => place ?? []))],
		gone: await goneOf(locals, record, waiting),
		done: doneIs.find((name) => name === url.searchParams.get('done')) ?? null
	};
};

/** Suggestions for questions that the form no longer asks, with the words of the form that asked them: to be read, and used elsewhere. */
async function goneOf(locals: App.Locals, record: RecordEnvelope, waiting: (Suggestion & { place: string | undefined })[]) {
	const gone = waiting.filter(({ place }) => place === undefined);
	const names = await namesOf(
		locals.platform.database.read,
		gone.flatMap(({ owedBy }) => owedBy ?? [])
	);
	return gone.flatMap(({ id, question, formVersion, value, owedBy, expertName }) => {
		const whole = locals.definitions.form(record.type, formVersion);
		const form = whole && worded(askedForm(whole, [question]), locals.reader.language);
		const asked = form && questionOf(form, question);
		if (!form || !asked) return [];
		const name = owedBy ? (names.get(owedBy) ?? '') : expertName;
		return [{ id, form, question: asked, value, name, schemes: schemesOf(form, locals.convention) }];
	});
}

interface Posted {
	locals: App.Locals;
	params: { lang: string; id: string };
	request: Request;
}

async function change({ locals, params, request }: Posted, done: string, act: (doing: Sharing, fields: FormData) => Promise<object | Refusal>) {
	const fields = await request.formData();
	const outcome = await act({ ...locals.doing(), ...telling(locals.platform.jobs) }, fields);
	if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
	redirect(303, `/${params.lang}/work/records/${params.id}/edit/asks?done=${done}`);
}

const said = (fields: FormData, name: string): string => String(fields.get(name) ?? '').slice(0, 100);

export const actions: Actions = {
	/** Of a suggestion that has no place any more: it was read, and waits no longer. */
	decline: (event) =>
		change(event, 'decline', (doing, fields) =>
			event.locals.platform.database.write((db) =>
				decideSuggestion(db, doing, {
					record: event.params.id,
					suggestion: said(fields, 'suggestion'),
					version: 0,
					decision: 'decline',
					word: String(fields.get('word') ?? '').slice(0, 5000)
				})
			)
		),
	remind: (event) =>
		change(event, 'reminded', (doing, fields) =>
			event.locals.platform.database.write((db) => remindAsk(db, doing, { record: event.params.id, ask: said(fields, 'ask') }))
		),
	extend: (event) =>
		change(event, 'extended', (doing, fields) =>
			event.locals.platform.database.write((db) =>
				extendAsk(db, doing, { record: event.params.id, ask: said(fields, 'ask'), due: said(fields, 'due') })
			)
		),
	revoke: (event) =>
		change(event, 'revoked', (doing, fields) =>
			event.locals.platform.database.write((db) => revokeAsk(db, doing, { record: event.params.id, ask: said(fields, 'ask') }))
		)
};
