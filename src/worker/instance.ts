// SPDX-License-Identifier: Apache-2.0
// Puts the parts together: platform, facts, forms, jobs. The one place that knows them all; opened once a process.
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import type { Convention } from '#convention/convention.ts';
import type { World } from '#catalogue/server/project.ts';
import { keepInStep } from '#catalogue/server/keep-in-step.ts';
import { fileTextQueue, readFileTexts } from '#catalogue/server/read-file-text.ts';
import { plannedDraftQueue } from '#editorial/server/plan-draft.ts';
import { sendLetters } from '#people/server/ground.ts';
import type { Person } from '#people/person.ts';
import type { Configuration } from '#platform/configuration.ts';
import { openPlatform, type Platform } from '#platform/server/platform.ts';
import type { Definitions } from '#records/definitions.ts';
import { currentDefinitions, lastDefinitions } from '#records/server/current.ts';
import { seedDefinitions } from '#records/server/definitions.ts';
import { type Announced, type Doing, eventQueue } from '#records/server/doing.ts';
import { deliveryQueue } from '#interop/webhooks/server/deliver.ts';
import { harvestQueue } from '#projects/server/harvests.ts';
import { examineRecord } from '#catalogue/server/examine.ts';
import { callHolds } from '#exchange/server/call-holds.ts';
import { seatsHold } from '#exchange/server/seats.ts';
import { callLetters } from '#exchange/server/call-letters.ts';
import { storageQueue } from '#insights/administration/server/storage.ts';
import { reportLetters } from '#reporting/server/ask-letters.ts';
import { approvalHolds } from '#sharing/server/approvals.ts';
import { sharingLetters } from '#sharing/server/doing.ts';
import { bundleQueue } from '#meetings/server/bundles.ts';
import { importBundles } from './documents/bundles.ts';
import { dumpDatasets } from './datasets.ts';
import { keepDecisions } from './decisions.ts';
import { editorialQueues, runEditorial } from './editorial.ts';
import { publishPlannedDrafts } from './fact-drafts.ts';
import { inboxQueue, readInbox } from './inbox.ts';
import { olderReports } from '#reporting/server/take-older.ts';
import { sendCallLetters } from './letters-calls.ts';
import { remindOfClarifications } from './letters-clarifications.ts';
import { sendReportLetters } from './letters-reporting.ts';
import { sendSharingLetters } from './letters-sharing.ts';
import { importOlderReports } from './older-reports.ts';
import { harvestProjects } from './project-harvests.ts';
import { react, reactions } from './reactions.ts';
import { countStorageNightly } from './storage.ts';
import { expireTraining } from './training.ts';
import { forgetUsage, usageQueue } from './usage.ts';
import { countRefused, digestQueue, sendDigests } from './watching.ts';
import { deliverWebhooks } from './webhooks.ts';

export interface Instance {
	platform: Platform;
	/** The forms as this process last saw them. */
	readonly definitions: Definitions;
	/** The forms in use, as other processes publish them too; `now` for whoever may write. */
	definitionsInUse(now?: boolean): Promise<Definitions>;
	convention(): Promise<Convention>;
	world(): Promise<World>;
	doing(by: Person, at?: Date): Promise<Doing>;
	/** Starts the worker in this process. */
	work(): Promise<void>;
	close(): Promise<void>;
}

/** Opens everything and brings the facts of the treaty and the form definitions up to date. */
export async function openInstance(configuration: Configuration): Promise<Instance> {
	const platform = await openPlatform(configuration);
	try {
		return await instanceOn(platform);
	} catch (fault) {
		await platform.close();
		throw fault;
	}
}

export async function instanceOn(platform: Platform): Promise<Instance> {
	const { database, jobs } = platform;
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	await jobs.declare(
		eventQueue,
		fileTextQueue,
		reportLetters,
		sharingLetters,
		inboxQueue,
		olderReports,
		harvestQueue,
		bundleQueue,
		callLetters,
		digestQueue,
		usageQueue,
		storageQueue,
		deliveryQueue,
		plannedDraftQueue,
		...editorialQueues
	);
	const first = await currentDefinitions(database, { now: true });
	const definitionsInUse = (now = false) => currentDefinitions(database, { now });
	const convention = () => currentConvention(database);
	const world = async (): Promise<World> => ({ definitions: await definitionsInUse(true), convention: await convention() });
	const instance: Instance = {
		platform,
		get definitions() {
			return lastDefinitions(database) ?? first;
		},
		definitionsInUse,
		convention,
		world,
		doing: async (by, at = new Date()) => {
			const definitions = await definitionsInUse(true);
			const holds = callHolds(definitions, at);
			return {
				by,
				at,
				definitions,
				convention: await convention(),
				examine: examineRecord,
				hold: async (...submitted) => (await approvalHolds(...submitted)) ?? holds(...submitted),
				holdOutcome: seatsHold(definitions),
				announce: async (db, event) => {
					if (reactions[event.event]) await jobs.enqueue(db, eventQueue, event);
				}
			};
		},
		async work() {
			await runEditorial(platform, world, (by, at) => instance.doing(by, at));
			await publishPlannedDrafts(platform);
			await sendLetters(platform, (letter, fault) => countRefused(platform, letter, fault));
			await readFileTexts(platform, world);
			await keepInStep(platform, world);
			await keepDecisions(platform, world);
			await sendReportLetters(platform, world);
			await sendCallLetters(platform, world);
			await sendSharingLetters(platform, world);
			await readInbox(platform, world);
			await importOlderReports(platform, world);
			await harvestProjects(platform, world);
			await importBundles(platform, world);
			await countStorageNightly(platform);
			await expireTraining(platform);
			await remindOfClarifications(platform, world);
			await sendDigests(platform, world);
			await forgetUsage(platform);
			await deliverWebhooks(platform);
			await dumpDatasets(platform, world);
			await jobs.work<Announced>(eventQueue, async (event) => react({ platform, world: await world() }, event));
		},
		close: () => platform.close()
	};
	return instance;
}
