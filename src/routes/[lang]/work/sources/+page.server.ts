// Sources of what others publish: where they are fetched from, what is read there, and what came of it.
import { error, fail, redirect } from '@sveltejs/kit';
import { countLinked } from '#catalogue/server/linked.ts';
import { linkedSettings, treatyPattern } from '#interop/harvest/linked-settings.ts';
import { sets } from '#interop/odata-in/linked-from.ts';
import { dialects } from '#interop/odata-in/read-page.ts';
import { may } from '#people/may.ts';
import { isRefusal } from '#people/refusal.ts';
import { broughtName, isFileRefusal } from '#platform/file.ts';
import { isOtherKind } from '#projects/found.ts';
import { latestHarvests } from '#projects/server/harvests.ts';
import { addSource, changeSettings } from '#projects/server/other-sources.ts';
import { allSources, findSource, setSource } from '#projects/server/sources.ts';
import { ask } from '../projects/ask.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform } = locals;
	if (!may(person, 'project.desk')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = platform.database.fresh;
	const sources = (await allSources(db)).filter(({ kind }) => isOtherKind(kind));
	const ours = new Set(sources.map(({ id }) => id));
	const counts = await countLinked(db);
	return {
		mayHarvest: may(person, 'project.harvest'),
		sources: sources.map((source) => ({ ...source, settings: linkedSettings(source), counts: counts.get(source.id) ?? null })),
		runs: (await latestHarvests(db, 200))
			.filter(({ source }) => ours.has(source))
			.slice(0, 30)
			.map(({ askedBy: _by, ...run }) => run),
		sets: [...sets],
		dialects: [...dialects]
	};
};

const text = (fields: FormData, name: string) => String(fields.get(name) ?? '').trim();
const limitBytes = 20 * 1024 * 1024;
const notAllowed = () => fail(403, { refusal: { refusal: 'not-allowed' as const } });

export const actions: Actions = {
	set: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return notAllowed();
		const fields = await request.formData();
		const typed = {
			...{ source: text(fields, 'source'), address: text(fields, 'address') },
			...{ schedule: text(fields, 'schedule'), enabled: fields.has('enabled') }
		};
		const doing = locals.doing();
		const set = await locals.platform.database.write((db) =>
			setSource(db, doing, { ...typed, address: typed.address || null, schedule: typed.schedule || null })
		);
		if (isRefusal(set)) return set.refusal === 'not-valid' ? fail(422, { fault: 'address-wrong' as const, ...typed }) : fail(404, { refusal: set });
		redirect(303, `/${params.lang}/work/sources#source-${set.id}`);
	},
	settings: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return notAllowed();
		const fields = await request.formData();
		const source = text(fields, 'source');
		const chosen = fields.getAll('sets').map(String);
		const settings = {
			treaty: text(fields, 'treaty'),
			dialect: text(fields, 'dialect') || 'auto',
			sets: sets.filter((each) => chosen.includes(each)),
			set: text(fields, 'set').slice(0, 200) || null
		};
		const doing = locals.doing();
		const changed = await locals.platform.database.write((db) => changeSettings(db, doing, { source, settings }));
		if (isRefusal(changed))
			return changed.refusal === 'not-valid' ? fail(422, { fault: 'settings-wrong' as const, source, settings }) : fail(404, { refusal: changed });
		redirect(303, `/${params.lang}/work/sources#source-${source}`);
	},
	add: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return notAllowed();
		const fields = await request.formData();
		const added = { kind: text(fields, 'kind'), name: text(fields, 'name').slice(0, 200), treaty: text(fields, 'treaty') };
		if (!added.name || !treatyPattern.test(added.treaty)) return fail(422, { fault: 'add-wrong' as const, added });
		const doing = locals.doing();
		const made = await locals.platform.database.write((db) => addSource(db, doing, added));
		if (isRefusal(made)) return fail(422, { fault: 'add-wrong' as const, added });
		redirect(303, `/${params.lang}/work/sources#source-${made.id}`);
	},
	fetch: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return notAllowed();
		const source = text(await request.formData(), 'source');
		const known = await findSource(locals.platform.database.fresh, source);
		if (!known?.address || !isOtherKind(known.kind)) return fail(422, { fault: 'address-wrong' as const, source });
		return ask(locals, params.lang, { source, origin: 'address' });
	},
	bring: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return notAllowed();
		if (Number(request.headers.get('content-length') ?? 0) > limitBytes + 65_536) return fail(413, { fault: 'file-refused' as const });
		const fields = await request.formData();
		const source = text(fields, 'source');
		const file = fields.get('file');
		const known = await findSource(locals.platform.database.fresh, source);
		if (known?.kind !== 'depositary' || !(file instanceof File) || file.size === 0) return fail(422, { fault: 'file-missing' as const, source });
		// XML looks like a page to whoever knows only beginnings. It is read by the adapter and given to nobody.
		const kept = await locals.platform.files.put(file, {
			limitBytes,
			accept: ['application/xml', 'text/xml', 'text/plain', 'text/html', 'text/csv']
		});
		if (isFileRefusal(kept)) return fail(422, { fault: 'file-refused' as const, source });
		const name = broughtName(file.name);
		return ask(locals, params.lang, { source, origin: 'file', file: { name, sha256: kept.sha256 } });
	}
};
