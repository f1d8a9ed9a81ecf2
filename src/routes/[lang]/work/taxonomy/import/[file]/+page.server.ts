import { error, fail, redirect } from '@sveltejs/kit';
import { decisions, nameOf, outcomes } from '#interop/skos/partner/propose.ts';
import { acceptPartner, type Decided, decidePartner, isOpen } from '#interop/skos/server/bring-partner.ts';
import { partnerConcepts, partnerFile } from '#interop/skos/server/partner-files.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { say } from '#text/words.ts';
import { decisionsIn } from '../mapping.server.ts';
import { editorsOnly, followed, lineOf } from '../../desk.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const onPage = 50;
const shownFaults = 100;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	editorsOnly(locals);
	const { convention, platform, reader } = locals;
	const file = await partnerFile(platform.database.fresh, params.file);
	if (!file) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const all = await partnerConcepts(platform.database.fresh, file.id);
	const show = outcomes.find((each) => each === url.searchParams.get('show')) ?? null;
	const found = show ? all.filter(({ outcome }) => outcome === show) : all;
	const pages = Math.max(1, Math.ceil(found.length / onPage));
	const page = Math.min(pages, Math.max(1, Number(url.searchParams.get('page')) || 1));
	const nameAt = (path: string) => {
		const [list = '', id = ''] = path.split('/');
		const scheme = ({ mercury: 'concepts', sectors: 'sectors', areas: 'areas' } as const)[list as 'mercury'];
		return say((scheme && convention.entry(scheme, id)?.words) ?? {}, reader.language) || path;
	};
	const { id, name, vocabulary, stage, format } = file;
	return {
		file: { id, name, vocabulary, stage, format },
		faults: file.faults.slice(0, shownFaults),
		moreFaults: Math.max(0, file.faults.length - shownFaults),
		show,
		page,
		pages,
		counts: outcomes.map((outcome) => ({ outcome, count: all.filter((each) => each.outcome === outcome).length })),
		open: all.filter(isOpen).length,
		total: all.length,
		rows: found.slice((page - 1) * onPage, page * onPage).map((row) => ({
			position: row.position,
			uri: row.uri,
			name: nameOf(row.told),
			outcome: row.outcome,
			ours: row.ours ?? '',
			oursName: row.ours ? nameAt(row.ours) : '',
			relation: row.relation ?? '',
			done: row.done !== null,
			proposals: row.proposals.map(({ ours }) => ({ ours, name: nameAt(ours) }))
		})),
		decisions,
		done: url.searchParams.get('done'),
		count: Number(url.searchParams.get('count')) || 0
	};
};

const refused = (refusal: Refusal) => fail(statusOf[refusal.refusal], { refusal, wrong: [], heads: false });

export const actions: Actions = {
	/** The lines of one page of the table. */
	decide: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const decided = [...fields.keys()].flatMap((name): Decided[] => {
			const position = /^relation\.(\d{1,6})$/.exec(name)?.[1];
			if (!position) return [];
			return [{ line: Number(position), position: Number(position), ours: lineOf(fields, `ours.${position}`), relation: lineOf(fields, name) }];
		});
		return settled(locals, params, url, decided);
	},
	/** The whole table, brought back. */
	table: async ({ locals, params, request, url }) => {
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return refused({ refusal: 'empty' });
		const concepts = await partnerConcepts(locals.platform.database.fresh, params.file);
		const read = await decisionsIn(new Uint8Array(await file.arrayBuffer()), concepts);
		if (read === 'heads') return fail(422, { refusal: null, wrong: [], heads: true });
		if (read.wrong.length) return fail(422, { refusal: null, wrong: read.wrong.slice(0, 100), heads: false });
		return settled(locals, params, url, read.decided);
	},
	accept: async ({ locals, params, url }) => {
		const { platform, person } = locals;
		const outcome = await platform.database.write((db) => acceptPartner(db, { by: person, at: new Date() }, params.file));
		if (isRefusal(outcome)) return refused(outcome);
		await followed(platform);
		if ('wrong' in outcome) return fail(422, { refusal: null, wrong: outcome.wrong.slice(0, 100), heads: false });
		redirect(303, `${url.pathname}?done=accepted&count=${outcome.accepted}`);
	}
};

async function settled(locals: App.Locals, params: { file: string }, url: URL, decided: Decided[]) {
	const { platform, person } = locals;
	const outcome = await platform.database.write((db) => decidePartner(db, { by: person, at: new Date() }, params.file, decided));
	if (isRefusal(outcome)) return refused(outcome);
	if ('wrong' in outcome) return fail(422, { refusal: null, wrong: outcome.wrong.slice(0, 100), heads: false });
	const query = new URLSearchParams({ done: 'taken', count: String(outcome.saved) });
	for (const name of ['show', 'page']) if (url.searchParams.get(name)) query.set(name, url.searchParams.get(name) ?? '');
	redirect(303, `${url.pathname}?${query}`);
}
