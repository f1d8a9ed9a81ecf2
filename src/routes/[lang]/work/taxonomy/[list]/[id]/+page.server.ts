import { error, fail, redirect } from '@sveltejs/kit';
import { changesBetween } from '#components/facts/changes.ts';
import { nameWords } from '#components/facts/listing.ts';
import { missingIn } from '#convention/check-concept.ts';
import type { FactFinding } from '#convention/check-fact.ts';
import { matchRelations, type MatchRelation } from '#convention/fact.ts';
import type { EditRefusal } from '#convention/server/edit-fact.ts';
import { factOf, historyOf } from '#convention/server/facts.ts';
import { type ConceptAct, deprecateConcept, mergeConcepts, restoreConcept } from '#convention/server/merge-concepts.ts';
import { dropMatch, setMatch, vocabularyAt } from '#convention/server/set-match.ts';
import { may } from '#people/may.ts';
import { refuse, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { say } from '#text/words.ts';
import { choicesFor } from '../../../facts/[kind]/[id]/choices.server.ts';
import { markOf, savePosted } from '../../../facts/[kind]/[id]/save-posted.server.ts';
import { followed, lineOf, listAt, notAllowed, refused } from '../../desk.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.ts';

const done = ['saved', 'unchanged', 'added', 'merged', 'deprecated', 'restored', 'matched', 'dropped'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { list, kind } = listAt(locals, params.list);
	const { convention, platform, reader } = locals;
	const db = platform.database.read;
	const fact = await factOf(db, kind, params.id);
	if (!fact) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const history = await historyOf(db, kind, fact.id);
	const names = await namesOf(
		db,
		history.map((change) => change.by)
	);
	const { state, replacedBy } = fact.value;
	const successor = replacedBy ? convention.one(kind, replacedBy) : undefined;
	return {
		list,
		kind,
		fact: { id: fact.id, value: fact.value, status: fact.status, source: fact.source },
		name: say(nameWords(fact.value), reader.language) || fact.id,
		seen: markOf(fact),
		deprecated: state === 'deprecated',
		replacedBy: replacedBy ? { id: replacedBy, name: say(successor?.prefLabel ?? {}, reader.language) || replacedBy } : null,
		missing: missingIn(fact.value),
		choices: choicesFor(locals, kind),
		others: convention
			.entries(kind === 'concept' ? 'concepts' : 'sectors')
			.filter(({ id, deprecated }) => id !== fact.id && !deprecated)
			.map(({ id, words }) => ({ id, text: say(words, reader.language) || id })),
		matches: convention
			.all('match')
			.filter(({ concept, dropped }) => concept === `${list}/${fact.id}` && !dropped)
			.map(({ id, uri, relation, label, vocabulary, status, source }) => ({ id, uri, relation, label, vocabulary, status, source })),
		history: history.map(({ by, at, before, after, reason }) => ({
			name: names.get(by) ?? '',
			at,
			reason,
			changes: changesBetween(kind, before, after)
		})),
		done: done.find((each) => each === url.searchParams.get('done')) ?? null
	};
};

type Outcome = object | EditRefusal;
const isRefused = (outcome: Outcome): outcome is EditRefusal => 'refusal' in outcome;

/** Does an act on the concept of the page, and leads to what came of it. */
async function acting(
	{ locals, params, request }: RequestEvent,
	act: (db: Parameters<Parameters<App.Locals['platform']['database']['write']>[0]>[0], asked: ConceptAct, fields: FormData) => Promise<Outcome>,
	then: (outcome: object, id: string) => string
) {
	const { list, kind } = listAt(locals, params.list);
	const { by, at } = locals.doing();
	const fields = await request.formData();
	const typed = { into: lineOf(fields, 'into'), reason: lineOf(fields, 'reason'), uri: lineOf(fields, 'uri', 2000) };
	if (!may(by, 'fact.edit')) return notAllowed();
	const outcome = await locals.platform.database.write((db) => act(db, { kind, id: params.id, by: by.id, at, reason: typed.reason }, fields));
	if (isRefused(outcome)) return refused(refuse(outcome.refusal), 'findings' in outcome ? outcome.findings : ([] as FactFinding[]), typed);
	await followed(locals.platform);
	redirect(303, `/${params.lang}/work/taxonomy/${list}/${then(outcome, encodeURIComponent(params.id))}`);
}

export const actions: Actions = {
	save: async ({ locals, params, request, url }) => {
		const { kind } = listAt(locals, params.list);
		const { by, at } = locals.doing();
		const saved = await savePosted(locals.platform.database, by, kind, params.id, await request.formData(), at);
		if ('refusal' in saved) return fail(statusOf[saved.refusal.refusal], saved);
		if (saved.changed) await followed(locals.platform);
		redirect(303, `${url.pathname}?done=${saved.changed ? 'saved' : 'unchanged'}`);
	},
	merge: (event) =>
		acting(
			event,
			(db, asked, fields) => mergeConcepts(db, { ...asked, into: lineOf(fields, 'into') }),
			(outcome) => `${encodeURIComponent((outcome as { into: string }).into)}?done=merged`
		),
	deprecate: (event) => acting(event, deprecateConcept, (_, id) => `${id}?done=deprecated`),
	restore: (event) => acting(event, restoreConcept, (_, id) => `${id}?done=restored`),
	match: (event) =>
		acting(
			event,
			(db, { by, at, reason, id }, fields) => {
				const uri = lineOf(fields, 'uri', 2000);
				const relation = matchRelations.find((each) => each === fields.get('relation')) ?? ('' as MatchRelation);
				return setMatch(db, {
					concept: `${event.params.list}/${id}`,
					uri,
					relation,
					vocabulary: vocabularyAt(uri),
					label: lineOf(fields, 'label') || null,
					status: fields.get('status') === 'sourced' ? 'sourced' : 'to-verify',
					source: lineOf(fields, 'source'),
					by,
					at,
					reason
				});
			},
			(_, id) => `${id}?done=matched#matches`
		),
	drop: (event) =>
		acting(
			event,
			(db, { by, at, reason }, fields) => dropMatch(db, { id: lineOf(fields, 'match'), by, at, reason }),
			(_, id) => `${id}?done=dropped#matches`
		)
};
