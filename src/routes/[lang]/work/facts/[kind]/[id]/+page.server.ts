import { error, fail, redirect } from '@sveltejs/kit';
import { changesBetween } from '#components/facts/changes.ts';
import { nameWords } from '#components/facts/listing.ts';
import { factOf, historyOf } from '#convention/server/facts.ts';
import { statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { say } from '#text/words.ts';
import { draftLines } from '../../drafts.server.ts';
import { kindOf } from '../kind.server.ts';
import { choicesFor } from './choices.server.ts';
import { markOf, savePosted } from './save-posted.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const kind = kindOf(locals, params.kind);
	const db = locals.platform.database.read;
	const fact = await factOf(db, kind, params.id);
	if (!fact) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const history = await historyOf(db, kind, fact.id);
	const names = await namesOf(
		db,
		history.map((change) => change.by)
	);
	return {
		kind,
		fact: { id: fact.id, value: fact.value, status: fact.status, source: fact.source },
		name: say(nameWords(fact.value), locals.reader.language) || fact.id,
		seen: markOf(fact),
		draft: (await draftLines(locals, { kind, fact: fact.id }))[0] ?? null,
		choices: choicesFor(locals, kind),
		history: history.map(({ by, at, before, after, reason }) => ({
			name: names.get(by) ?? '',
			at,
			reason,
			changes: changesBetween(kind, before, after)
		})),
		done: url.searchParams.get('done')
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, url }) => {
		const kind = kindOf(locals, params.kind);
		const { by, at } = locals.doing();
		const saved = await savePosted(locals.platform.database, by, kind, params.id, await request.formData(), at);
		if ('refusal' in saved) return fail(statusOf[saved.refusal.refusal], saved);
		redirect(303, `${url.pathname}?done=${saved.changed ? 'saved' : 'unchanged'}`);
	}
};
