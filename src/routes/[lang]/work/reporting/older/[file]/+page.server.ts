// One file: what each of its columns is about, what importing it would do, how far the import is, and what became of each row.
import { error, fail, redirect } from '@sveltejs/kit';
import { countOf } from '#components/reporting/older.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { type Mapping } from '#reporting/older/mapping.ts';
import { targetsIn } from '#reporting/older/target.ts';
import { keepMapping, saveMapping } from '#reporting/server/older-files.ts';
import { startOlder } from '#reporting/server/take-older.ts';
import { becameOf, fileAt } from '../file.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Of each report so many remarks are shown; the file has them all. */
const remarksShown = 4;
const errorsShown = 20;
const textsShown = 40;

/** `?done=kept` after the mapping was kept. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	if (!may(locals.person, 'report.map')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const opened = await fileAt(locals, params.file);
	const { file, older } = opened;
	const { mapped, json, fault, became } = await becameOf(locals, opened);
	// Texts that are no option, each once, with what the mapping says of them already.
	const texts = new Map<string, { path: string; said: string; means: string }>();
	for (const [path, values] of Object.entries(file.mapping.values))
		for (const [said, means] of Object.entries(values)) texts.set(`${path}\n${said}`, { path, said, means });
	for (const { problems } of became)
		for (const { code, at, values } of problems)
			if ((code === 'not-read-choice' || code === 'not-read-yes-no') && typeof values?.said === 'string') {
				const path = at.split('.')[0] as string;
				const key = `${path}\n${values.said}`;
				if (!texts.has(key) && texts.size < textsShown) texts.set(key, { path, said: values.said, means: '' });
			}
	const lines = became.map(({ line, said, party, outcome, record, questions, problems }, place) => {
		const errors = problems.filter(({ severity }) => severity === 'error').slice(0, errorsShown);
		const remarks = problems.filter(({ severity }) => severity !== 'error').slice(0, remarksShown);
		return {
			...{ place, line, said, outcome, record, changed: questions.length },
			name: party === null ? null : (locals.convention.state(party)?.name ?? null),
			problems: [...errors, ...remarks],
			more: problems.length - errors.length - remarks.length
		};
	});
	return {
		file: { id: file.id, name: file.name, stage: file.stage, rows: file.rows, done: file.done, lenient: file.lenient, broughtAt: file.broughtAt },
		cycle: { id: older.cycle.id, name: older.cycle.name },
		form: older.form,
		json,
		fault,
		table: mapped && {
			sheet: mapped.table.sheet,
			head: mapped.table.head,
			long: mapped.proposal.long,
			columns: mapped.table.columns.map(({ at, head, example }) => ({ at, head, example })),
			questions: mapped.proposal.questions,
			grounds: mapped.proposal.grounds,
			about: { ...mapped.proposal.mapping.columns, ...mapped.proposal.mapping.questions },
			decimal: mapped.proposal.mapping.decimal
		},
		paths: targetsIn(older.form).all.map(({ path }) => path),
		texts: [...texts.values()],
		counts: countOf(became),
		lines: lines.toSorted((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused') || a.place - b.place),
		mayImport: may(locals.person, 'report.digitise'),
		done: url.searchParams.get('done') === 'kept'
	};
};

const number = (text: string): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null);

/** The mapping as the page sends it: heads and texts in hidden fields beside what they are about. */
function mappingIn(fields: FormData, before: Mapping): Mapping {
	const said = (name: string) => String(fields.get(name) ?? '');
	const pairs = (of: string, is: string): { [name: string]: string } => {
		const made: [string, string][] = [];
		for (let at = 0; fields.has(`${of}.${at}`); at += 1) made.push([said(`${of}.${at}`).slice(0, 500), said(`${is}.${at}`).trim().slice(0, 200)]);
		return Object.fromEntries(made);
	};
	const values: Mapping['values'] = {};
	for (let at = 0; fields.has(`text.${at}`); at += 1) {
		const [path, text, means] = [said(`of.${at}`), said(`text.${at}`), said(`means.${at}`).trim().slice(0, 200)];
		if (path && text && means) values[path] = { ...values[path], [text]: means };
	}
	const head = number(said('head-row').trim());
	const decimal = said('decimal');
	return {
		sheet: said('sheet').trim() || null,
		// Only where it was changed: the next file may have its heads elsewhere.
		head: head === number(said('head-found')) ? before.head : head,
		columns: fields.has('column.0') ? pairs('column', 'about') : before.columns,
		questions: fields.has('question.0') ? pairs('question', 'means-question') : before.questions,
		values,
		decimal: decimal === ',' || decimal === '.' ? decimal : null
	};
}

export const actions: Actions = {
	check: async ({ locals, params, request }) => {
		const { person, platform } = locals;
		if (!person || !may(person, 'report.map')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		const { file, older } = await fileAt(locals, params.file);
		if (file.stage !== 'open') return fail(409, { refusal: { refusal: 'stage-does-not-fit' as const } });
		const fields = await request.formData();
		const mapping = mappingIn(fields, file.mapping);
		const name = String(fields.get('save-as') ?? '')
			.trim()
			.slice(0, 100);
		await platform.database.write(async (db) => {
			await keepMapping(db, file.id, mapping, fields.has('lenient'));
			if (!name) return;
			const { id: form, version } = older.form;
			// Where the heads stand and what the sheet is called is the file's own.
			await saveMapping(db, { name, form, version, mapping: { ...mapping, sheet: null, head: null } }, person.id, new Date());
		});
		redirect(303, `/${params.lang}/work/reporting/older/${file.id}?done=kept#dry`);
	},
	import: async ({ locals, params }) => {
		const { jobs } = locals.platform;
		const { file } = await fileAt(locals, params.file);
		const started = await locals.platform.database.write((db) => startOlder(db, { ...locals.doing(), jobs }, file.id));
		// Whoever sends it twice finds it under way.
		if (isRefusal(started) && started.refusal !== 'already-on') return fail(statusOf[started.refusal], { refusal: started });
		redirect(303, `/${params.lang}/work/reporting/older/${file.id}`);
	}
};
