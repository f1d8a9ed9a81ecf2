// Letters: how many were sent and wait, which the mail server did not take, which came back.
import { mailPage } from '#insights/administration/server/mail.ts';
import { parted } from '#insights/administration/server/overview.ts';
import { queueStandings } from '#platform/server/queues.ts';
import { administrator, steppedIn } from '../administrator.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	administrator(locals);
	const { database, configuration } = locals.platform;
	const [letters] = parted(await queueStandings(database.fresh)).letters;
	return {
		letters: letters ?? null,
		server: configuration.mailServer !== null,
		done: url.searchParams.get('done'),
		...(await mailPage(database, new Date()))
	};
};

export const actions: Actions = { default: steppedIn };
