// Autosave: some answers of a draft as JSON. The reply tells what others changed meanwhile, what clashes, and what the checks say.
import { json } from '@sveltejs/kit';
import type { Answers } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { isRefusal } from '#people/refusal.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { problem } from '#api/problem.ts';
import { judged } from '../draft.server.ts';
import type { RequestHandler } from './$types.ts';

const mostBytes = 2_000_000;

export const PATCH: RequestHandler = async ({ locals, params, request }) => {
	const text = await request.text();
	if (text.length > mostBytes) return problem(locals.reader, { refusal: 'too-large', values: { limit: mostBytes } });
	const body = parsed(text);
	if (!isObject(body) || !isObject(body.answers) || !Number.isSafeInteger(body.version)) return problem(locals.reader, { refusal: 'not-valid' });
	const { version, answers } = body as { version: number; answers: Answers };
	const saved = await locals.platform.database.write((db) => saveAnswers(db, locals.doing(), { record: params.id as string, version, answers }));
	if (isRefusal(saved)) return problem(locals.reader, saved);
	const { findings, completeness } = await judged(locals, saved.record, saved.draft);
	return json({
		version: saved.draft.version,
		savedAt: saved.draft.changedAt,
		answers: saved.others,
		clashes: saved.clashes,
		findings,
		completeness
	});
};

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
