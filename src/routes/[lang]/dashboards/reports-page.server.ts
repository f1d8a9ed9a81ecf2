// The dashboard of reports as its page shows it: the performance of a cycle, or one section of the form.
import type { Figure } from '#components/charts/figure.ts';
import { isClosed } from '#components/charts/question-charts.ts';
import { questionText } from '#components/kinds/wording.ts';
import { type Form, wordsKey } from '#forms/form.ts';
import type { DashboardAsked } from '#insights/dashboard.ts';
import { formOfCycle, regionKeys } from '#insights/statistic.ts';
import { locales } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { regionNames } from '../reporting/regions.server.ts';
import { cycleOf, cyclesOf, figuresIn, performanceFigure, sectionsOf, settled } from './reports.server.ts';

export type ReportsDashboard = Awaited<ReturnType<typeof reportsDashboard>>;

/** Whether the form of the cycle asks what the filter sent beside the rest. */
export async function hasQuestion(locals: App.Locals, asked: DashboardAsked): Promise<boolean> {
	const form = formOfCycle(locals.definitions, await cycleOf(locals, asked));
	return !!form && sectionsOf(form).some(({ questions }) => questions.some(({ id }) => id === asked.question));
}

export async function reportsDashboard(locals: App.Locals, asked: DashboardAsked) {
	const { convention, definitions, reader } = locals;
	const { language } = reader;
	const cycle = await cycleOf(locals, asked);
	const choice = { ...settled(locals, cycle, asked), chart: null, zoom: null };
	const form = formOfCycle(definitions, cycle);
	const sections = form ? sectionsOf(form) : [];
	// Another cycle may ask other things: a section that it does not have is as if none were chosen.
	const section = sections.find(({ id }) => id === asked.section);
	const figures = section ? await figuresIn(locals, cycle, section.id, choice, { most: 1 }) : [];
	const names = regionNames(locals);
	const { compare } = new Intl.Collator(locales[language]);
	const closed = new Set(form ? sections.flatMap(({ questions }) => questions.filter(isClosed).map(({ id }) => id)) : []);
	return {
		cycle: { id: cycle.id, name: cycle.name },
		form: form?.id ?? '',
		asked: choice,
		performance: section ? null : await performanceFigure(locals, cycle, choice),
		section: section ? { id: section.id, title: titleOf(form as Form, section.id, language) } : null,
		sections: sections.map(({ id, questions }) => ({
			id,
			title: titleOf(form as Form, id, language),
			questions: questions.filter((question) => isClosed(question)).length
		})),
		figures: figures.filter(({ id }) => closed.has(id)),
		words: figures.filter(({ id }) => !closed.has(id)).map((figure) => ({ id: figure.id, title: figure.title, answered: answeredIn(figure) })),
		choices: {
			cycles: (await cyclesOf(locals)).map((each) => ({ id: each.cycle.id, name: say(each.cycle.name, language) })),
			regions: regionKeys.map((id) => ({ id, name: names.get(id) ?? id })),
			parties: convention
				.parties(cycle.end)
				.map(({ id, name }) => ({ id, name: say(name, language) || id }))
				.sort((a, b) => compare(a.name, b.name)),
			questions: (section ? [section] : sections).flatMap(({ questions }) =>
				questions
					.filter((question) => closed.has(question.id) && (section || question.number))
					.map(({ id, number }) => ({ id, name: [number, questionText(form as Form, id, language)].filter(Boolean).join(' ') }))
			)
		},
		demo: figures.some(({ demo }) => demo)
	};
}

const titleOf = (form: Form, section: string, language: App.Locals['reader']['language']): string =>
	say(form.words[wordsKey.section(section)], language) || section;

const answeredIn = ({ charts }: Figure): { count: number; asked: number } => ({
	count: Number(charts[0]?.series[0]?.values[0] ?? 0),
	asked: charts[0]?.full ?? 0
});
