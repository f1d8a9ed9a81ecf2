// Who works on the draft now: a page says every few seconds that it is open, and is told who else is there.
import { json } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { isObject } from '#forms/kind.ts';
import { isRefusal } from '#people/refusal.ts';
import { bePresent } from '#records/server/presence.ts';
import type { RequestHandler } from './$types.ts';

/** As ids of sections are written: colleagues are shown it. */
const sectionShape = /^[\w-]{1,60}$/;

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const said: unknown = await request.json().catch(() => null);
	const section = isObject(said) && typeof said.section === 'string' && sectionShape.test(said.section) ? said.section : null;
	const people = await locals.platform.database.write((db) => bePresent(db, locals.doing(), { record: params.id as string, section }));
	return isRefusal(people) ? problem(locals.reader, people) : json({ people });
};
