// A file that was brought, opened again: what it holds, and what importing it would do now.
import { error } from '@sveltejs/kit';
import { bytesOf, readBrought } from '#interop/sheets/server/read-reports.ts';
import { checkOlder, mappedOf, olderCycle } from '#reporting/server/older.ts';
import { linesOf, olderFile } from '#reporting/server/older-files.ts';

export async function fileAt(locals: App.Locals, id: string) {
	const { platform, definitions, convention } = locals;
	const file = /^[0-9a-f]{16}$/.test(id) ? await olderFile(platform.database.fresh, id) : undefined;
	const older = file && olderCycle({ definitions, convention }, file.cycle);
	if (!file || !older) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { file, older };
}

type Opened = Awaited<ReturnType<typeof fileAt>>;

/** Whatever stage it is in: what was decided of it, or what would be. */
export async function becameOf(locals: App.Locals, { file, older }: Opened) {
	const { platform, definitions, convention, today } = locals;
	const world = { definitions, convention };
	if (file.stage !== 'open') return { mapped: null, json: false, fault: null, became: await linesOf(platform.database.fresh, file.id) };
	const bytes = await bytesOf(platform.files, file.sha256);
	const brought = bytes ? await readBrought(bytes) : ('broken' as const);
	if (typeof brought === 'string') return { mapped: null, json: false, fault: brought, became: [] };
	const mapped = mappedOf(world, { ...older, brought, mapping: file.mapping });
	const json = 'entries' in brought;
	if (!json && !mapped) return { mapped, json, fault: 'no-heads' as const, became: [] };
	if (mapped && !Object.values(mapped.proposal.mapping.columns).includes('@party')) return { mapped, json, fault: 'no-party' as const, became: [] };
	const checking = { ...older, brought, mapping: mapped?.proposal.mapping ?? file.mapping, lenient: file.lenient, today };
	return { mapped, json, fault: null, became: await checkOlder(platform.database.fresh, world, checking) };
}
