// The draft of a fact: kept, compared, looked at, published now or planned, given up.
import { error, fail, redirect } from '@sveltejs/kit';
import { changesBetween } from '#components/facts/changes.ts';
import { nameWords } from '#components/facts/listing.ts';
import { forget } from '#convention/server/current.ts';
import { factOf } from '#convention/server/facts.ts';
import { canBeShown, isPreviewed, standsAsBegun } from '#editorial/drafted.ts';
import { plannedMoment, planZones } from '#editorial/plan.ts';
import { draftOf, plansOfDraft } from '#editorial/server/fact-drafts.ts';
import { carryDraftOver, draftFindings, giveDraftUp, keepDraft } from '#editorial/server/keep-draft.ts';
import { cancelDraftPlan, planDraft } from '#editorial/server/plan-draft.ts';
import { lastZoneOf } from '#editorial/server/plans.ts';
import { publishDraft } from '#editorial/server/publish-draft.ts';
import { isRefusal, type Refusal, refuse, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { say } from '#text/words.ts';
import { kindOf } from '../../kind.server.ts';
import { choicesFor } from '../choices.server.ts';
import { lineIn, markOf } from '../save-posted.server.ts';
import { identifierIn, keepingIn, type NotDone, notKept, seenIn } from './posted.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, request, url }) => {
	const kind = kindOf(locals, params.kind);
	const db = locals.platform.database.fresh;
	const isNew = params.id === 'new';
	const [fact, draft] = isNew ? [undefined, null] : [await factOf(db, kind, params.id), await draftOf(db, kind, params.id)];
	// Where the draft of something new was given up while somebody typed, what they posted is shown again.
	if (!isNew && !fact && !draft && request.method !== 'POST') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const plans = draft ? await plansOfDraft(db, draft.id) : [];
	const [last] = plans;
	const names = await namesOf(db, [...(draft ? [draft.savedBy] : []), ...(last ? [last.plannedBy] : [])]);
	const moved = draft && fact && !standsAsBegun(draft, fact);
	const { value, status, source } = draft ?? fact ?? { value: {}, status: 'to-verify', source: '' };
	const findings = draft ? await draftFindings(db, draft) : [];
	return {
		kind,
		id: isNew ? '' : params.id,
		name: say(nameWords(value), locals.reader.language) || (isNew ? '' : params.id),
		shown: { value, status, source },
		seen: fact ? markOf(fact) : undefined,
		hasFact: !!fact,
		draft: draft && { version: draft.version, by: names.get(draft.savedBy) ?? '', at: draft.savedAt },
		findings,
		changes: draft ? changesBetween(kind, moved ? draft.base : (fact ?? null), draft) : [],
		moved: moved ? changesBetween(kind, draft.base, fact) : null,
		preview: isPreviewed(kind) ? (canBeShown(findings) ? 'ready' : 'not-yet') : null,
		plan: last && !last.endedAt ? { id: last.id, dueAt: last.dueAt, zone: last.zone, by: names.get(last.plannedBy) ?? '' } : null,
		refused: last?.outcome === 'refused' ? { dueAt: last.dueAt, zone: last.zone, why: last.why } : null,
		zone: locals.person && (await lastZoneOf(db, locals.person.id)),
		zones: planZones,
		choices: choicesFor(locals, kind),
		done: url.searchParams.get('done')
	};
};

const here = ({ params }: Pick<RequestEvent, 'params'>, id = params.id) => `/${params.lang}/work/facts/${params.kind}/${encodeURIComponent(id)}`;

const notDone = (refusal: Refusal, more: Partial<NotDone> = {}) =>
	fail(statusOf[refusal.refusal], { refusal: refuse(refusal.refusal, refusal.values), findings: [], ...more } as NotDone);

export const actions: Actions = {
	keep: async (event) => {
		const { locals, params, request } = event;
		const kind = kindOf(locals, params.kind);
		const fields = await request.formData();
		const { database } = locals.platform;
		const keeping = keepingIn(kind, identifierIn(params, fields), fields);
		// Begun from the fact as the page showed it, and from no other.
		const fact = await factOf(database.fresh, kind, keeping.fact);
		const stale = keeping.version === 0 && params.id !== 'new' && fact && lineIn(fields, 'seen') !== markOf(fact);
		const kept = stale ? refuse('changed-meanwhile') : await database.write((db) => keepDraft(db, locals.doing(), keeping));
		if (!isRefusal(kept)) redirect(303, `${here(event, kept.fact)}/draft?done=kept`);
		const { identifier = [], ...refusal } = kept as Refusal & { identifier?: [] };
		return fail(statusOf[refusal.refusal], await notKept(database.fresh, keeping, kind, refusal, identifier));
	},
	carry: async (event) => {
		const { locals, params, request } = event;
		const kind = kindOf(locals, params.kind);
		const seen = seenIn(kind, params.id, await request.formData());
		const carried = await locals.platform.database.write((db) => carryDraftOver(db, locals.doing(), seen));
		if (isRefusal(carried)) return notDone(carried);
		redirect(303, `${here(event)}/draft?done=carried`);
	},
	publish: async (event) => {
		const { locals, params, request } = event;
		const kind = kindOf(locals, params.kind);
		const { database } = locals.platform;
		const seen = seenIn(kind, params.id, await request.formData());
		const published = await database.write((db) => publishDraft(db, locals.doing(), seen));
		if (isRefusal(published)) return notDone(published);
		forget(database);
		redirect(303, `${here(event)}?done=published`);
	},
	plan: async (event) => {
		const { locals, params, request } = event;
		const kind = kindOf(locals, params.kind);
		const fields = await request.formData();
		const text = (name: string) => lineIn(fields, name).slice(0, 60);
		const moment = { day: text('day'), time: text('time'), zone: text('zone') || 'UTC' };
		const at = planZones.includes(moment.zone) ? plannedMoment(moment.day, moment.time, moment.zone) : null;
		if (!at) return notDone(refuse('not-valid'), { moment, wrong: true });
		const doing = { ...locals.doing(), jobs: locals.platform.jobs };
		const planning = { ...seenIn(kind, params.id, fields), at, zone: moment.zone };
		const planned = await locals.platform.database.write((db) => planDraft(db, doing, planning));
		if (isRefusal(planned)) return notDone(planned, { moment });
		redirect(303, `${here(event)}/draft?done=planned`);
	},
	cancel: async (event) => {
		const { locals, params, request } = event;
		kindOf(locals, params.kind);
		const plan = lineIn(await request.formData(), 'plan');
		const cancelled = await locals.platform.database.write((db) => cancelDraftPlan(db, locals.doing(), plan));
		if (isRefusal(cancelled)) return notDone(cancelled);
		redirect(303, `${here(event)}/draft?done=called-off`);
	},
	giveUp: async (event) => {
		const { locals, params, request } = event;
		const kind = kindOf(locals, params.kind);
		const { database } = locals.platform;
		const seen = seenIn(kind, params.id, await request.formData());
		const given = await database.write((db) => giveDraftUp(db, locals.doing(), seen));
		if (isRefusal(given)) return notDone(given);
		const stands = await factOf(database.fresh, kind, params.id);
		redirect(303, `${stands ? here(event) : `/${params.lang}/work/facts/${kind}`}?done=given-up`);
	}
};
