// What the page of a comparison, its frame and its files have in common.
import { isLacking } from '#insights/compared.ts';
import { readComparison } from '#insights/server/comparisons.ts';
import { type ComparisonAsked, comparisonAsked } from '#insights/side.ts';
import { comparisonView } from '#components/comparison/view.ts';

export type Compared = Awaited<ReturnType<typeof loadCompared>>;

export async function loadCompared(locals: App.Locals, url: URL) {
	const { platform, convention, definitions, reader } = locals;
	const asked: ComparisonAsked = comparisonAsked(url.searchParams);
	const found = await readComparison(platform.database.read, { convention, definitions }, asked);
	return isLacking(found)
		? { asked, lacking: found, found: null, view: null }
		: { asked, lacking: null, found, view: comparisonView(found, { reader, convention }) };
}
