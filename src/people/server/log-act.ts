// SPDX-License-Identifier: Apache-2.0
// The one place where acts on the platform itself are written down, in the transaction of the act: jobs, storage, locks, webhooks, drafts of facts.
import { json, type Writing } from '#platform/server/database.ts';

export const platformActs = [
	'job.retried',
	'job.cancelled',
	'storage.count-asked',
	'account.unlocked',
	'webhook.made',
	'webhook.changed',
	'webhook.rotated',
	'webhook.enabled',
	'webhook.disabled',
	'webhook.removed',
	'webhook.pinged',
	'webhook.sent-again',
	'fact-draft.begun',
	'fact-draft.kept',
	'fact-draft.given-up',
	'fact-draft.published',
	'fact-draft.planned',
	'fact-draft.called-off',
	'fact-draft.refused'
] as const;
export type PlatformAct = (typeof platformActs)[number];

export async function logAct(
	db: Writing,
	act: PlatformAct,
	{ by, about, at, details = {} }: { by: string; about: string; at: Date; details?: Record<string, string | number | boolean | null> }
): Promise<void> {
	await db
		.insertInto('platform.acts')
		.values({ act, about, done_by: by, details: json(details), done_at: at })
		.execute();
}
