// The formal record of a report on paper, and as data from which its chain can be computed again.
import { error, json } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { clarificationsDocument } from '#components/print/clarifications.ts';
import { paper } from '#interop/print/server/paper.ts';
import { isRefusal } from '#people/refusal.ts';
import { formalRecord } from '../formal.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { format } = params;
	if (format !== 'pdf' && format !== 'json') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const formal = await formalRecord(locals, params.id, format.toUpperCase());
	const { record, owner, threads, broken } = formal;
	const { origin } = locals.platform.configuration;
	const at = new Date();
	if (format === 'pdf') {
		const made = await paper(clarificationsDocument(locals.reader, formal, { origin, at }), `${record.id}-clarifications`, at);
		return isRefusal(made) ? problem(locals.reader, made) : made;
	}
	const body = {
		record: record.id,
		owner: { kind: record.ownerKind, id: record.owner, name: owner },
		demonstration: record.demo,
		made: at,
		chain: { holds: broken.length === 0, broken },
		clarifications: threads.map(({ record: _, posts, ...thread }) => ({
			...thread,
			posts: posts.map(({ previous, sha256, ...post }) => ({ ...post, previousSha256: previous, sha256 }))
		}))
	};
	return json(body, {
		headers: { 'content-disposition': `attachment; filename="${record.id}-clarifications.json"`, 'cache-control': 'private, no-store' }
	});
};
