// SPDX-License-Identifier: Apache-2.0
// Looks an archive of documents through, or imports it, as somebody of the secretariat asked: unpacked into a folder that lives as long as the job. A job that
// was cut off is done again, and goes on behind what it took in.
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { followFiles } from '#catalogue/server/read-file-text.ts';
import type { World } from '#catalogue/server/project.ts';
import { wideSheetLimits } from '#interop/sheets/read-sheet.ts';
import { readFile as readSheets } from '#interop/sheets/server/read-file.ts';
import { readBundle, type ReadBundle } from '#meetings/bundle.ts';
import { type Bundle, bundle, bundleQueue, keepLines, setBundle } from '#meetings/server/bundles.ts';
import { may } from '#people/may.ts';
import { personById } from '#people/server/accounts.ts';
import type { Files } from '#platform/server/files.ts';
import { lookInto } from '#platform/server/look.ts';
import type { Platform } from '#platform/server/platform.ts';
import { unpack, zipEntries, zipLimits } from '#platform/server/zip.ts';
import { largest } from '../import/attachments.ts';
import { takeDocuments } from './take.ts';

type Ground = Pick<Platform, 'database' | 'files' | 'jobs' | 'log'>;

/** What an archive may unpack to: some thousand documents. */
const limits = { ...zipLimits, unpackedBytes: 1024 * 1024 * 1024 };

export async function importBundles(platform: Ground, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	await platform.jobs.work<{ bundle: string }>(bundleQueue, async ({ bundle: id }, { signal }) => {
		const found = await bundle(platform.database.fresh, id);
		if (found && ['checking', 'waiting', 'running'].includes(found.stage)) await work(platform, await world(), found, clock(), signal);
	});
}

async function work(platform: Ground, world: World, found: Bundle, now: Date, signal: AbortSignal): Promise<void> {
	const { database, files, log } = platform;
	const dry = found.stage === 'checking';
	const folder = await mkdtemp(join(tmpdir(), 'documents-'));
	const fail = async (fault: string) => {
		await database.write((db) => setBundle(db, found.id, { stage: 'failed', fault, finished_at: now }));
		log.warn({ bundle: found.id, fault }, 'documents could not be brought in');
	};
	try {
		const by = await personById(database.fresh, (dry ? found.broughtBy : found.startedBy) ?? '');
		// Who asked may have left meanwhile: nothing is done in nobody's name.
		if (!by || !may(by, dry ? 'documents.bring' : 'documents.publish')) return await fail('nobody');
		const read = await unpacked(files, found.sha256, folder, world);
		if (typeof read === 'string') return await fail(read);
		await database.write((db) => setBundle(db, found.id, { stage: dry ? 'checking' : 'running', rows: read.lines.length }));
		let done = 0;
		const whole = await takeDocuments({
			...{ database, files, world, lines: read.lines, folder: read.folder, by: by.id, now: found.startedAt ?? now, dry, signal },
			async told(lines) {
				await database.write(async (db) => {
					await keepLines(db, found.id, lines, { before: done });
					if (dry) return;
					for (const { outcome, record } of lines)
						if (record && (outcome === 'new' || outcome === 'differs')) await followFiles(db, platform, record);
				});
				done += lines.length;
			}
		});
		if (!whole) throw new Error('stopped before the end; it goes on with the next try');
		await database.write((db) => setBundle(db, found.id, { stage: dry ? 'checked' : 'done', finished_at: now }));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Puts the archive's files into the folder, by their own paths, and reads its sheet; a code of the pages where that cannot be done. */
async function unpacked(files: Files, sha256: string, folder: string, world: World): Promise<(ReadBundle & { folder: string }) | string> {
	const content = await files.open(sha256);
	if (!content) return 'gone';
	const archive = join(folder, 'archive.zip');
	await pipeline(content, createWriteStream(archive));
	const inside = join(folder, 'files');
	const handle = await open(archive, 'r');
	try {
		const look = lookInto(handle);
		const entries = await zipEntries(look, (await handle.stat()).size, limits);
		if (typeof entries === 'string') return entries;
		// Folders, what leads out, and what systems put beside files (__MACOSX, .DS_Store) are no documents.
		const wanted = entries
			.map((entry) => ({ ...entry, name: tidied(entry.name) }))
			.filter(({ name, unpacked: bytes }) => bytes <= largest && safe(name));
		const sheet = sheetAmong(wanted.map(({ name }) => name));
		if (!sheet) return 'no-sheet';
		for (const entry of wanted) {
			const pieces: Buffer[] = [];
			await unpack(look, entry, (bytes) => void pieces.push(bytes));
			if (!(await placed(join(inside, entry.name), pieces))) return 'broken';
		}
		const sheets = await readSheets(new Uint8Array(await readFile(join(inside, sheet))), wideSheetLimits);
		if (typeof sheets === 'string') return 'sheet-unread';
		const read = readBundle(sheets[0]?.rows ?? [], world.convention);
		// Paths in the sheet begin where the sheet lies.
		return typeof read === 'string' ? read : { ...read, folder: join(inside, dirname(sheet)) };
	} finally {
		await handle.close();
	}
}

/** As the sheet writes it: accents put together (a Mac takes them apart), and the strokes of every system but Windows. */
const tidied = (name: string): string => name.normalize('NFC').replaceAll('\\', '/');

/** Written whole. Of two files of one name the first stays; false where no folder can hold it: a file lies where its folder would, or its name is too long. */
async function placed(path: string, pieces: Buffer[]): Promise<boolean> {
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, pieces, { flag: 'wx' });
		return true;
	} catch (fault) {
		const { code, syscall } = fault as NodeJS.ErrnoException;
		if (code === 'EEXIST' && syscall === 'open') return true;
		if (code && ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(code)) return false;
		// A disk that is full, above all: tried again, and never a part of a document.
		throw fault;
	}
}

const safe = (name: string): boolean =>
	!name.endsWith('/') &&
	!/^[/\\]|^[A-Za-z]:|\\|\0/.test(name) &&
	name.split('/').every((part) => part !== '' && part !== '..' && part !== '__MACOSX' && !part.startsWith('.'));

/** The sheet that lists the documents: `documents.xlsx` or `.csv` where there is one, else the only spreadsheet that lies highest. */
function sheetAmong(names: readonly string[]): string | undefined {
	const sheets = names.filter((name) => /\.(xlsx|csv)$/i.test(name));
	const named = sheets.find((name) => /^documents\.(xlsx|csv)$/i.test(basename(name)));
	if (named) return named;
	const depth = (name: string) => name.split('/').length;
	const highest = Math.min(...sheets.map(depth));
	const among = sheets.filter((name) => depth(name) === highest);
	return among.length === 1 ? among[0] : undefined;
}
