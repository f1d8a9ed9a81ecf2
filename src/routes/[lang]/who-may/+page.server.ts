import { abilities, sentenceNames } from '#people/may.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = () => ({
	rows: Object.keys(abilities).map((ability) => ({ ability, people: sentenceNames[ability as keyof typeof abilities] }))
});
