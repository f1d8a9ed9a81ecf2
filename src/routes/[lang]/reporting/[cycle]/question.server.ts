// What the page of a question and its files have in common.
import { error } from '@sveltejs/kit';
import type { Naming } from '#components/reporting/statistic-view.ts';
import { readStatistic } from '#insights/server/statistics.ts';
import { schemesOf } from '#records/schemes.ts';
import { regionNames } from '../regions.server.ts';

export async function loadStatistic(locals: App.Locals, { cycle, question }: { cycle: string; question: string }) {
	const { platform, convention, definitions } = locals;
	const read = () => readStatistic(platform.database.read, { convention, definitions }, { cycle, question });
	const found = await locals.remembered(`statistic ${cycle} ${question}`, read);
	if (!found) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const counted = new Set(found.statistic.regions.map(({ region }) => region));
	const naming: Naming = {
		reader: locals.reader,
		schemes: schemesOf(found.form, convention),
		regions: new Map([...regionNames(locals)].filter(([region]) => counted.has(region)))
	};
	return { found, naming };
}
