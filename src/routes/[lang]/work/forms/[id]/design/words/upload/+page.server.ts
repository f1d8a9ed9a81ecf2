// Words that come in a spreadsheet: what they would change is shown and accepted one by one, question by question or as a whole. Nothing of it is kept
// in between but in the page itself.
import { typedLine } from '#components/designer/typed-line.ts';
import { questionOf } from '#forms/form.ts';
import type { Offer } from '#forms/wording.ts';
import { readWording } from '#interop/sheets/read-wording.ts';
import { type SheetFault, sheetLimits } from '#interop/sheets/read-sheet.ts';
import { readFile } from '#interop/sheets/server/read-file.ts';
import { isRefusal, refuse, statusOf } from '#people/refusal.ts';
import { wordDesign } from '#records/server/word-design.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import { fail } from '@sveltejs/kit';
import { editionIn, openDesign } from '../../../../design.server.ts';
import { offerIn, shownOffer, split } from './offer.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { design, mayDesign } = await openDesign(locals, params.id);
	return { form: design.form, edition: design.edition, mayDesign };
};

const titleOf = ({ definitions, reader }: App.Locals, id: string) => say(definitions.form(id)?.words['form.short'], reader.language) || id;
const unread = (fault: SheetFault | 'no-heads') => fail(fault === 'too-large' ? 413 : 422, { fault });
const faultsShown = 500;
/** What a browser sends around a file. */
const around = 65_536;

export const actions: Actions = {
	read: async ({ locals, params, request }) => {
		const { design } = await openDesign(locals, params.id);
		if (Number(request.headers.get('content-length') ?? 0) > sheetLimits.bytes + around) return unread('too-large');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return unread('empty');
		if (file.size > sheetLimits.bytes) return unread('too-large');
		const sheets = await readFile(new Uint8Array(await file.arrayBuffer()));
		if (typeof sheets === 'string') return unread(sheets);
		const heads = await Promise.all(languages.map(async (language) => (await readerIn(language)).t('designer.wording.key')));
		const read = readWording(design.form, sheets, [...heads, 'key', 'id']);
		if (!read) return unread('no-heads');
		const offer: Offer = {};
		for (const { key, language, after } of read.offered) offer[key] = { ...offer[key], [language]: after };
		return {
			file: { name: file.name.slice(0, 200), languages: read.languages, same: read.same, faulty: read.faults.length },
			cells: read.faults.slice(0, faultsShown),
			offer: await shownOffer(locals, design.form, offer, read.unchanged)
		};
	},
	take: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const { design } = await openDesign(locals, params.id);
		const words = offerIn(String(fields.get('words') ?? ''));
		if (!words) return fail(422, { refusal: refuse('not-valid') });
		const ticked = new Set(fields.getAll('text').map(String));
		const { taken, left } = split(design.form, words, String(fields.get('take') ?? 'ticked'), ticked);
		const unchanged = String(fields.get('unchanged') ?? '')
			.split(' ')
			.filter((id) => questionOf(design.form, id));
		const typed = {
			source: typedLine(fields, 'source'),
			sourced: fields.has('sourced'),
			also: fields.getAll('also').map(String),
			ticked: [...ticked]
		};
		const withUnchanged = typed.sourced && fields.has('with-unchanged');
		const outcome = await locals.platform.database.write((db) =>
			wordDesign(db, locals.doing(), {
				form: params.id,
				edition: editionIn(fields),
				words: taken,
				sourced: typed.sourced ? { source: typed.source, unchanged: withUnchanged ? unchanged : [] } : null,
				also: typed.also
			})
		);
		if (!isRefusal(outcome))
			return {
				taken: {
					texts: outcome.texts,
					standing: withUnchanged,
					also: outcome.also.map((each) => ({ ...each, title: titleOf(locals, each.form) }))
				},
				typed: { ...typed, ticked: [] },
				offer: await shownOffer(locals, outcome.form, left, withUnchanged ? [] : unchanged)
			};
		// All that was on offer is compared anew with what stands now.
		const { form } = (await openDesign(locals, params.id)).design;
		return fail(statusOf[outcome.refusal], {
			refusal: outcome,
			typed,
			offer: await shownOffer(locals, form, words, unchanged)
		});
	}
};
