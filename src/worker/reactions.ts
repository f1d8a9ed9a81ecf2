// SPDX-License-Identifier: Apache-2.0
// What follows from each event: one map, read by the worker. A reaction is repeatable, since a job may run twice.
import { project, type World } from '#catalogue/server/project.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Announced } from '#records/server/doing.ts';
import { tellOwner, tellSecretariat } from './letters.ts';

export interface Reacting {
	platform: Platform;
	world: World;
}

type Reaction = (reacting: Reacting, event: Announced) => Promise<void>;

const projectRecord: Reaction = ({ platform, world }, event) => platform.database.write((db) => project(db, world, event.record));

export const reactions: Record<string, Reaction[]> = {
	submitted: [tellSecretariat],
	returned: [tellOwner],
	declined: [tellOwner],
	published: [projectRecord, tellOwner],
	withdrawn: [projectRecord, tellOwner],
	superseded: [projectRecord]
};

export async function react(reacting: Reacting, event: Announced): Promise<void> {
	for (const reaction of reactions[event.event] ?? []) await reaction(reacting, event);
}
