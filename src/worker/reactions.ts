// SPDX-License-Identifier: Apache-2.0
// What follows from each event: one map, read by the worker. A reaction is repeatable, since a job may run twice.
import { project, type World } from '#catalogue/server/project.ts';
import { followFiles } from '#catalogue/server/read-file-text.ts';
import { followEditorial, moved } from './editorial.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Announced } from '#records/server/doing.ts';
import { answerDue, remind, tellOtherParty, tellOtherPartyOfWithdrawal, tellOutcome, windUp } from './letters-between.ts';
import { notePublished } from '#translation/server/note-published.ts';
import { tellOfClarification } from './letters-clarifications.ts';
import { tellOwner, tellSecretariat } from './letters.ts';
import { tellFollowers } from './watching.ts';
import { tellWebhooks } from './webhooks.ts';

export interface Reacting {
	platform: Platform;
	world: World;
}

type Reaction = (reacting: Reacting, event: Announced) => Promise<void>;

const projectRecord: Reaction = ({ platform, world }, event) =>
	platform.database.write(async (db) => {
		await project(db, world, event.record);
		await followFiles(db, platform, event.record);
	});

const noteTranslations: Reaction = async ({ platform, world }, event) => {
	await platform.database.write((db) => notePublished(db, world.definitions, event.record, new Date()));
};

export const reactions: Record<string, Reaction[]> = {
	submitted: [tellSecretariat],
	returned: [tellOwner, moved],
	declined: [tellOwner],
	published: [projectRecord, noteTranslations, tellOwner, tellFollowers, moved, followEditorial, tellWebhooks],
	recalled: [moved],
	revised: [noteTranslations],
	registered: [tellOwner],
	sent: [tellOtherParty, windUp],
	[answerDue]: [remind],
	decided: [projectRecord, tellOutcome, tellWebhooks],
	withdrawn: [projectRecord, tellOwner, tellOtherPartyOfWithdrawal, tellFollowers, followEditorial, tellWebhooks],
	superseded: [projectRecord, tellFollowers, followEditorial, tellWebhooks],
	clarified: [tellOfClarification]
};

export async function react(reacting: Reacting, event: Announced): Promise<void> {
	for (const reaction of reactions[event.event] ?? []) await reaction(reacting, event);
}
