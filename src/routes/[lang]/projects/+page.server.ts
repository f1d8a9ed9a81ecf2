import { type ListedProject, projectChoices, projectsPerPage, shownProject, shownSum } from '#catalogue/projects.ts';
import { periodText } from '#projects/period.ts';
import { locales } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import { listOf } from './list.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { convention, reader } = locals;
	const { all, asked, found, words } = await listOf(locals, url.searchParams);
	const first = (asked.page - 1) * projectsPerPage;
	const { compare } = new Intl.Collator(locales[reader.language]);
	const choices = (of: (project: ListedProject) => readonly (string | null)[], name: (id: string) => Words | undefined = () => undefined) =>
		projectChoices(all, of).map((id) => ({ id, name: say(name(id), reader.language) || id }));
	const byName = <Choice extends { name: string }>(list: Choice[]) => list.toSorted((a, b) => compare(a.name, b.name));
	const option = (question: string) => (id: string) => words[`option.${question}.${id}`];
	return {
		asked,
		total: found.length,
		pages: Math.ceil(found.length / projectsPerPage),
		sum: shownSum(found),
		shown: found.slice(first, first + projectsPerPage).map((project) => shownProject(project, convention)),
		words: Object.fromEntries(Object.entries(words).filter(([key]) => /^option\.(status|scope)\./.test(key))),
		choices: {
			party: byName(
				choices(
					({ entry }) => entry.parties,
					(id) => convention.state(id)?.name
				)
			),
			region: convention.entries('regions').map(({ id, words: name }) => ({ id, name: say(name, reader.language) })),
			area: choices(
				({ entry }) => entry.areas,
				(id) => convention.entry('areas', id)?.words
			),
			agency: choices(({ agencies }) => agencies),
			fund: choices(({ funds }) => funds),
			period: choices(({ period }) => [period])
				.toSorted((a, b) => compare(a.id, b.id))
				.map(({ id }) => ({ id, name: periodText(id, reader.language) })),
			status: choices(({ status }) => [status], option('status')),
			category: choices(({ category }) => [category], option('category')),
			scope: choices(({ scope }) => [scope], option('scope'))
		}
	};
};
