// The link of the letter that asks for confirmation. Opening it uses nothing up; the button does.
import { fail } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { confirmWish, wishOf } from '#watching/server/ask-to-follow.ts';
import { titleOf } from '#watching/server/titles.ts';
import { watchedFrom } from '#watching/watched.ts';
import { watchingOf } from '../watching.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention, reader } = locals;
	const wish = await wishOf(platform.database.fresh, params.token, new Date());
	if (!wish) return { wish: null };
	const watched = watchedFrom(wish.address, platform.configuration.origin);
	const title = (watched && (await titleOf(platform.database.fresh, { definitions, convention }, watched, reader))) ?? wish.address;
	return { wish: { title, frequency: wish.frequency, email: wish.email } };
};

export const actions: Actions = {
	default: async (event) => {
		const outcome = await confirmWish(await watchingOf(event), event.params.token);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		return { confirmed: outcome.address };
	}
};
