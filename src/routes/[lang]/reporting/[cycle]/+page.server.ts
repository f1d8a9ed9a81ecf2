import { error } from '@sveltejs/kit';
import { formOfCycle, regionKey } from '#insights/statistic.ts';
import { byRegion, regionChoices, stateChoices, trackedFor, trackerAsked } from '#insights/tracker.ts';
import { readTracker } from '#insights/server/tracker.ts';
import { locales } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { regionNames } from '../regions.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { platform, convention, definitions, reader, today } = locals;
	const cycle = convention.cycle(params.cycle);
	if (!cycle) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const read = () => readTracker({ db: platform.database.read, convention, today }, cycle);
	const { tracked, totals } = await locals.remembered(`tracker ${cycle.id}`, read);
	const asked = trackerAsked(url.searchParams);
	const names = regionNames(locals);
	const { compare } = new Intl.Collator(locales[reader.language]);
	return {
		cycle,
		totals,
		asked,
		form: formOfCycle(definitions, cycle),
		regions: regionChoices(tracked).map((id) => ({ id, name: names.get(id) ?? id })),
		states: stateChoices.filter((state) => (totals.open ? state !== 'not-here' : state === 'published' || state === 'not-here')),
		counts: byRegion(tracked).map((each) => ({ ...each, name: names.get(each.region) ?? each.region })),
		rows: trackedFor(tracked, asked)
			.map((each) => ({
				...each,
				name: say(convention.state(each.party)?.name, reader.language) || each.party,
				regionName: names.get(regionKey(each.region)) ?? ''
			}))
			.sort((a, b) => compare(a.name, b.name))
	};
};
