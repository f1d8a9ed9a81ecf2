// Brings a file with reports of an older cycle, and lists those that were brought.
import { error, fail, redirect } from '@sveltejs/kit';
import { readBrought } from '#interop/sheets/server/read-reports.ts';
import { may } from '#people/may.ts';
import { broughtName, isFileRefusal } from '#platform/file.ts';
import { emptyMapping } from '#reporting/older/mapping.ts';
import { olderCycle, olderCycles } from '#reporting/server/older.ts';
import { keepOlderFile, olderFiles, savedMappings } from '#reporting/server/older-files.ts';
import { acceptedFiles } from '#reporting/server/take-older.ts';
import { reportTypes } from '#reporting/cycle.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const mappings = async (locals: App.Locals) =>
	(await Promise.all(Object.values(reportTypes).map((form) => savedMappings(locals.platform.database.fresh, form)))).flat();

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform, definitions, convention } = locals;
	if (!may(person, 'report.map')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return {
		cycles: olderCycles({ definitions, convention }).map(({ cycle }) => ({ id: cycle.id, name: cycle.name })),
		files: (await olderFiles(platform.database.fresh)).map(({ id, cycle, name, stage, broughtAt }) => ({ id, cycle, name, stage, broughtAt })),
		saved: (await mappings(locals)).map(({ name }) => name)
	};
};

/** What a browser sends around a file. */
const around = 65_536;

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { person, platform, definitions, convention } = locals;
		if (!person || !may(person, 'report.map')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		if (Number(request.headers.get('content-length') ?? 0) > acceptedFiles.limitBytes + around) return fail(413, { fault: 'too-large' as const });
		const fields = await request.formData();
		const said = { cycle: String(fields.get('cycle') ?? ''), saved: String(fields.get('saved') ?? '') };
		const unread = (fault: Exclude<Awaited<ReturnType<typeof readBrought>>, object> | 'cycle') =>
			fail(fault === 'too-large' ? 413 : 422, { fault, ...said });
		const older = olderCycle({ definitions, convention }, said.cycle);
		if (!older) return unread('cycle');
		const file = fields.get('file');
		if (!(file instanceof File) || file.size === 0) return unread('empty');
		if (file.size > acceptedFiles.limitBytes) return unread('too-large');
		const bytes = new Uint8Array(await file.arrayBuffer());
		const brought = await readBrought(bytes);
		if (typeof brought === 'string') return unread(brought);
		const kept = await platform.files.put(bytes, acceptedFiles);
		if (isFileRefusal(kept)) return kept.refusal === 'archive-bomb' ? unread('bomb') : unread('not-a-sheet');
		const mapping = (await mappings(locals)).find(({ name }) => name === said.saved)?.mapping ?? emptyMapping;
		const name = broughtName(file.name);
		const id = await platform.database.write((db) =>
			keepOlderFile(db, {
				...{ cycle: said.cycle, name, sha256: kept.sha256, size: kept.size },
				...{ mapping, broughtBy: person.id, broughtAt: new Date() }
			})
		);
		redirect(303, `/${params.lang}/work/reporting/older/${id}`);
	}
};
