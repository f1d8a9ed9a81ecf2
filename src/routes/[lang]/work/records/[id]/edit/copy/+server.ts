// The whole of what is filled in, for the device to keep: form and choices in one language, answers, what the checks must know.
import { json } from '@sveltejs/kit';
import type { Whole } from '#components/offline/device.ts';
import { schemesOf } from '#records/schemes.ts';
import { isPaged, worded } from '#forms/part.ts';
import { may } from '#people/may.ts';
import { filesOf } from '#records/server/records.ts';
import { titleOf } from '#catalogue/entry.ts';
import { judged, openDraft, peopleOf } from '../draft.server.ts';
import type { RequestHandler } from './$types.ts';

/** Grows when the shape of what is kept changes. */
const shape = 1;

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { record, draft } = await openDraft(locals, params.id as string);
	const { language } = locals.reader;
	const account = locals.person?.id ?? '';
	const canSubmit = may(locals.person, 'record.submit', record);
	// A device that saved an answer puts the new version in its place (components/offline/keeping.ts).
	const tag = `"${[shape, language, draft.formVersion, draft.version, record.stage, canSubmit, account, locals.today].join(' ')}"`;
	const headers = { etag: tag, 'cache-control': 'no-store' };
	if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
	const [{ form, completeness }, people, files] = await Promise.all([
		judged(locals, record, draft),
		peopleOf(locals, draft),
		filesOf(locals.platform.database.read, record.id)
	]);
	const schemes = schemesOf(form, locals.convention);
	const whole: Omit<Whole, 'record' | 'draft'> & { record: typeof record; draft: object } = {
		record,
		form: worded(form, language),
		title: titleOf(form, draft.answers, locals.convention),
		draft: { answers: draft.answers, version: draft.version, clashes: draft.clashes, changedAt: draft.changedAt.toISOString() },
		people,
		schemes: Object.fromEntries(
			Object.entries(schemes).map(([name, entries]) => [
				name,
				entries.map(({ id, words }) => ({ id, words: words[language] ? { [language]: words[language] } : words }))
			])
		),
		completeness,
		files: Object.fromEntries(files.map(({ sha256, mediaType }) => [sha256, mediaType])),
		today: locals.today,
		canSubmit,
		account,
		language,
		paged: isPaged(form)
	};
	return json(whole, { headers });
};
