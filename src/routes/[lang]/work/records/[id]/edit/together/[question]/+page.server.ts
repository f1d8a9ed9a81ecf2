import { error, fail, redirect } from '@sveltejs/kit';
import { compare } from '#forms/comparison.ts';
import { type Form, questionOf } from '#forms/form.ts';
import { isPaged, sectionAt, worded } from '#forms/part.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { schemesOf } from '#records/schemes.ts';
import { stateOfAsk } from '#sharing/ask.ts';
import { colleaguesOf } from '#sharing/server/colleagues.ts';
import { resolve, say } from '#sharing/server/comments.ts';
import { decideSuggestion } from '#sharing/server/decide-suggestion.ts';
import { type Sharing, telling } from '#sharing/server/doing.ts';
import { sharedWhole } from '#sharing/server/overview.ts';
import { carriedSuggestion, type Decision } from '#sharing/suggestion.ts';
import { openDraft } from '../../draft.server.ts';
import { postedAnswer } from './posted-answer.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const doneIs = ['accept', 'clash', 'decline', 'said', 'resolved', 'reopened'] as const;

/** What is suggested, asked and said about one question. `?change={suggestion}` opens its fields. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const db = locals.platform.database.read;
	const whole = locals.definitions.form(record.type, draft.formVersion) as Form;
	const question = questionOf(whole, params.question);
	if (!question || question.given) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const section = sectionAt(whole, question.id);
	const { when: _, ...alone } = question;
	const form = worded(
		{ ...whole, rules: [], sections: section ? [{ id: section.id, questions: [alone] }] : [] },
		locals.reader.language,
		section?.id
	);
	const shared = await sharedWhole(db, locals, record.type, record.id, whole);
	const versionOf = (version: string) => locals.definitions.form(record.type, version);
	const here = <Thing extends { place: string | undefined }>(things: Thing[]) => things.filter(({ place }) => place === question.id);
	const suggestions = here(shared.suggestions);
	const comments = here(shared.comments);
	const asks = shared.asks.filter(({ places }) => places.includes(question.id));
	const colleagues = await colleaguesOf(db, record);
	const names = await namesOf(db, [
		...suggestions.flatMap(({ owedBy, decidedBy }) => [owedBy ?? [], decidedBy ?? []].flat()),
		...comments.flatMap(({ by, resolvedBy, mentions }) => [by, ...(resolvedBy ? [resolvedBy] : []), ...mentions]),
		...asks.flatMap(({ owedBy }) => owedBy ?? [])
	]);
	const named = (account: string | null) => (account ? (names.get(account) ?? '') : '');
	const present = draft.answers[question.id] ?? null;
	return {
		record: { id: record.id },
		form,
		question: alone,
		section: section && isPaged(whole) ? section.id : null,
		version: draft.version,
		present,
		suggestions: suggestions.map((each) => {
			const value = carriedSuggestion(whole, each, versionOf)?.value ?? each.value;
			return {
				id: each.id,
				state: each.state,
				value,
				name: each.owedBy ? named(each.owedBy) : each.expertName,
				at: each.at,
				cameBy: each.cameBy,
				cameFrom: each.cameFrom,
				older: each.formVersion !== draft.formVersion,
				word: each.word,
				decidedBy: named(each.decidedBy),
				changes: each.state === 'open' ? compare(form, { [question.id]: present }, { [question.id]: value }) : []
			};
		}),
		asks: asks.map((ask) => ({
			id: ask.id,
			name: ask.owedBy ? named(ask.owedBy) : ask.expert.name,
			due: ask.due,
			state: stateOfAsk(ask, true, new Date())
		})),
		comments: comments.map(({ id, replyTo, body, by, at, mentions, resolvedAt, resolvedBy }) => ({
			id,
			replyTo,
			body,
			name: named(by),
			at,
			mentioned: mentions.map(named),
			resolved: resolvedAt !== null,
			resolvedBy: named(resolvedBy)
		})),
		colleagues: colleagues.filter(({ id }) => id !== locals.person?.id).map(({ id, name }) => ({ id, name })),
		schemes: schemesOf(form, locals.convention),
		change: url.searchParams.get('change'),
		done: doneIs.find((name) => name === url.searchParams.get('done')) ?? null
	};
};

interface Posted {
	locals: App.Locals;
	params: { lang: string; id: string; question: string };
	request: Request;
	url: URL;
}

const doingOf = (locals: App.Locals): Sharing => ({ ...locals.doing(), ...telling(locals.platform.jobs) });
const refused = (refusal: Refusal, more: object = {}) => fail(statusOf[refusal.refusal], { refusal, ...more });
const text = (fields: FormData, name: string, longest = 5000): string => String(fields.get(name) ?? '').slice(0, longest);
const here = ({ lang, id, question }: Posted['params'], done: string) =>
	`/${lang}/work/records/${id}/edit/together/${encodeURIComponent(question)}?done=${done}`;

async function decide({ locals, params, request }: Posted, decision: Decision) {
	const fields = await request.formData();
	const deciding = { record: params.id, suggestion: text(fields, 'suggestion', 100), version: Number(fields.get('seen')) };
	const typed = { word: text(fields, 'word'), suggestion: deciding.suggestion };
	let answer = null;
	if (decision === 'change') {
		const posted = await postedAnswer(locals, params, fields, null);
		if (isRefusal(posted)) return refused(posted, typed);
		answer = posted.answer;
	}
	const outcome = await locals.platform.database.write((db) =>
		decideSuggestion(db, doingOf(locals), { ...deciding, decision, answer, word: typed.word })
	);
	if (isRefusal(outcome)) return refused(outcome, typed);
	redirect(303, here(params, outcome.clashes ? 'clash' : decision === 'decline' ? 'decline' : 'accept'));
}

export const actions: Actions = {
	accept: (event) => decide(event, 'accept'),
	change: (event) => decide(event, 'change'),
	decline: (event) => decide(event, 'decline'),
	/** A line more or less in the fields of a change, without JavaScript: nothing is saved, everything is shown again. */
	save: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const posted = await postedAnswer(locals, params, fields, url.searchParams.get('remove'));
		if (isRefusal(posted)) return refused(posted);
		return { changing: { suggestion: text(fields, 'suggestion', 100), answer: posted.answer }, added: url.searchParams.getAll('add') };
	},
	say: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const typed = { body: text(fields, 'body'), replyTo: text(fields, 'reply-to', 100) };
		const mentions = fields.getAll('mention').map(String);
		const saying = { record: params.id, question: params.question, body: typed.body, replyTo: typed.replyTo || null, mentions };
		const outcome = await locals.platform.database.write((db) => say(db, doingOf(locals), saying));
		if (isRefusal(outcome)) return refused(outcome, typed);
		redirect(303, `${here(params, 'said')}#comments`);
	},
	resolve: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const asked = { record: params.id, comment: text(fields, 'comment', 100), resolved: fields.get('resolved') === 'yes' };
		const outcome = await locals.platform.database.write((db) => resolve(db, doingOf(locals), asked));
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `${here(params, outcome.resolved ? 'resolved' : 'reopened')}#comments`);
	}
};
