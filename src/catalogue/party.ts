// SPDX-License-Identifier: Apache-2.0
// A Party's profile: its dates, the amendments in force for it, its deadlines, its focal points. Pure projection of facts and entries.
import type { Convention } from '#convention/convention.ts';
import { amendmentsInForce, deadlinesOf } from '#convention/deadline.ts';
import type { Entry } from './entry.ts';

export function partyProfile(stateId: string, own: Entry[], convention: Convention, today: string) {
	const state = convention.state(stateId);
	if (!state) throw new Error(`no state ${stateId}`);
	const notified = own.find((entry) => entry.type === 'art7-notification');
	const determined = notified?.answers.determinedOn;
	return {
		id: state.id,
		status: state.status,
		source: state.source,
		state,
		region: state.region ? (convention.entry('regions', state.region)?.words ?? null) : null,
		amendments: amendmentsInForce(convention, stateId, today).map((standing) => ({
			...standing,
			name: convention.one('amendment', standing.id)?.name ?? {}
		})),
		deadlines: deadlinesOf(convention, stateId, today, { asgmNotification: typeof determined === 'string' ? determined : null }),
		focalPoints: own
			.filter((entry) => entry.type === 'art17-4-nfp')
			.map((entry) => ({
				record: entry.recordId,
				name: String(entry.answers.name ?? ''),
				title: String(entry.answers.title ?? ''),
				ministry: entry.answers.ministry,
				role: String(entry.answers.role ?? '')
			})),
		deposited: [...new Set(own.map((entry) => entry.type))]
	};
}
