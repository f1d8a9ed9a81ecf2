// SPDX-License-Identifier: Apache-2.0
// The secretariat admits an organisation or declines it, with a reason that the applicant gets by mail.
import { reading, type Writing } from '#platform/server/database.ts';
import { may } from '../may.ts';
import { mayDecide } from '../organisation.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { DoingAs } from './doing.ts';
import { decisionLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { organisationById } from './organisations.ts';

export async function decide(
	db: Writing,
	doing: DoingAs,
	decision: { organisation: string; state: 'admitted' | 'declined'; reason: string }
): Promise<{ organisation: string } | Refusal> {
	if (!may(doing.by, 'organisation.admit')) return refuse('not-allowed');
	const reason = decision.reason.trim();
	if (decision.state === 'declined' && reason === '') return refuse('reason-missing');
	const organisation = await organisationById(reading(db), decision.organisation);
	if (!organisation) return refuse('not-found');
	if (!mayDecide(organisation.state, decision.state)) return refuse('changed-meanwhile');
	const { id, state: before } = organisation;
	if (before === 'declined' && (await codeInUse(db, organisation.code, id))) return refuse('organisation-taken');
	const changed = await db
		.updateTable('people.organisations')
		.set({ state: decision.state, reason: reason || null, decided_by: doing.by.id, decided_at: doing.at })
		.where('id', '=', id)
		.where('state', '=', before)
		.returning('id')
		.executeTakeFirst();
	if (!changed) return refuse('changed-meanwhile');
	await logEvent(db, `organisation.${decision.state}`, { by: doing.by.id, about: id, at: doing.at, details: { before } });
	if (organisation.contactEmail !== '') {
		const to = { email: organisation.contactEmail, language: organisation.language };
		await doing.post(db, await decisionLetter(to, { organisation: organisation.name, state: decision.state, reason }, doing.origin));
	}
	return { organisation: id };
}

async function codeInUse(db: Writing, code: string, except: string): Promise<boolean> {
	return (
		(await db
			.selectFrom('people.organisations')
			.select('id')
			.where('code', '=', code)
			.where('state', '<>', 'declined')
			.where('id', '<>', except)
			.executeTakeFirst()) !== undefined
	);
}
