import { lackingText } from '#components/comparison/choices.ts';
import { loadCompared } from '../../reporting/compare/compared.server.ts';
import type { PageServerLoad } from './$types.ts';

/** The comparison by itself, for a frame on another site. What cannot be shown says so in the frame. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { reader, convention, platform } = locals;
	const { lacking, view } = await loadCompared(locals, url);
	return {
		language: reader.language,
		origin: platform.configuration.origin,
		view,
		lacking: lacking && lackingText(lacking, { reader, convention })
	};
};
