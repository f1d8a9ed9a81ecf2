import { error, fail, redirect } from '@sveltejs/kit';
import { type Ability, may } from '#people/may.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { fitting } from '#records/move.ts';
import { readRevision } from '#records/server/revisions.ts';
import { reading } from '#platform/server/database.ts';
import { schemesOf } from '#records/schemes.ts';
import { worded } from '#forms/part.ts';
import { mayFollow, type PostFile, type PostKind } from '#reporting/clarification.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { answerClarification } from '#reporting/server/answer-clarification.ts';
import { agreeToPublish, takeAgreementBack } from '#reporting/server/agree-to-publish.ts';
import { closeClarification, laterRevisions } from '#reporting/server/close-clarification.ts';
import type { Done } from '#reporting/server/add-post.ts';
import { extendClarification } from '#reporting/server/extend-clarification.ts';
import { publishClarification } from '#reporting/server/publish-clarification.ts';
import { reopenClarification } from '#reporting/server/reopen-clarification.ts';
import { aboutRecord, namedThreads, note } from '../report.server.ts';
import { tomorrowOf, typedIn, withFiles } from '../typed.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

type Typed = ReturnType<typeof typedIn> & { record: string; number: number; files: PostFile[] };

/** Each act of the page: what it adds, who may, what does it. */
const acts = {
	answer: { kind: 'answer', ability: 'clarification.answer', act: answerClarification },
	reopen: { kind: 'reopening', ability: 'clarification.ask', act: reopenClarification },
	extend: { kind: 'extension', ability: 'clarification.ask', act: extendClarification },
	close: {
		kind: 'closing',
		ability: 'clarification.ask',
		act: (db: Writing, doing: Doing, typed: Typed) => closeClarification(db, doing, { ...typed, revision: Number(typed.revision) || null })
	},
	agree: { kind: 'agreement', ability: 'clarification.agree', act: agreeToPublish },
	retract: { kind: 'retraction', ability: 'clarification.agree', act: takeAgreementBack },
	publish: { kind: 'publication', ability: 'clarification.publish', act: publishClarification }
} satisfies Record<string, { kind: PostKind; ability: Ability; act: (db: Writing, doing: Doing, typed: Typed) => Promise<Done> }>;

const missing = () => error(404, 'not found', { refusal: { refusal: 'not-found' } });

/** One thread: everything that was said and done, and what the reader may do next. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { person, ...about } = await aboutRecord(locals, params.id);
	const thread = (await namedThreads(locals, params.id)).find(({ number }) => String(number) === params.number) ?? missing();
	await note(locals, params.id, 'clarification', params.number);
	const { platform, definitions, convention, reader, today } = locals;
	const db = reading(platform.database.kysely);
	const { record } = about;
	const read = await readRevision(db, definitions, person, params.id, thread.revision);
	const asked = read && !('gone' in read) ? read : null;
	const section = asked?.form.sections.find(({ questions }) => questions.some(({ id }) => id === thread.question));
	const form = asked && section ? worded(asked.form, reader.language, section.id) : null;
	return {
		...about,
		thread,
		// The answer that was asked about, with the words of its question alone.
		answer:
			form && section && asked
				? {
						form: { ...form, sections: [{ ...section, questions: section.questions.filter(({ id }) => id === thread.question) }] },
						answers: thread.question in asked.revision.answers ? { [thread.question]: asked.revision.answers[thread.question] ?? null } : {},
						schemes: schemesOf(form, convention)
					}
				: null,
		acts: Object.entries(acts)
			.filter(
				([, { kind, ability }]) => mayFollow(kind, thread) && may(person, ability, record) && (record.state !== 'withdrawn' || kind === 'closing')
			)
			.map(([name]) => name),
		later: await laterRevisions(db, params.id, thread.revision),
		mayRevise: may(person, 'record.revise', record) && fitting('revise', record, definitions.type(record.type)) !== undefined,
		insider: may(person, 'record.read-private', record),
		today,
		tomorrow: tomorrowOf(today),
		done: Object.keys({ ask: 1, ...acts }).find((each) => each === url.searchParams.get('done')) ?? null
	};
};

const actionOf =
	(name: keyof typeof acts): Actions[string] =>
	async ({ locals, params, request }) => {
		const fields = await request.formData();
		const typed = typedIn(fields);
		const number = /^\d{1,6}$/.test(params.number ?? '') ? Number(params.number) : 0;
		const { act, ability } = acts[name];
		const outcome: Done = await withFiles(locals, params.id as string, fields, ability, (db, doing, files) =>
			act(db, doing, { ...typed, record: params.id as string, number, files })
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { act: name, refusal: outcome as Refusal, ...typed });
		redirect(303, `/${params.lang}/work/clarifications/${params.id}/${number}?done=${name}#post-${outcome.post}`);
	};

export const actions: Actions = Object.fromEntries((Object.keys(acts) as (keyof typeof acts)[]).map((name) => [name, actionOf(name)]));
