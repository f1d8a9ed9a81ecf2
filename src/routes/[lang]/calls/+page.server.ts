import { listCalls } from '#catalogue/server/calls.ts';
import { say } from '#text/words.ts';
import type { PageServerLoad } from './$types.ts';

/** All calls, or those of one area. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { platform, convention, reader } = locals;
	const area = convention.area(url.searchParams.get('area') ?? '')?.id ?? null;
	return {
		area,
		areas: convention.areas.map(({ id, name }) => ({ id, name: say(name, reader.language) || id })),
		calls: await listCalls(platform.database.read, new Date(), area ? { area } : {})
	};
};
