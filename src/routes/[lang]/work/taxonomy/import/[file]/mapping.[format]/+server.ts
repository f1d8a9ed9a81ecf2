// The mapping table of a partner's file, to be filled in elsewhere.
import { error } from '@sveltejs/kit';
import { partnerConcepts, partnerFile } from '#interop/skos/server/partner-files.ts';
import { editorsOnly } from '../../../desk.server.ts';
import { tableReply } from '../../../table.server.ts';
import { heads, rowsOf } from '../../mapping.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	editorsOnly(locals);
	const db = locals.platform.database.fresh;
	const file = params.format === 'csv' || params.format === 'xlsx' ? await partnerFile(db, params.file) : undefined;
	if (!file) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return tableReply(`mapping-${file.id}`, params.format as 'csv' | 'xlsx', heads, rowsOf(await partnerConcepts(db, file.id)));
};
