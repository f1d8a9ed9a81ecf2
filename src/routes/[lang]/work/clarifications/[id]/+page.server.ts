import { may } from '#people/may.ts';
import { threadsOn } from '../shown.server.ts';
import { aboutRecord, readReport } from './report.server.ts';
import type { PageServerLoad } from './$types.ts';

/** A report with all its clarifications, and the way to ask about each question. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { person, ...about } = await aboutRecord(locals, params.id);
	const page = await readReport(locals, params.id);
	return { ...about, ...page, insider: may(person, 'record.read-private', about.record), clarifications: await threadsOn(locals, about.record) };
};
