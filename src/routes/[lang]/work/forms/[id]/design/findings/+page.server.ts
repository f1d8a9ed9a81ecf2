import { sampleFindings } from '#components/designer/samples.ts';
import { wordFinding } from '#components/kinds/wording.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { openDesign } from '../../../design.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { design } = await openDesign(locals, params.id);
	const readers = await Promise.all(languages.map(readerIn));
	const byPlace = Map.groupBy(sampleFindings(design.form), ({ at }) => at);
	return {
		form: design.form,
		places: [...byPlace].map(([at, found]) => ({
			at,
			findings: found.map((each) => ({
				code: each.code,
				words: readers.map((reader) => ({ language: reader.language, text: wordFinding(reader, design.form, each) }))
			}))
		}))
	};
};
