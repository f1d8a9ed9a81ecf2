import { toVerify } from '#forms/designed.ts';
import { allQuestions } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { refuse } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { allDesigns, lastChanges } from '#records/server/designs.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (!may(locals.person, 'form.word')) error(403, 'not allowed', { refusal: refuse('not-allowed') });
	const db = locals.platform.database.fresh;
	const [designs, changes] = [new Map((await allDesigns(db)).map((design) => [design.formId, design])), await lastChanges(db)];
	const names = await namesOf(
		db,
		[...changes.values()].map(({ by }) => by)
	);
	const rows = locals.definitions.all.map(({ form }) => {
		const last = changes.get(form.id);
		return {
			id: form.id,
			title: form.words['form.title'] ?? {},
			article: form.article,
			version: form.version,
			status: form.status,
			questions: allQuestions(form).length,
			toVerify: toVerify(form).length,
			design: designs.has(form.id),
			changed: last ? { name: names.get(last.by) ?? '', at: last.at } : null
		};
	});
	const only = url.searchParams.get('only');
	return {
		only: only === 'to-verify' || only === 'design' ? only : null,
		counts: {
			all: rows.length,
			toVerify: rows.filter((row) => row.status === 'to-verify' || row.toVerify > 0).length,
			design: designs.size
		},
		rows: rows.filter((row) => (only === 'design' ? row.design : only !== 'to-verify' || row.status === 'to-verify' || row.toVerify > 0))
	};
};
