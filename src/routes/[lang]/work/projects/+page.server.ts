// Sources of projects, what was fetched of them, and what waits for a decision.
import { error, fail, redirect } from '@sveltejs/kit';
import { projectMany } from '#catalogue/server/project-many.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { may } from '#people/may.ts';
import { isRefusal } from '#people/refusal.ts';
import { broughtName, isFileRefusal } from '#platform/file.ts';
import { answersOf, projectType } from '#projects/answers.ts';
import { isOtherKind } from '#projects/found.ts';
import { decideFound } from '#projects/server/decide-found.ts';
import { corrections, declinedFound, goneFound, waitingFound } from '#projects/server/desk.ts';
import { latestHarvests } from '#projects/server/harvests.ts';
import { allSources, findSource, setSource } from '#projects/server/sources.ts';
import { say } from '#text/words.ts';
import { ask } from './ask.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform, definitions, convention, reader } = locals;
	if (!may(person, 'project.desk')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = platform.database.fresh;
	const states = new Map(convention.entries('states').map(({ id, words }) => [id, words]));
	const waiting = await waitingFound(db);
	const titled = async (record: string) => (await findEntry(db, record))?.title ?? {};
	const edited = await corrections(db);
	const sources = (await allSources(db)).filter(({ kind }) => !isOtherKind(kind));
	const ours = new Set(sources.map(({ id }) => id));
	return {
		mayHarvest: may(person, 'project.harvest'),
		mayJudge: may(person, 'project.judge'),
		sources,
		runs: (await latestHarvests(db, 60))
			.filter(({ source }) => ours.has(source))
			.slice(0, 30)
			.map(({ askedBy, ...run }) => ({ ...run, byPlatform: askedBy === 'platform' })),
		waiting: await Promise.all(
			waiting.map(async ({ found, ...each }) => {
				const answers = answersOf(found, { states, parent: null });
				return {
					...each,
					title: answers.title as Record<string, string>,
					countries: found.parties.map((id) => say(states.get(id), reader.language) || id),
					focalAreas: found.focalAreas,
					period: found.period ?? null,
					twinTitle: each.twin ? await titled(each.twin) : null
				};
			})
		),
		declined: (await declinedFound(db)).map(({ found, ...each }) => ({ ...each, title: found.title })),
		gone: (await goneFound(db)).map(({ found, ...each }) => ({ ...each, title: found.title })),
		edited: await Promise.all(edited.map(async (each) => ({ ...each, title: await titled(each.record) }))),
		words: definitions.current(projectType)?.form.words ?? {}
	};
};

/** What a browser sends around a file. */
const around = 65_536;
const limitBytes = 40 * 1024 * 1024;
const tables = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv', 'text/plain'];
/** XML looks like a page to whoever knows only beginnings. These files are read by adapters and given to nobody. */
const accepted = { gef: tables, table: tables, sip: tables, iati: [...tables, 'text/html'] };

const text = (fields: FormData, name: string) => String(fields.get(name) ?? '').trim();

export const actions: Actions = {
	set: async ({ locals, params, request }) => {
		const { person, platform } = locals;
		if (!person || !may(person, 'project.harvest')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		const fields = await request.formData();
		const typed = {
			source: text(fields, 'source'),
			address: text(fields, 'address'),
			schedule: text(fields, 'schedule'),
			enabled: fields.has('enabled')
		};
		const doing = locals.doing();
		const set = await platform.database.write((db) =>
			setSource(db, doing, { ...typed, address: typed.address || null, schedule: typed.schedule || null })
		);
		if (isRefusal(set)) return set.refusal === 'not-valid' ? fail(422, { fault: 'address-wrong' as const, ...typed }) : fail(404, { refusal: set });
		redirect(303, `/${params.lang}/work/projects#source-${set.id}`);
	},
	fetch: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		const source = text(await request.formData(), 'source');
		const known = await findSource(locals.platform.database.fresh, source);
		if (!known?.address) return fail(422, { fault: 'address-wrong' as const, source });
		return ask(locals, params.lang, { source, origin: 'address' });
	},
	bring: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		if (Number(request.headers.get('content-length') ?? 0) > limitBytes + around) return fail(413, { fault: 'file-refused' as const });
		const fields = await request.formData();
		const source = text(fields, 'source');
		const file = fields.get('file');
		const known = await findSource(locals.platform.database.fresh, source);
		if (!known || isOtherKind(known.kind) || !(file instanceof File) || file.size === 0) return fail(422, { fault: 'file-missing' as const, source });
		const kept = await locals.platform.files.put(file, { limitBytes, accept: accepted[known.kind] });
		if (isFileRefusal(kept)) return fail(422, { fault: 'file-refused' as const, source });
		const name = broughtName(file.name);
		return ask(locals, params.lang, { source, origin: 'file', dry: text(fields, 'do') !== 'take', file: { name, sha256: kept.sha256 } });
	},
	decide: async ({ locals, params, request }) => {
		const { person, platform, definitions, convention } = locals;
		if (!person || !may(person, 'project.judge')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		const fields = await request.formData();
		const [question, answer] = [text(fields, 'question'), text(fields, 'answer')];
		if ((question !== 'mercury' && question !== 'twin') || (answer !== 'yes' && answer !== 'no'))
			return fail(422, { refusal: { refusal: 'not-valid' as const } });
		const doing = locals.doing();
		const decided = await platform.database.write((db) =>
			decideFound(
				db,
				doing,
				{ source: text(fields, 'source'), id: text(fields, 'id'), question, answer },
				async (own, records) => void (await projectMany(own, { definitions, convention }, records))
			)
		);
		if (isRefusal(decided)) return fail(409, { refusal: decided });
		redirect(303, `/${params.lang}/work/projects#wait`);
	}
};
