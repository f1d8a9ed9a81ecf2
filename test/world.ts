// SPDX-License-Identifier: Apache-2.0
// A world for journeys: a migrated database with the treaty's facts, the forms, and named people. Nothing of ours is imitated.
import { seedConvention } from '#convention/server/seed.ts';
import { currentConvention } from '#convention/server/current.ts';
import type { Convention } from '#convention/convention.ts';
import type { Person } from '#people/person.ts';
import type { Database } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import type { Announced, Doing } from '#records/server/doing.ts';
import { type World as Catalogue, project } from '#catalogue/server/project.ts';
import { examineRecord } from '#catalogue/server/examine.ts';
import { approvalHolds } from '#sharing/server/approvals.ts';
import { testDatabase } from './ground/database.ts';

export interface World {
	database: Database;
	definitions: Definitions;
	convention: Convention;
	catalogue: Catalogue;
	/** What has been announced and not yet reacted to. */
	announced: Announced[];
	doing(by: Person, at?: string): Doing;
	/** Does what the worker would do to the catalogue for everything announced. */
	react(): Promise<void>;
}

export async function openWorld(): Promise<World> {
	const database = await testDatabase();
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	const definitions = await loadDefinitions(database.read);
	const convention = await currentConvention(database);
	const announced: Announced[] = [];
	const catalogue = { definitions, convention };
	return {
		database,
		definitions,
		convention,
		catalogue,
		announced,
		doing: (by, at = '2026-11-24T10:00:00.000Z') => ({
			by,
			at: new Date(at),
			definitions,
			convention,
			examine: examineRecord,
			hold: approvalHolds,
			announce: async (_, event) => void announced.push(event)
		}),
		async react() {
			for (const event of announced.splice(0)) await database.write((db) => project(db, catalogue, event.record));
		}
	};
}
