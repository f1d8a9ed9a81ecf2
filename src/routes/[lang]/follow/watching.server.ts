// What the pages of following have in common: what acts are given, and how what is followed is shown.
import type { RequestEvent } from '@sveltejs/kit';
import { doingOf } from '#people/server/ground.ts';
import type { Watching } from '#watching/server/doing.ts';
import { titleOf } from '#watching/server/titles.ts';
import type { Watch } from '#watching/server/watches.ts';
import { watchedFrom } from '#watching/watched.ts';

export const watchingOf = async (event: Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'>): Promise<Watching> => ({
	...(await doingOf(event)),
	world: { definitions: event.locals.definitions, convention: event.locals.convention },
	language: event.locals.reader.language
});

export async function shownWatches({ platform, definitions, convention, reader }: App.Locals, watches: readonly Watch[]) {
	return Promise.all(
		watches.map(async ({ id, address, frequency, watchedAt }) => {
			const watched = watchedFrom(address, platform.configuration.origin);
			const title = watched && (await titleOf(platform.database.fresh, { definitions, convention }, watched, reader));
			return { id, address, frequency, at: watchedAt, title };
		})
	);
}

export const field = (form: FormData, name: string, most = 2000): string => {
	const value = form.get(name);
	return typeof value === 'string' ? value.slice(0, most) : '';
};
