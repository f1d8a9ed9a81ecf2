// Translations that come back in files: read, matched text by text, taken in record by record; what became of each is shown.
import { fail } from '@sveltejs/kit';
import { wordsKey } from '#forms/form.ts';
import { readXliffFiles, type XliffFault, xliffLimits } from '#interop/xliff/server/read-xliff.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import type { Words } from '#text/words.ts';
import type { Returned, ReturnOutcome } from '#translation/returned.ts';
import { takeReturned } from '#translation/server/take-returned.ts';
import { openTranslation } from '#translation/server/translations.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async () => ({});

/** What a browser sends around a file. */
const around = 65_536;

export interface ReportedFile {
	name: string;
	record: string | null;
	target: string | null;
	fault: XliffFault | 'wrong-source' | null;
	refusal: Refusal | null;
	units: { question: string; label: Words; outcome: ReturnOutcome }[];
}

async function taken(locals: App.Locals, name: string, returned: Returned, takeReviewed: boolean): Promise<ReportedFile> {
	const { record, target } = returned;
	const outcome = await locals.platform.database.write((db) => takeReturned(db, locals.doing(), { returned, takeReviewed }));
	const report = { name, record, target, fault: null, refusal: null, units: [] };
	if (outcome === 'wrong-source') return { ...report, fault: outcome };
	if (isRefusal(outcome)) return { ...report, refusal: outcome };
	const opened = await openTranslation(locals.platform.database.fresh, locals.definitions, locals.person, record);
	const words = opened?.form.words ?? {};
	return { ...report, units: outcome.units.map((unit) => ({ ...unit, label: words[wordsKey.question(unit.question)] ?? { en: unit.question } })) };
}

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const unread = (fault: XliffFault) => fail(fault === 'too-large' ? 413 : 422, { unread: fault });
		if (Number(request.headers.get('content-length') ?? 0) > xliffLimits.bytes + around) return unread('too-large');
		const fields = await request.formData();
		const file = fields.get('file');
		if (!(file instanceof File) || file.size === 0) return unread('empty');
		if (file.size > xliffLimits.bytes) return unread('too-large');
		const parts = await readXliffFiles(file.name.slice(0, 200), new Uint8Array(await file.arrayBuffer()));
		const [only] = parts;
		if (parts.length === 1 && only && typeof only.read === 'string') return unread(only.read);
		const files: ReportedFile[] = [];
		for (const { name, read } of parts) {
			if (typeof read === 'string') files.push({ name, record: null, target: null, fault: read, refusal: null, units: [] });
			else for (const returned of read) files.push(await taken(locals, name, returned, fields.has('reviewed')));
		}
		return { files };
	}
};
