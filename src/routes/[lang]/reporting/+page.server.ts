import { formOfCycle } from '#insights/statistic.ts';
import { readCycles } from '#insights/server/tracker.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { platform, convention, definitions, today } = locals;
	const cycles = await readCycles({ db: platform.database.read, convention, today });
	const forms = cycles.flatMap(({ cycle }) => formOfCycle(definitions, cycle) ?? []);
	return {
		cycles,
		origin: platform.configuration.origin,
		forms: [...new Map(forms.map((form) => [`${form.id} ${form.version}`, form])).values()].map(({ id, version, words }) => ({
			id,
			version,
			title: words['form.title']
		}))
	};
};
