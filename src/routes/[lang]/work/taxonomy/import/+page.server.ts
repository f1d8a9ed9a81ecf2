import { fail, redirect } from '@sveltejs/kit';
import { bringPartner, largestPartnerFile } from '#interop/skos/server/bring-partner.ts';
import { partnerFiles } from '#interop/skos/server/partner-files.ts';
import { may } from '#people/may.ts';
import { broughtName } from '#platform/file.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { editorsOnly } from '../desk.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** What a browser sends around a file. */
const around = 65_536;
const shown = 50;

export const load: PageServerLoad = async ({ locals }) => {
	editorsOnly(locals);
	const files = await partnerFiles(locals.platform.database.fresh);
	return { files: files.map(({ id, name, stage, concepts, vocabulary, broughtAt }) => ({ id, name, stage, concepts, vocabulary, broughtAt })) };
};

const refused = (refusal: 'not-allowed' | 'too-large' | 'empty') => fail(statusOf[refusal], { refusal: { refusal }, faults: [], more: 0 });

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { platform, person } = locals;
		if (!may(person, 'fact.edit')) return refused('not-allowed');
		if (Number(request.headers.get('content-length') ?? 0) > largestPartnerFile + around) return refused('too-large');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return refused('empty');
		if (file.size > largestPartnerFile) return refused('too-large');
		const bytes = new Uint8Array(await file.arrayBuffer());
		const name = broughtName(file.name, 'vocabulary');
		const { origin } = platform.configuration;
		const brought = await platform.database.write((db) => bringPartner(db, { by: person, at: new Date() }, { name, bytes, origin }));
		if (isRefusal(brought)) return fail(statusOf[brought.refusal], { refusal: brought, faults: [], more: 0 });
		if ('faults' in brought)
			return fail(422, { refusal: null, faults: brought.faults.slice(0, shown), more: Math.max(0, brought.faults.length - shown) });
		redirect(303, `/${params.lang}/work/taxonomy/import/${brought.id}`);
	}
};
