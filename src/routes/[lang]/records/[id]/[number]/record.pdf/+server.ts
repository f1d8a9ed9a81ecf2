// A revision on paper, as everybody may read it.
import { problem } from '#api/problem.ts';
import { recordDocument } from '#components/print/record.ts';
import { paper } from '#interop/print/server/paper.ts';
import { isRefusal } from '#people/refusal.ts';
import { publicRevision } from '../public.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { platform, reader } = locals;
	const { page } = await publicRevision(locals, params);
	const at = new Date();
	const { record, revision } = page;
	const made = await paper(recordDocument(reader, page, { origin: platform.configuration.origin, at }), `${record.id}-${revision.number}`, at);
	return isRefusal(made) ? problem(reader, made) : made;
};
