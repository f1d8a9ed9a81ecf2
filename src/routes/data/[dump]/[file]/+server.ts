// A file of a bulk download, or of the newest (`latest`): whole or in parts, and not again for whoever has it already.
import { error } from '@sveltejs/kit';
import { dumpFile } from '#interop/dump/server/dumps.ts';
import { giveFile } from '#platform/server/give-file.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { platform } = locals;
	const nothing = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (!/^(latest|\d{8}-\d{6})$/.test(params.dump) || !/^[\w.-]{1,120}$/.test(params.file)) return nothing();
	const file = await dumpFile(platform.database.read, params.dump, params.file);
	if (!file) return nothing();
	const given = await giveFile(request, platform.files, { file, name: file.name, shared: true });
	// A name of its own stands for one file for ever; the newest is another one tomorrow.
	if (params.dump === 'latest' && given.ok) given.headers.set('cache-control', 'public, no-cache');
	given.headers.set('access-control-allow-origin', '*');
	return given;
};
