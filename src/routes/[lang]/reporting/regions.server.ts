// Names of the regional groups for one reader, and of having none.
import { type RegionKey, regionKeys } from '#insights/statistic.ts';
import { say } from '#text/words.ts';

export const regionNames = ({ convention, reader }: Pick<App.Locals, 'convention' | 'reader'>): Map<RegionKey, string> =>
	new Map(
		regionKeys.map((key) => [
			key,
			key === 'none' ? reader.t('reporting.region.none') : say(convention.entry('regions', key)?.words, reader.language) || key
		])
	);
