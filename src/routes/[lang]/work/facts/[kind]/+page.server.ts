import { filters, listing } from '#components/facts/listing.ts';
import { editedFacts } from '#convention/server/edited-facts.ts';
import { draftLines } from '../drafts.server.ts';
import { kindOf } from './kind.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const kind = kindOf(locals, params.kind);
	const { platform, convention, reader } = locals;
	const edited = new Set((await editedFacts(platform.database.read)).filter((fact) => fact.kind === kind).map((fact) => fact.id));
	const filter = filters.find((name) => name === url.searchParams.get('status')) ?? 'all';
	const words = (url.searchParams.get('q') ?? '').slice(0, 200);
	const all = convention.all(kind);
	const [drafts, done] = [await draftLines(locals, { kind }), url.searchParams.get('done')];
	return { kind, filter, words, drafts, done, total: all.length, ...listing(all, { edited, filter, words, language: reader.language }) };
};
