import { allDumps } from '#interop/dump/server/dumps.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const [newest, ...earlier] = await allDumps(locals.platform.database.read);
	const packageOf = (dump: typeof newest) => dump?.files.find(({ name }) => name.endsWith('.zip'));
	return {
		newest: newest
			? {
					...newest,
					zip: packageOf(newest),
					// First everything, then the tables by what they hold.
					files: newest.files.filter(({ lines }) => lines !== null).toSorted((a, b) => Number(!!a.recordType) - Number(!!b.recordType))
				}
			: null,
		earlier: earlier.flatMap((dump) => {
			const zip = packageOf(dump);
			return zip ? [{ id: dump.id, madeAt: dump.madeAt, zip }] : [];
		})
	};
};
