import { error, fail, redirect } from '@sveltejs/kit';
import { compare } from '#forms/comparison.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { fitting } from '#records/move.ts';
import { readRevision } from '#records/server/revisions.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { explanationsIn } from '#reporting/checks.ts';
import { isReportType } from '#reporting/cycle.ts';
import { examineRecord } from '#catalogue/server/examine.ts';
import { loadRecord } from '../../../records/[id]/record.server.ts';
import { threadsOn } from '../../clarifications/shown.server.ts';
import { seenIn } from '../../seen.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const verdicts = ['publish', 'return', 'decline'] as const;

/** One submission against its checklist, with what changed since the revision before. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { person, platform, definitions } = locals;
	if (!may(person, 'queue.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const first = await loadRecord(locals, params.id);
	if (!('revisions' in first) || !first.revisions) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const page = await loadRecord(locals, params.id, first.revisions.at(-1)?.number);
	if (!('form' in page) || !page.form) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const previous =
		page.revision.number > 1 ? await readRevision(platform.database.read, definitions, person, params.id, page.revision.number - 1) : undefined;
	return {
		...page,
		clarifications: await threadsOn(locals, page.record),
		examined: isReportType(page.record.type)
			? {
					findings: await examineRecord(platform.database.read, locals, {
						record: page.record,
						form: page.form,
						answers: page.revision.answers,
						today: locals.today
					}),
					explanations: explanationsIn(page.revision.answers)
				}
			: null,
		changes: previous && !('gone' in previous) ? compare(page.form, previous.revision.answers, page.revision.answers) : null,
		verdicts: verdicts.filter((name) => {
			const move = fitting(name, page.record, definitions.type(page.record.type));
			return move && may(person, move.ability, page.record);
		})
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const verdict = verdicts.find((name) => name === fields.get('verdict'));
		const typed = { reason: String(fields.get('reason') ?? '').slice(0, 5000), checklist: fields.getAll('checklist').map(String) };
		const seen = seenIn(fields);
		if (!verdict) return fail(422, { refusal: { refusal: 'not-valid' as const }, ...typed });
		const outcome = await locals.platform.database.write((db) =>
			moveRecord(db, locals.doing(), { record: params.id, move: verdict, ...typed, ...(seen === undefined ? {} : { seen }) })
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, verdict, ...typed });
		const done = verdict === 'publish' && outcome.visibility !== 'public' ? 'registered' : verdict;
		redirect(303, `/${params.lang}/work/queue?done=${done}&record=${params.id}`);
	}
};
