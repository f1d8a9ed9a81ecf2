// What other conventions and partners publish, found by words, convention and kind.
import { linkedAskedFrom, linkedPerPage } from '#catalogue/linked.ts';
import { searchLinked } from '#catalogue/server/linked.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { platform, convention, reader } = locals;
	const asked = linkedAskedFrom(url.searchParams);
	const found = await searchLinked(platform.database.read, { ...asked, language: reader.language, convention });
	return { asked, found, pages: Math.ceil(found.total / linkedPerPage) };
};
