// SPDX-License-Identifier: Apache-2.0
// Which amendments of the annexes bind which Party on which day (Articles 27 and 30(5)). Says unknown wherever an input is not known.
import type { Convention } from './convention.ts';
import { addDays, addYears, type Day, laterOf } from './day.ts';
import type { Known } from './fact.ts';

export interface AmendmentStanding {
	/** Id of the amendment; `original` for the annexes as adopted. */
	id: string;
	inForce: true | false | 'unknown';
	/** First day in force for this Party; null unless inForce is true and the day is known. */
	since: Day | null;
	because:
		/* true */
		| 'convention-in-force'
		| 'general-rule'
		| 'joined-afterwards'
		| 'own-instrument'
		| 'non-acceptance-withdrawn'
		/* false */
		| 'not-yet-a-party'
		| 'not-yet-in-force'
		| 'not-accepted'
		| 'no-own-instrument'
		/* unknown */
		| 'party-status-unknown'
		| 'entry-into-force-unknown'
		| 'entry-day-unknown'
		| 'declaration-unknown';
	/** When it entered into force for Parties without an exception of their own; the thing to show where `because` is declaration-unknown. */
	generally: Day | null;
}

/** Every amendment, in the order of the facts, for one State on one day; [] for an id that is no State. */
export function amendmentsInForce(convention: Convention, stateId: string, day: Day): AmendmentStanding[] {
	const state = convention.state(stateId);
	if (!state) return [];
	return convention.all('amendment').map((amendment) => {
		const generally = generalDay(amendment);
		const [inForce, because, since = null] = standing(state, amendment, generally, day);
		return { id: amendment.id, inForce, since, because, generally };
	});
}

/** One year after the depositary's communication (Article 27(3)(c)); null while that is not known. */
const generalDay = (amendment: Known<'amendment'>): Day | null =>
	amendment.inForceGenerally ?? (amendment.communicated && addYears(amendment.communicated, 1));

type Verdict = [AmendmentStanding['inForce'], AmendmentStanding['because'], Day?];

function standing(state: Known<'state'>, amendment: Known<'amendment'>, generally: Day | null, day: Day): Verdict {
	const entry = state.entryIntoForce;
	if (!state.party) return ['unknown', 'party-status-unknown'];
	if (entry && entry > day) return [false, 'not-yet-a-party'];
	if (amendment.id === 'original') return [true, 'convention-in-force', entry ?? undefined];

	if (state.declaration30_5?.declared) {
		// Article 27(4): bound from the ninetieth day after its own instrument for this amendment, whatever holds for others.
		const deposits = state.amendmentInstruments.filter((instrument) => instrument.amendment === amendment.id).map((instrument) => instrument.day);
		const first = deposits.toSorted()[0];
		if (!first) return [false, 'no-own-instrument'];
		const ninetieth = addDays(first, 90);
		if (ninetieth > day) return [false, 'not-yet-in-force'];
		return entry ? [true, 'own-instrument', laterOf(ninetieth, entry)] : ['unknown', 'entry-into-force-unknown'];
	}

	// Not communicated, as far as is known: it cannot be in force before a year after adoption.
	if (day < (generally ?? addYears(amendment.adopted, 1))) return [false, 'not-yet-in-force'];
	if (!generally) return ['unknown', 'entry-day-unknown'];

	// A notice given after the year has run has no effect (Article 27(3)(b)).
	const last = amendment.communicated ? addYears(amendment.communicated, 1) : generally;
	const refusal = state.nonAcceptances.find((notice) => notice.amendment === amendment.id && notice.day <= last);
	if (refusal && !(refusal.withdrawn && refusal.withdrawn <= day)) return [false, 'not-accepted'];
	if (refusal?.withdrawn) return [true, 'non-acceptance-withdrawn', laterOf(laterOf(refusal.withdrawn, generally), entry ?? generally)];

	if (!state.declaration30_5) return ['unknown', 'declaration-unknown'];
	if (!entry) return ['unknown', 'entry-into-force-unknown'];
	// To be verified: a State that joins after an amendment is in force takes the annex as amended.
	return entry > generally ? [true, 'joined-afterwards', entry] : [true, 'general-rule', generally];
}
