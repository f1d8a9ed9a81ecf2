import { wordedDifferences } from '#components/designer/differences.ts';
import { typedFrom } from '#components/designer/fields.ts';
import { typedLine } from '#components/designer/typed-line.ts';
import { forget } from '#convention/server/current.ts';
import { faultsOfDesign } from '#forms/designed.ts';
import { allQuestions, questionOf } from '#forms/form.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { currentDefinitions } from '#records/server/current.ts';
import { draftsThatFollow } from '#records/server/designs.ts';
import { cyclesFollowing, publishFormat } from '#reporting/server/publish-format.ts';
import { fail, redirect } from '@sveltejs/kit';
import { changePosted, editionIn, openDesign } from '../../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { base, design, mayDesign } = await openDesign(locals, params.id);
	const { form } = design;
	const crosswalk = form.crosswalk?.questions ?? {};
	const moved = allQuestions(base).filter(({ id }) => id in crosswalk || !questionOf(form, id));
	const { drafts, holding } = await draftsThatFollow(
		locals.platform.database.fresh,
		params.id,
		moved.map(({ id }) => id)
	);
	const cycles = design.corrects ? [] : await cyclesFollowing(locals.platform.database.fresh, locals.doing(), params.id);
	const taken = new Set(Object.values(crosswalk));
	return {
		form,
		base: { ...base, words: base.words },
		edition: design.edition,
		mayDesign,
		/** It corrects the words of the version that it was begun from, and carries nothing. */
		corrects: design.corrects,
		drafts,
		/** Reporting cycles that are open on the version in use. */
		cycles,
		faults: faultsOfDesign(form),
		differences: wordedDifferences(locals.reader, base, form, form.crosswalk),
		moved: moved.map(({ id, kind }) => ({ id, kind, to: crosswalk[id] ?? null, drafts: holding.get(id) ?? 0 })),
		/** New questions that could take the answers of one that was taken away. */
		open: allQuestions(form)
			.filter(({ id }) => !taken.has(id) && (!questionOf(base, id) || id in crosswalk))
			.map(({ id }) => id),
		options: Object.entries(form.crosswalk?.options ?? {}).flatMap(([question, renamed]) =>
			Object.entries(renamed).map(([from, to]) => ({ question, from, to }))
		),
		done: url.searchParams.has('done')
	};
};

export const actions: Actions = {
	carry: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const to = String(fields.get('to') ?? '');
		return changePosted(
			locals,
			params.id,
			fields,
			{ changes: [{ do: 'carry', from: String(fields.get('from')), to: to || null }], faults: [] },
			() => `${url.pathname}?done`
		);
	},
	publish: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const { design } = await openDesign(locals, params.id);
		const said = (name: string) => typedLine(fields, name);
		const { database } = locals.platform;
		const cycles = fields.get('cycles');
		const outcome = await database.write((db) =>
			publishFormat(db, locals.doing(), {
				form: params.id,
				edition: editionIn(fields),
				version: said('version'),
				decision: said('decision').slice(0, 200) || null,
				cycles: cycles === 'keep' || cycles === 'follow' ? cycles : null,
				confirmed: fields.has('confirmed')
			})
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, faults: [], typed: typedFrom(fields) });
		// This process knows at once; the others ask by themselves.
		forget(database);
		await currentDefinitions(database, { now: true });
		const done = design.corrects ? `version=${encodeURIComponent(outcome.form.version)}&done=corrected` : `done=published&carried=${outcome.carried}`;
		redirect(303, `/${params.lang}/work/forms/${params.id}?${done}`);
	}
};
