// SPDX-License-Identifier: Apache-2.0
// Loads the demonstration content: accounts of each role, and records that were filed, returned, published and withdrawn over the years. Only into
// an embedded database that holds no record, and only once: the stories are acted out, the national reports are filed together. Everything of it is marked
// as demonstration.
import type { World } from '#catalogue/server/project.ts';
import { projectMany } from '#catalogue/server/project-many.ts';
import { type DemoAccount, seedDemoAccounts } from '#people/server/demo-accounts.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { isFileRefusal } from '#platform/file.ts';
import type { Files } from '#platform/server/files.ts';
import { actOut, officer, storeFiles } from './demonstration/act-out.ts';
import { clarify } from './demonstration/clarifications.ts';
import { callAndAnswer } from './demonstration/calls.ts';
import { readTold } from './demonstration/content.ts';
import { fileReports, openCycles, publishedByParties } from './demonstration/file-reports.ts';
import { storeDemoLinked } from './demonstration/linked.ts';
import { readReportTexts } from './demonstration/report-texts.ts';
import { type Invented, inventReports } from './demonstration/reports.ts';
import { storeDemoStatements } from './demonstration/statements.ts';
import { platformItself } from './decisions.ts';
import type { Instance } from './instance.ts';

const setting = 'demonstration';

/** Returns the accounts for the greeting; [] where no demonstration is wanted (DEMO=0) or the database is a server. Throws when a story cannot be acted out: nothing is kept then. */
export async function loadDemonstration(instance: Instance): Promise<DemoAccount[]> {
	const { platform } = instance;
	const { database, configuration, log } = platform;
	if (!configuration.demo || !database.embedded) return [];
	const accounts = await seedDemoAccounts(platform);
	if (!(await isEmpty(database.read))) return accounts;
	const began = performance.now();
	const records = await fillWithDemonstration(platform, await instance.world(), async (db) => {
		const at = new Date();
		await db.insertInto('platform.settings').values({ name: setting, value: at.toISOString(), set_at: at }).execute();
	});
	log.info({ records, milliseconds: Math.round(performance.now() - began) }, 'demonstration content loaded');
	return accounts;
}

/** Stories, reports and what the public sees of them, in one transaction; the demonstration accounts are there. Returns the number of records. */
export async function fillWithDemonstration(
	{ database, files }: Pick<Instance['platform'], 'database' | 'files'>,
	world: World,
	also = async (_: Writing): Promise<void> => {}
): Promise<number> {
	const told = await readTold();
	const texts = await readReportTexts();
	const kept = await storeFiles(files, told);
	return database.write(async (db) => {
		const acted = await actOut(db, told, kept, world);
		const officers = { editor: await officer(reading(db), 'editor'), publisher: await officer(reading(db), 'publisher') };
		await openCycles(db, world, officers.publisher);
		const invented = inventReports({ ...world, people: told.people, texts, published: await publishedByParties(reading(db)) });
		await storeReportFiles(files, invented);
		await fileReports(db, world, invented, officers);
		await storeDemoStatements(db, world);
		await storeDemoLinked(db, world);
		await clarify(db, world, officers);
		// The questions of a call make forms of their own: what follows knows them.
		const definitions = await callAndAnswer(db, world, officers);
		const shown = await db.selectFrom('records.records').select('id').where('state', '!=', 'unpublished').orderBy('id').execute();
		await projectMany(
			db,
			{ ...world, definitions },
			shown.map(({ id }) => id)
		);
		await also(db);
		return acted + invented.reports.length;
	});
}

/** Stored again, should the transaction be tried again, a file is the same file. */
async function storeReportFiles(files: Files, { files: made }: Invented): Promise<void> {
	await Promise.all(
		[...made.values()].map(async ({ name, mediaType, content }) => {
			const kept = await files.put(content, { limitBytes: 1_048_576, accept: [mediaType] });
			if (isFileRefusal(kept)) throw new Error(`the file ${name} was refused: ${JSON.stringify(kept)}`);
		})
	);
}

/** No record but what the platform brings along, and no memory of having loaded: content that somebody took away does not come back. */
async function isEmpty(db: Reading): Promise<boolean> {
	const loaded = await db.selectFrom('platform.settings').select('value').where('name', '=', setting).executeTakeFirst();
	const record = await db.selectFrom('records.records').select('id').where('created_by', '!=', platformItself).limit(1).executeTakeFirst();
	return !loaded && !record;
}
