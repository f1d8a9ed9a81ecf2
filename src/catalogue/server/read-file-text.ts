// SPDX-License-Identifier: Apache-2.0
// Brings the text inside attached files into search: which files are to be read waits in a queue of its own, since reading takes long. A job may
// run twice, on any process.
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { type FileText, fileText } from '#platform/server/file-text.ts';
import type { Handler } from '#platform/server/jobs.ts';
import type { Platform } from '#platform/server/platform.ts';
import { textLanguage } from '../text-language.ts';
import { forgetOrphans, forgetUnheld, type HeldFile, heldFile, recordsWithUnread, unreadFiles } from './held-files.ts';
import { projectFile, type World } from './project.ts';

export const fileTextQueue = 'file-texts';
const dueQueue = 'due-file-texts';

interface Wanted {
	sha256: string;
}

type Queues = Pick<Platform, 'jobs'>;

/** After a record was projected: its new files are queued to be read, and what nobody may read any more is forgotten. Repeatable. */
export async function followFiles(db: Writing, { jobs }: Queues, record: string): Promise<void> {
	for (const sha256 of await unreadFiles(reading(db), record)) await jobs.enqueue(db, fileTextQueue, { sha256 } satisfies Wanted);
	await forgetUnheld(db, record);
}

const isRead = async (db: Reading, sha256: string): Promise<boolean> =>
	!!(await db.selectFrom('catalogue.file_texts').select('sha256').where('sha256', '=', sha256).executeTakeFirst());

async function keep(db: Writing, file: HeldFile, { state, text }: FileText): Promise<void> {
	const row = {
		media_type: file.mediaType,
		state,
		text: state === 'read' ? text : null,
		language: state === 'read' ? textLanguage(text, file.language) : null,
		read_at: new Date(),
		search: null
	};
	await db
		.insertInto('catalogue.file_texts')
		.values({ sha256: file.sha256, ...row })
		.onConflict((conflict) => conflict.column('sha256').doUpdateSet(row))
		.execute();
}

/** From this try on a file is taken for one that brings the process down: it is marked before it is opened, so that it is not opened for ever. */
const suspicious = 4;

/** Reads one file, keeps its text, and projects the entries that hold it. Throws where the file is not in the store, to be tried again. */
export async function readFileText(
	{ database, files }: Pick<Platform, 'database' | 'files'>,
	world: () => Promise<World>,
	{ sha256 }: Wanted,
	{ attempt, signal }: { attempt: number; signal?: AbortSignal }
): Promise<void> {
	const held = await heldFile(database.fresh, sha256);
	if (!held || (await isRead(database.fresh, sha256))) return;
	const marked = attempt >= suspicious;
	if (marked) await database.write((db) => keep(db, held, { state: 'too-large', text: '' }));
	try {
		const text = await fileText(
			async () => {
				const content = await files.open(sha256);
				if (!content) throw new Error(`the file ${sha256} is not in the store`);
				return content;
			},
			held.mediaType,
			signal ? { signal } : {}
		);
		const facts = await world();
		await database.write(async (db) => {
			// It may have been withdrawn while it was read.
			const still = await heldFile(reading(db), sha256, { kept: true });
			if (!still) return;
			await keep(db, still, text);
			if (text.state === 'read') await projectFile(db, facts, sha256);
		});
	} catch (fault) {
		if (marked) await database.write((db) => db.deleteFrom('catalogue.file_texts').where('sha256', '=', sha256).execute());
		throw fault;
	}
}

/** Queues whatever is published and was never read: what was loaded, imported or brought back, and what could not be read before. */
async function queueDue({ database, jobs }: Pick<Platform, 'database' | 'jobs'>): Promise<void> {
	await database.write(forgetOrphans);
	for (let after = ''; ;) {
		const records = await recordsWithUnread(database.fresh, after, 200);
		const last = records.at(-1);
		if (last === undefined) return;
		for (const record of records)
			if ((await unreadFiles(database.fresh, record)).length) await database.write((db) => followFiles(db, { jobs }, record));
		after = last;
	}
}

/** Works on the queue in this process; looks for what is due now and once a night. */
export async function readFileTexts(platform: Platform, world: () => Promise<World>): Promise<void> {
	const { jobs, database } = platform;
	const read: Handler<Wanted> = (wanted, job) => readFileText(platform, world, wanted, job);
	await jobs.work(fileTextQueue, read);
	await jobs.work(dueQueue, () => queueDue(platform));
	await jobs.every('40 2 * * *', dueQueue);
	await database.write((db) => jobs.enqueue(db, dueQueue, {}));
}
