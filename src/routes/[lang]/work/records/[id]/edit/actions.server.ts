// What can be posted to the filling page, whole or one section of it: one set of acts for both. `back` is the page that was posted from.
import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { chooseAnswer } from '#records/server/save-answers.ts';
import { explain } from '#reporting/server/explain.ts';
import { cycleOf } from '#reporting/server/rounds.ts';
import { showProgress } from '#reporting/server/show-progress.ts';
import { takeOver } from '#reporting/server/take-over.ts';
import { openDraft } from './draft.server.ts';
import { savePosted } from './save-posted.server.ts';

interface Posted {
	locals: App.Locals;
	params: { lang: string; id: string; section?: string };
	request: Request;
	url: URL;
}

const refused = (refusal: Refusal) => fail(statusOf[refusal.refusal], { refusal });

const edit = ({ lang, id }: Posted['params']) => `/${lang}/work/records/${id}/edit`;
const back = (params: Posted['params']) => edit(params) + (params.section ? `/${encodeURIComponent(params.section)}` : '');

export const editing = {
	/** `?/save&next=article-4` goes on to another section, `?/save&next=` to the overview. */
	save: async ({ locals, params, request, url }: Posted) => {
		const outcome = await savePosted(locals, params.id, await request.formData(), url);
		if (isRefusal(outcome)) return refused(outcome);
		const next = url.searchParams.get('next');
		if (next === null) redirect(303, `${back(params)}?saved${outcome.anchor}`);
		redirect(303, `${edit(params)}${next ? `/${encodeURIComponent(next)}` : ''}?saved`);
	},
	check: async ({ locals, params, request, url }: Posted) => {
		const fields = await request.formData();
		const outcome = await savePosted(locals, params.id, fields, url);
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `${back(params)}?saved&checked`);
	},
	choose: async ({ locals, params, request, url }: Posted) => {
		const fields = await request.formData();
		// The same page holds the other answers: they are saved with the choice, so that it loses nothing.
		const outcome = await savePosted(locals, params.id, fields, url);
		if (isRefusal(outcome)) return refused(outcome);
		// The buttons carry the choice in their address: one form holds the answers and all clashes.
		const said = (name: string) => String(url.searchParams.get(name) ?? fields.get(name));
		const choice = { record: params.id, question: said('question'), index: Number(said('index')), take: said('keep') === 'mine' };
		const chosen = await locals.platform.database.write((db) => chooseAnswer(db, locals.doing(), choice));
		if (isRefusal(chosen)) return refused(chosen);
		redirect(303, `${back(params)}?saved#${encodeURIComponent(choice.question)}`);
	},
	take: async ({ locals, params, request, url }: Posted) => {
		const outcome = await savePosted(locals, params.id, await request.formData(), url);
		if (isRefusal(outcome)) return refused(outcome);
		const questions = url.searchParams.getAll('question');
		const taken = await locals.platform.database.write((db) =>
			takeOver(db, locals.doing(), { record: params.id, questions, language: locals.reader.language })
		);
		if (isRefusal(taken)) return refused(taken);
		redirect(303, `${back(params)}?saved#${encodeURIComponent(questions[0] ?? '')}`);
	},
	explain: async ({ locals, params, request }: Posted) => {
		const fields = await request.formData();
		const said = (name: string) => String(fields.get(name) ?? '');
		const outcome = await locals.platform.database.write((db) =>
			explain(db, locals.doing(), { record: params.id, about: said('about'), explanation: said('explanation') })
		);
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `${back(params)}?saved&checked#findings`);
	},
	show: async ({ locals, params, request }: Posted) => {
		const { record } = await openDraft(locals, params.id);
		const cycle = await cycleOf(locals.platform.database.read, record.id);
		const shows = (await request.formData()).get('shows') === 'yes';
		const outcome = await locals.platform.database.write((db) =>
			showProgress(db, locals.doing(), { cycle: cycle ?? '', party: record.owner, shows })
		);
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `${back(params)}?saved#shows`);
	}
};
