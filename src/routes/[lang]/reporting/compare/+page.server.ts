import { redirect } from '@sveltejs/kit';
import { choicesFor, examplesOf, lackingText } from '#components/comparison/choices.ts';
import { publishedReports } from '#insights/server/comparisons.ts';
import { comparisonAsked, comparisonQuery } from '#insights/side.ts';
import { loadCompared } from './compared.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { platform, convention, definitions, reader } = locals;
	// A form sends the cycle of each side by itself: the address that is left to pass on has it beside the side.
	if (url.searchParams.has('left-cycle') || url.searchParams.has('right-cycle'))
		redirect(303, `${url.pathname}${comparisonQuery(comparisonAsked(url.searchParams))}`);
	const reports = await locals.remembered('reports published', () => publishedReports(platform.database.read));
	const { asked, lacking, found, view } = await loadCompared(locals, url);
	const naming = { reader, convention };
	const chosen = found?.asked ?? asked;
	return {
		origin: platform.configuration.origin,
		view,
		// Whoever has chosen one side only is on the way, not wrong.
		lacking: lacking && lacking.lacks !== 'side' ? lackingText(lacking, naming) : null,
		choices: choicesFor({ asked: chosen, base: found?.base ?? definitions.form('art21-full'), reports }, naming),
		examples: view ? [] : examplesOf(reports, naming)
	};
};
