import { libraryAsked } from '#catalogue/library.ts';
import { libraryPage } from '#catalogue/server/library.ts';
import { say } from '#text/words.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { platform, convention, reader } = locals;
	const asked = libraryAsked(url.searchParams);
	const choice = ({ id, words }: { id: string; words: Parameters<typeof say>[0] }) => ({ id, name: say(words, reader.language) || id });
	const meetings = convention.all('meeting');
	const found = await libraryPage(platform.database.read, convention, asked);
	return {
		asked: { ...asked, page: found.page },
		...found,
		meetings: meetings.map(({ id, name }) => choice({ id, words: name })),
		areas: convention.entries('areas').map(choice),
		years: [...new Set(meetings.flatMap(({ start }) => start?.slice(0, 4) ?? []))].sort().reverse()
	};
};
