import { error } from '@sveltejs/kit';
import { readProfile } from '#catalogue/server/profile.ts';
import { shownProject, shownSum } from '#catalogue/projects.ts';
import { readProjects } from '#catalogue/server/projects.ts';
import { projectType } from '#projects/answers.ts';
import { readReportsOf } from '#insights/server/tracker.ts';
import { say } from '#text/words.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention, today, reader } = locals;
	const profile = await readProfile(platform.database.read, definitions, convention, params.iso3.toUpperCase(), today);
	if (!profile) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const reports = await readReportsOf({ db: platform.database.read, convention, today }, profile.id);
	const projects = await readProjects(platform.database.read, profile.id);
	return {
		profile,
		projects: {
			shown: projects.slice(0, 8).map((project) => shownProject(project, convention)),
			sum: shownSum(projects),
			words: definitions.current(projectType)?.form.words ?? {}
		},
		reports: reports.map((report) => ({ ...report, name: say(convention.cycle(report.cycle)?.name, reader.language), regionName: '' })),
		origin: platform.configuration.origin
	};
};
