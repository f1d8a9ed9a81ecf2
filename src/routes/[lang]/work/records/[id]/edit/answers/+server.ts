// Autosave: some answers of a draft as JSON, each from the version it was begun at. The reply tells what others changed meanwhile, what clashes, and
// what the checks say. What a device kept while it was without a line comes here too, all in one request.
import { json } from '@sveltejs/kit';
import { gunzipSync } from 'node:zlib';
import type { Answers } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { isRefusal } from '#people/refusal.ts';
import type { SavedDraft } from '#records/server/save-answers.ts';
import { type Batch, saveBatch } from '#records/server/save-batch.ts';
import { problem } from '#api/problem.ts';
import { judged, peopleOf } from '../draft.server.ts';
import type { RequestHandler } from './$types.ts';

const mostBytes = 2_000_000;

export const PATCH: RequestHandler = async ({ locals, params, request }) => {
	const text = await textOf(request);
	if (text === undefined || text.length > mostBytes) return problem(locals.reader, { refusal: 'too-large', values: { limit: mostBytes } });
	const parts = partsOf(parsed(text));
	if (!parts) return problem(locals.reader, { refusal: 'not-valid' });
	const saved = await locals.platform.database.write((db) => saveBatch(db, locals.doing(), { record: params.id as string, ...parts }));
	if (isRefusal(saved)) return problem(locals.reader, saved);
	const { findings, completeness } = await judged(locals, saved.record, saved.draft);
	return json({
		version: saved.draft.version,
		savedAt: saved.draft.changedAt,
		answers: saved.others,
		clashes: saved.clashes,
		...(saved.clashes.length ? { stored: await storedMeanwhile(locals, saved) } : {}),
		renewed: saved.renewed || undefined,
		findings,
		completeness
	});
};

/** Who stored what stands beside a clash: whoever typed the other answer is to know whom to ask. */
const storedMeanwhile = async (locals: App.Locals, { draft, clashes }: Pick<SavedDraft, 'draft' | 'clashes'>) => ({
	touched: Object.fromEntries(
		clashes.flatMap(({ question }) => {
			const touch = draft.touched[question];
			return touch ? [[question, { by: touch.by, at: touch.at, version: touch.version }]] : [];
		})
	),
	people: await peopleOf(locals, draft)
});

/** The body, unpacked where it came packed; undefined where it is too large unpacked. */
async function textOf(request: Request): Promise<string | undefined> {
	if (request.headers.get('content-encoding') !== 'gzip') return request.text();
	const body = Buffer.from(await request.arrayBuffer());
	try {
		return gunzipSync(body, { maxOutputLength: mostBytes }).toString('utf8');
	} catch (fault) {
		// What cannot be unpacked cannot be read either.
		return (fault as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? undefined : '';
	}
}

const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/**
 * `{ version, answers, from?, over?, again? }`: `from` names the version of the answers that began at another one than `version`; `over`, what waits as a
 * clash and is gone on with.
 */
function partsOf(body: unknown): Omit<Batch, 'record'> | undefined {
	if (!isObject(body) || !isObject(body.answers) || !isVersion(body.version)) return undefined;
	const { from = {}, over = {} } = body;
	if (!isObject(over) || !isObject(from) || !Object.values(from).every(isVersion)) return undefined;
	const parts = new Map<number, Answers>([[body.version, {}]]);
	for (const [question, answer] of Object.entries(body.answers)) {
		const version = Object.hasOwn(from, question) ? (from[question] as number) : body.version;
		parts.set(version, { ...parts.get(version), [question]: answer as Answers[string] });
	}
	const wanted = [...parts].filter(([, answers]) => parts.size === 1 || Object.keys(answers).length > 0);
	return { parts: wanted.map(([version, answers]) => ({ version, answers })), over, again: body.again === true };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
