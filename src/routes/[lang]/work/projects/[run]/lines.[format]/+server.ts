// What became of each row, as a file.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { problemText } from '#components/projects/wording.ts';
import { projectType } from '#projects/answers.ts';
import { linesOf } from '#projects/server/harvests.ts';
import { say } from '#text/words.ts';
import { runAt } from '../run.server.ts';
import type { RequestHandler } from './$types.ts';

/** More rows than this no source has that people read row by row. */
const most = 100_000;

export const GET: RequestHandler = async ({ locals, params }) => {
	const { run, source } = await runAt(locals, params.run);
	if (params.format !== 'csv') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { reader, platform, definitions } = locals;
	const { t, language } = reader;
	const words = definitions.current(projectType)?.form.words ?? {};
	const lines = await linesOf(platform.database.fresh, run.id, { limit: most });
	const heads = ['line', 'number', 'outcome', 'record', 'fields', 'remarks'] as const;
	const rows = lines.map((line) => [
		line.line,
		line.identifier,
		t(`projects.outcome.${line.outcome}`),
		line.record ?? '',
		line.fields.map((field) => say(words[`question.${field}`], language) || field).join('; '),
		line.problems.map((problem) => problemText(reader, problem)).join('; '),
		line.title
	]);
	return new Response(csv([[...heads.map((head) => t(`projects.work.${head}`)), t('projects.column.project')], ...rows]), {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': `attachment; filename="projects-${source.id}-${run.id}.csv"`,
			'content-language': language,
			'cache-control': 'private, no-store'
		}
	});
};
