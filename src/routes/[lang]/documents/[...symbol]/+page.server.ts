// The permanent address of a document or decision by its symbol, however it is typed: leads to its record, and with `in` to its file in a language.
import { error, redirect } from '@sveltejs/kit';
import { findEntry } from '#catalogue/server/entries.ts';
import { entryBySymbol } from '#catalogue/server/library.ts';
import { readSymbol, symbolText } from '#convention/symbol.ts';
import { filesOf, libraryTypes } from '#meetings/document.ts';
import type { PageServerLoad } from './$types.ts';

/** A paper without a symbol has its identifier. */
const isRecord = (text: string) => /^MC-[A-Z]+-[A-Z]+-\d+$/.test(text);

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const db = locals.platform.database.read;
	const { symbol } = params;
	const entry = isRecord(symbol) ? await findEntry(db, symbol) : await entryBySymbol(db, symbol);
	if (!entry || !libraryTypes.includes(entry.type)) {
		const read = readSymbol(symbol);
		error(404, 'not found', { refusal: { refusal: 'not-found', ...(read ? { values: { symbol: symbolText(read) } } : {}) } });
	}
	const wanted = url.searchParams.get('in');
	const files = wanted ? filesOf(entry.answers.files).filter(({ language }) => language === wanted) : [];
	// What opens everywhere goes before what needs a program of its own.
	const file = files.find(({ mediaType }) => mediaType === 'application/pdf') ?? files[0];
	redirect(302, file ? `/files/${entry.recordId}/${file.sha256}/${encodeURIComponent(file.name)}` : `/${params.lang}/records/${entry.recordId}`);
};
