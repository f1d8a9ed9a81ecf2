// What Parties stated elsewhere: which sources are loaded, a file to load, a source to take away.
import { error, fail } from '@sveltejs/kit';
import type { Form } from '#forms/form.ts';
import { type SheetFault, sheetLimits } from '#interop/sheets/read-sheet.ts';
import { readFile } from '#interop/sheets/server/read-file.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { loadStatements, removeSource, statementSources } from '#reporting/server/statements.ts';
import { readStatements } from '#reporting/statement.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	if (!may(locals.person, 'fact.edit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return { sources: await statementSources(locals.platform.database.read) };
};

const unread = (fault: SheetFault | 'no-heads') => fail(fault === 'too-large' ? 413 : 422, { fault });
const faultsShown = 200;
/** What a browser sends around a file. */
const around = 65_536;

export const actions: Actions = {
	load: async ({ locals, request }) => {
		if (!may(locals.person, 'fact.edit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
		if (Number(request.headers.get('content-length') ?? 0) > sheetLimits.bytes + around) return unread('too-large');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return unread('empty');
		if (file.size > sheetLimits.bytes) return unread('too-large');
		const sheets = await readFile(new Uint8Array(await file.arrayBuffer()));
		if (typeof sheets === 'string') return unread(sheets);
		const doing = locals.doing();
		const form = doing.definitions.form('art21-full') as Form;
		const read = readStatements(sheets[0]?.rows ?? [], { form, convention: doing.convention, today: locals.today });
		if (!read) return unread('no-heads');
		// What is right is not kept waiting by what is wrong; the file may come again.
		const outcome = read.statements.length ? await locals.platform.database.write((db) => loadStatements(db, doing, read.statements)) : { loaded: 0 };
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		return { loaded: outcome.loaded, faults: read.faults.slice(0, faultsShown), faulty: read.faults.length };
	},
	remove: async ({ locals, request }) => {
		const source = String((await request.formData()).get('source') ?? '');
		const outcome = await locals.platform.database.write((db) => removeSource(db, locals.doing(), source));
		return isRefusal(outcome) ? fail(statusOf[outcome.refusal], { refusal: outcome }) : { removed: outcome.removed };
	}
};
