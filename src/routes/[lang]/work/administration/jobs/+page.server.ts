// Queues of jobs, those that failed with their reason, and what is done by the clock.
import { queueStandings, scheduledJobs, troubledJobs } from '#platform/server/queues.ts';
import { administrator, steppedIn } from '../administrator.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	administrator(locals);
	const db = locals.platform.database.fresh;
	return {
		queues: await queueStandings(db),
		troubled: await troubledJobs(db),
		scheduled: await scheduledJobs(db),
		done: url.searchParams.get('done')
	};
};

export const actions: Actions = { default: steppedIn };
