import { questionText } from '#components/kinds/wording.ts';
import { statisticView } from '#components/reporting/statistic-view.ts';
import { loadStatistic } from '../question.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { found, naming } = await loadStatistic(locals, params);
	const { cycle, form, question, statistic, demo } = found;
	const { number = null, paragraphs = [], star = false } = question;
	return {
		cycle: { id: cycle.id, name: cycle.name },
		form: { id: form.id, version: form.version },
		question: { id: question.id, number, paragraphs, star, text: questionText(form, question.id, locals.reader.language) },
		demo,
		over: statistic.denominators,
		view: statisticView(found, naming)
	};
};
