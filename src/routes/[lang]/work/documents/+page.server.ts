// Brings an archive with many documents, and lists those that were brought.
import { error, fail, redirect } from '@sveltejs/kit';
import { bringBundle, bundleFiles, bundles } from '#meetings/server/bundles.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { broughtName, isFileRefusal } from '#platform/file.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	if (!may(locals.person, 'documents.bring')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const found = await bundles(locals.platform.database.fresh);
	return { bundles: found.map(({ id, name, stage, rows, done, broughtAt }) => ({ id, name, stage, rows, done, broughtAt })) };
};

/** What a browser sends around a file. */
const around = 65_536;

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { person, platform } = locals;
		if (!person || !may(person, 'documents.bring')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		if (Number(request.headers.get('content-length') ?? 0) > bundleFiles.limitBytes + around) return fail(413, { fault: 'too-large' as const });
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return fail(422, { fault: 'empty' as const });
		if (file.size > bundleFiles.limitBytes) return fail(413, { fault: 'too-large' as const });
		const kept = await platform.files.put(file, bundleFiles);
		if (isFileRefusal(kept)) return fail(422, { fault: kept.refusal === 'archive-bomb' ? ('bomb' as const) : ('not-a-zip' as const) });
		const name = broughtName(file.name, 'archive.zip');
		const brought = await platform.database.write((db) =>
			bringBundle(db, { by: person, at: new Date(), jobs: platform.jobs }, { name, sha256: kept.sha256, size: kept.size })
		);
		if (isRefusal(brought)) return fail(statusOf[brought.refusal], { refusal: brought });
		redirect(303, `/${params.lang}/work/documents/${brought.id}`);
	}
};
