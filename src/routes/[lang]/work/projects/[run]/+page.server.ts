import { projectType } from '#projects/answers.ts';
import { outcomes } from '#projects/harvest.ts';
import { countLines, linesOf, linesPerPage } from '#projects/server/harvests.ts';
import { runAt } from './run.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { platform, definitions } = locals;
	const { run, source } = await runAt(locals, params.run);
	const { askedBy, ...shown } = run;
	const outcome = outcomes.find((each) => each === url.searchParams.get('outcome')) ?? null;
	const asked = Number(url.searchParams.get('page') ?? 1);
	const page = Number.isInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1;
	const db = platform.database.fresh;
	const logged = await countLines(db, run.id);
	const total = outcome ? (logged[outcome] ?? 0) : Object.values(logged).reduce((sum, count) => sum + count, 0);
	const words = definitions.current(projectType)?.form.words ?? {};
	return {
		run: { ...shown, byPlatform: askedBy === 'platform' },
		source: { id: source.id, name: source.name },
		outcome,
		logged,
		page,
		pages: Math.ceil(total / linesPerPage),
		lines: await linesOf(db, run.id, { outcome, page }),
		words: Object.fromEntries(Object.entries(words).filter(([key]) => key.startsWith('question.')))
	};
};
