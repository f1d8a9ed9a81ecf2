// One report on the digital strategy: what filling in its figures again would change, and to do it.
import { error, fail, redirect } from '@sveltejs/kit';
import { findEntry } from '#catalogue/server/entries.ts';
import { optionText } from '#components/kinds/wording.ts';
import { languageName } from '#components/intl.ts';
import { draftStrategy, proposeStrategy } from '#insights/server/draft-strategy.ts';
import { type Change, strategyType } from '#insights/strategy.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import type { Json } from '#forms/form.ts';
import type { Words } from '#text/words.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { person, platform, definitions, reader } = locals;
	const lost = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (!may(person, 'editorial.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = platform.database.fresh;
	const record = (await findRecord(db, params.id)) ?? lost();
	// Whoever reads the desk of the secretariat without editing sees what is published, on its own page.
	if (record.type !== strategyType || !may(person, 'draft.read', record)) lost();
	const draft = await draftOf(db, record.id);
	const entry = await findEntry(db, record.id);
	const open = draft && (record.stage === 'draft' || record.stage === 'returned');
	const outcome = open ? await proposeStrategy(db, locals.doing(), record.id) : null;
	const form = definitions.form(record.type, draft?.formVersion);
	const { language, t } = reader;
	const named = ({ question, key }: Change): string =>
		question.endsWith('Text')
			? t('strategy.text.of', { language: languageName(language, key) })
			: form
				? optionText(form, `${question}.figure`, key.split(' ')[0] ?? key, language)
				: key;
	const valueOf = (part: Json): string | number | null =>
		typeof part === 'string' ? cut(part) : typeof part === 'object' && part !== null && !Array.isArray(part) ? Number(part.value ?? 0) : null;
	return {
		id: record.id,
		stage: record.stage,
		state: record.state,
		published: record.published,
		title: ((draft?.answers.title as Words | undefined) ?? entry?.title ?? {}) as Words,
		open: Boolean(open),
		refusal: isRefusal(outcome) ? outcome : null,
		done: url.searchParams.has('done'),
		changes:
			outcome && !isRefusal(outcome)
				? outcome.changes.map((change) => ({
						id: `${change.question} ${change.key}`,
						kind: change.kind,
						name: named(change),
						language: change.question.endsWith('Text') ? change.key : null,
						now: valueOf(change.now),
						fresh: valueOf(change.fresh)
					}))
				: []
	};
};

const cut = (text: string): string => (text.length > 160 ? `${text.slice(0, 159).toWellFormed()}…` : text);

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const outcome = await locals.platform.database.write((db) => draftStrategy(db, locals.doing(), params.id));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, '?done');
	}
};
