// A form goes out as a file and comes back: what the file would change is shown question by question, and what is chosen is taken over. Between the two
// the page itself carries what the file said: nothing of it is kept on the server.
import { fail, redirect } from '@sveltejs/kit';
import { type Answers, type Form, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { worded } from '#forms/part.ts';
import { type FormFault, formLimits } from '#interop/roundtrip/read.ts';
import { readForm } from '#interop/roundtrip/server/read-form.ts';
import { isRefusal, refuse, statusOf } from '#people/refusal.ts';
import { schemesOf } from '#records/schemes.ts';
import { fileName, takeFile } from '#records/server/take-file.ts';
import { openDraft } from '../draft.server.ts';
import { aboutIn, compareFile, type FileRefused } from '../paper.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	const count = (name: string) => (url.searchParams.has(name) ? Math.max(0, Number.parseInt(url.searchParams.get(name) ?? '', 10) || 0) : null);
	return { record, title: form.words['form.title'] ?? {}, taken: count('taken'), waiting: count('waiting') };
};

/** What a browser sends around a file. */
const around = 65_536;
const mostPosted = 4_000_000;
const faultsShown = 200;

const unread = (fault: FormFault | FileRefused['fault'], values = { record: '', version: '' }) =>
	fail(fault === 'too-large' ? 413 : 422, { unread: { fault, ...values } });

export const actions: Actions = {
	read: async ({ locals, params, request }) => {
		const { record, draft } = await openDraft(locals, params.id);
		if (Number(request.headers.get('content-length') ?? 0) > formLimits.bytes + around) return unread('too-large');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return unread('empty');
		if (file.size > formLimits.bytes) return unread('too-large');
		const read = await readForm(new Uint8Array(await file.arrayBuffer()));
		if (typeof read === 'string') return unread(read);
		const about = aboutIn(locals, read, record);
		if ('fault' in about) return unread(about.fault, { record: about.record ?? '', version: about.version ?? '' });
		const { offered, faults, ...rest } = await compareFile(locals, record, draft, read, about);
		const form = locals.definitions.form(record.type, draft.formVersion) as Form;
		const theirs = locals.definitions.form(record.type, about.version) as Form;
		const shown = partOf(form, new Set([...offered.map(({ question }) => question), ...faults.map(({ question }) => question)]));
		const left = partOf(theirs, new Set(Object.keys(rest.dropped)));
		return {
			read: {
				...rest,
				name: fileName(file.name),
				offered,
				faults: faults.slice(0, faultsShown),
				faulty: faults.length,
				dropped: Object.entries(rest.dropped).map(([question, answer]) => ({ question, answer })),
				theirs: worded(left, locals.reader.language),
				form: worded(shown, locals.reader.language),
				schemes: { ...schemesOf(left, locals.convention), ...schemesOf(shown, locals.convention) },
				version: draft.version,
				formVersion: draft.formVersion,
				answers: JSON.stringify(Object.fromEntries(offered.map(({ question, value }) => [question, value])))
			}
		};
	},
	take: async ({ locals, params, request }) => {
		const { record, draft } = await openDraft(locals, params.id);
		const fields = await request.formData();
		const posted = answersIn(String(fields.get('answers') ?? ''));
		const version = Number(fields.get('version') ?? Number.NaN);
		if (!posted || !Number.isSafeInteger(version)) return fail(422, { refusal: refuse('not-valid') });
		const form = locals.definitions.form(record.type, draft.formVersion) as Form;
		const chosen = new Set(fields.getAll('question').map(String));
		const answers: Answers = Object.fromEntries(
			Object.entries(posted).filter(([question]) => chosen.has(question) && !questionOf(form, question)?.given)
		);
		const outcome = await locals.platform.database.write((db) =>
			takeFile(db, locals.doing(), {
				record: record.id,
				version,
				formVersion: String(fields.get('formVersion') ?? ''),
				name: String(fields.get('name') ?? ''),
				answers
			})
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${params.lang}/work/records/${record.id}/edit/exchange?taken=${outcome.taken}&waiting=${outcome.waiting}`);
	}
};

/** The form with these questions alone; conditions are not looked at any more. */
const partOf = (form: Form, ids: ReadonlySet<string>): Form => ({
	...form,
	sections: form.sections
		.map((section) => ({ ...section, questions: section.questions.filter(({ id }) => ids.has(id)) }))
		.filter(({ questions }) => questions.length > 0),
	words: Object.fromEntries(
		Object.entries(form.words).filter(([key]) => !/^(question|help|option|row)\./.test(key) || ids.has(key.split('.')[1] ?? ''))
	)
});

function answersIn(text: string): Answers | null {
	if (text.length > mostPosted) return null;
	try {
		const read: unknown = JSON.parse(text);
		return isObject(read) ? (read as Answers) : null;
	} catch {
		return null;
	}
}
