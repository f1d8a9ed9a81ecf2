// What the columns of a table stand for: proposed from their names, confirmed by a person, seen on the first rows before it is kept, and then tried out on the
// whole file, row by row.
import { error, fail, redirect } from '@sveltejs/kit';
import { harvestTables } from '#interop/harvest/server/tables.ts';
import { textAt } from '#interop/harvest/table.ts';
import { mappingAnswered } from '#interop/table-source/answered.ts';
import { mappedFields, mappingFrom, proposeMapping, type TableMapping } from '#interop/table-source/mapping.ts';
import { tableProjects } from '#interop/table-source/read-table.ts';
import { may } from '#people/may.ts';
import { isRefusal } from '#people/refusal.ts';
import { projectType } from '#projects/answers.ts';
import { queueHarvest } from '#projects/server/harvests.ts';
import { findSource } from '#projects/server/sources.ts';
import { keepColumns } from '#projects/server/table-sources.ts';
import { say } from '#text/words.ts';
import { firstRows, openSample, sampleOf, takeSample } from '../take-sample.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

async function known({ person, platform }: App.Locals, id: string) {
	if (!may(person, 'project.harvest')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const source = await findSource(platform.database.fresh, id);
	if (!source || source.kind !== 'table') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const sample = sampleOf(source.mapping);
	return { source, sample, table: sample && (await openSample(platform, sample)) };
}

export const load: PageServerLoad = async ({ locals, params }) => {
	const { source, sample, table } = await known(locals, params.source);
	const kept = mappingFrom(source.mapping);
	const usable = table && !('code' in table) ? table : null;
	const mapping = 'code' in kept ? usable && proposeMapping(usable.head, source.id, locals.reader.language) : kept;
	return {
		source: { id: source.id, name: source.name },
		sample: sample && { name: sample.name },
		fault: table && 'code' in table ? table : null,
		confirmed: !('code' in kept),
		mapping,
		fields: [...mappedFields],
		head: (usable?.head ?? []).map((name, at) => ({
			name,
			examples: (usable?.rows ?? [])
				.map((row) => textAt(row, at).trim())
				.filter(Boolean)
				.slice(0, 3)
				.map((text) => text.slice(0, 80))
		})),
		words: locals.definitions.current(projectType)?.form.words ?? {}
	};
};

/** What the first rows become. */
async function previewOf({ convention, reader }: App.Locals, table: Parameters<typeof tableProjects>[0], mapping: TableMapping) {
	const states = new Map(convention.entries('states').map(({ id, words }) => [id, words]));
	const told = [...tableProjects(table, mapping, await harvestTables(convention.states))].slice(0, firstRows);
	return told.map((each) => {
		if ('fault' in each) return { fault: each.fault };
		if ('refused' in each) return { refused: each.refused };
		const { found, doubts } = each;
		return {
			found: {
				...{ id: found.identifier.id, title: found.title, period: found.period ?? '', state: found.state },
				...{ start: found.start ?? '', end: found.end ?? '' },
				countries: found.parties.map((id) => say(states.get(id), reader.language) || id),
				amounts: found.fundings.map(({ amount, currency }) => ({ amount, currency }))
			},
			doubts
		};
	});
}

export const actions: Actions = {
	file: async ({ locals, params, request }) => {
		const { source } = await known(locals, params.source);
		const sample = await takeSample(locals.platform, (await request.formData()).get('file'));
		if (typeof sample === 'string') return fail(422, { file: sample });
		const doing = locals.doing();
		const mapping = { ...(source.mapping as object), sample };
		const kept = await locals.platform.database.write((db) => keepColumns(db, doing, { source: source.id, mapping }));
		if (isRefusal(kept)) return fail(409, { refusal: kept });
		redirect(303, `/${params.lang}/work/projects/table/${source.id}`);
	},
	columns: async ({ locals, params, request }) => {
		const { source, sample, table } = await known(locals, params.source);
		if (!sample || !table || 'code' in table) return fail(422, { file: 'file-missing' as const });
		const sent = await request.formData();
		const { mapping, faults } = mappingAnswered(table.head, source.id, (name) => String(sent.get(name) ?? '').trim());
		if (faults.length) return fail(422, { mapping, faults });
		if (sent.get('do') !== 'keep') return { mapping, preview: await previewOf(locals, table, mapping) };
		const doing = locals.doing();
		const { platform } = locals;
		// Kept and tried out at once: whoever confirms sees what the whole file would do before anything is taken.
		const done = await platform.database.write(async (db) => {
			const kept = await keepColumns(db, doing, { source: source.id, mapping: { ...mapping, sample } });
			if (isRefusal(kept)) return kept;
			const asked = { source: source.id, origin: 'file', dry: true, file: sample, by: doing.by.id, at: doing.at } as const;
			return { harvest: await queueHarvest(db, platform.jobs, asked) };
		});
		if (isRefusal(done)) return fail(409, { refusal: done, mapping });
		redirect(303, `/${params.lang}/work/projects${done.harvest ? `/${done.harvest}` : `#source-${source.id}`}`);
	}
};
