// The projects that are asked for, for the page and for the files of the same address.
import { projectsAsked, projectsFor } from '#catalogue/projects.ts';
import { readProjects } from '#catalogue/server/projects.ts';
import { projectType } from '#projects/answers.ts';

export async function listOf(locals: App.Locals, query: URLSearchParams) {
	const { platform, definitions, convention } = locals;
	const all = await locals.remembered('projects', () => readProjects(platform.database.read));
	const asked = projectsAsked(query);
	return { all, asked, found: projectsFor(all, asked, convention), words: definitions.current(projectType)?.form.words ?? {} };
}
