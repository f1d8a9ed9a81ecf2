import { error, redirect } from '@sveltejs/kit';
import { dashboardAddresses } from '#components/charts/figure.ts';
import { dashboardAsked, dashboardQuery, isDashboard } from '#insights/dashboard.ts';
import { projectsDashboard } from '../projects.server.ts';
import { hasQuestion, reportsDashboard } from '../reports-page.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	if (!isDashboard(params.dashboard)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const asked = dashboardAsked(url.searchParams);
	// The filter sends a question beside the rest: it has an address of its own.
	if (asked.question !== null && params.dashboard === 'reports' && (await hasQuestion(locals, asked))) {
		const { figure } = dashboardAddresses(locals.reader.language);
		redirect(303, `${figure('reports', encodeURIComponent(asked.question))}${dashboardQuery({ ...asked, section: null, question: null })}`);
	}
	const { origin } = locals.platform.configuration;
	return params.dashboard === 'reports'
		? { dashboard: params.dashboard, origin, reports: await reportsDashboard(locals, asked), projects: null }
		: { dashboard: params.dashboard, origin, reports: null, projects: await projectsDashboard(locals, params.dashboard, asked) };
};
