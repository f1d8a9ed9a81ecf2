// The home page with a draft of the menu or a banner in its place. Made for who asks, and kept nowhere.
import { error } from '@sveltejs/kit';
import { canBeShown, dayToShow, isPreviewed, withDraft } from '#editorial/drafted.ts';
import { draftOf } from '#editorial/server/fact-drafts.ts';
import { draftFindings } from '#editorial/server/keep-draft.ts';
import { frameOf } from '../../../../../../frame.server.ts';
import { homeOf } from '../../../../../../home.server.ts';
import { kindOf } from '../../../kind.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const kind = kindOf(locals, params.kind);
	const db = locals.platform.database.fresh;
	const draft = isPreviewed(kind) ? await draftOf(db, kind, params.id) : null;
	if (!draft) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (!canBeShown(await draftFindings(db, draft))) error(422, 'not valid', { refusal: { refusal: 'draft-not-valid' } });
	const day = dayToShow(draft, locals.today);
	return {
		day,
		/** In the frame of the page, instead of what stands there. */
		drafted: frameOf(withDraft(locals.convention, draft), locals.reader.language, day),
		draft: `/${params.lang}/work/facts/${kind}/${encodeURIComponent(params.id)}/draft`,
		home: await homeOf(locals)
	};
};
