// SPDX-License-Identifier: Apache-2.0
// Checks of the report against the Party's own records: exemptions, notifications, plans.
import { exemptionExpiry } from '#convention/deadline.ts';
import { Decimal, fromGrams, grams } from '#forms/quantity.ts';
import { type Around, ofType, type Told } from '../report.ts';
import { type Check, linesOf, nameOfLine, type Noticed, said, textsOf } from './check.ts';

export const twice: Check = {
	code: 'report-twice',
	severity: 'error',
	questions: ['cycle'],
	run: (_, { twin, cycle }) => (twin ? [{ at: 'cycle', values: { record: twin, cycle: cycle.id } }] : [])
};

/** Exemptions of the Party by annex that were, or with an extension could be, in force at some time of the period. */
export const exemptionsIn = ({ own, convention, cycle }: Pick<Around, 'own' | 'convention' | 'cycle'>, annex: 'a' | 'b'): Told[] =>
	ofType(own, `art6-exemption-annex-${annex}`).filter(({ answers }) => {
		const [id = ''] = textsOf(answers.entry);
		const entry = annex === 'a' ? convention.annexAEntry(id) : convention.annexBEntry(id);
		const years = typeof answers.durationYears === 'number' ? answers.durationYears : null;
		// Taken back before the period began (Article 6(7)).
		if (typeof answers.withdrawnFrom === 'string' && answers.withdrawnFrom <= cycle.start) return false;
		return !entry || exemptionExpiry({ phaseOutYear: entry.phaseOutYear, durationYears: years, extendedYears: 5 }) >= cycle.start;
	});

const exempted = (around: Around, annex: 'a' | 'b'): Set<string> =>
	new Set(exemptionsIn(around, annex).flatMap(({ answers }) => textsOf(answers.entry)));

const claims = [
	{ annex: 'a', claimed: 'q4-1-b-products', asked: 'q4-1' },
	{ annex: 'b', claimed: 'q5-2-b-processes', asked: 'q5-2' }
] as const;

/** An exemption is claimed that no register knows. */
export const exemptionUnknown: Check = {
	code: 'report-exemption-unknown',
	severity: 'warning',
	questions: ['q4-1-b-products', 'q5-2-b-processes'],
	run: ({ answers }, around) =>
		claims.flatMap(({ annex, claimed }) => {
			const registered = exempted(around, annex);
			return textsOf(answers[claimed]).flatMap((entry, index): Noticed[] =>
				registered.has(entry) ? [] : [{ at: `${claimed}.${index}`, values: { register: `exemptions-annex-${annex}`, line: entry } }]
			);
		})
};

/** The register knows an exemption that the report does not speak of. */
export const exemptionSilent: Check = {
	code: 'report-exemption-silent',
	severity: 'note',
	questions: ['q4-1', 'q5-2'],
	run: ({ answers }, around) =>
		claims.flatMap(({ annex, claimed, asked }): Noticed[] => {
			if (said(answers, asked) === null) return [];
			const told = new Set(textsOf(answers[claimed]));
			const silent = [...exempted(around, annex)].filter((entry) => !told.has(entry));
			return silent.length ? [{ at: asked, values: { count: silent.length } }] : [];
		})
};

/** Article 7(3): the duty of a plan begins with a notification to the secretariat. */
export const notificationMissing: Check = {
	code: 'report-notification-missing',
	severity: 'warning',
	questions: ['q7-2'],
	run: ({ answers }, { own }) => (said(answers, 'q7-2') === true && ofType(own, 'art7-notification').length === 0 ? [{ at: 'q7-2' }] : [])
};

export const notificationSilent: Check = {
	code: 'report-notification-silent',
	severity: 'warning',
	questions: ['q7-1', 'q7-2'],
	run({ answers }, { own }) {
		const [notification] = ofType(own, 'art7-notification');
		if (!notification) return [];
		const at = said(answers, 'q7-1') === 'none' ? 'q7-1' : said(answers, 'q7-2') === false ? 'q7-2' : null;
		return at ? [{ at, values: { record: notification.id } }] : [];
	}
};

export const planMissing: Check = {
	code: 'report-plan-missing',
	severity: 'warning',
	questions: ['q7-3'],
	run: ({ answers }, { own }) => (said(answers, 'q7-3') === 'yes' && ofType(own, 'art7-nap').length === 0 ? [{ at: 'q7-3' }] : [])
};

export const planSilent: Check = {
	code: 'report-plan-silent',
	severity: 'warning',
	questions: ['q7-3'],
	run({ answers }, { own }) {
		const [plan] = ofType(own, 'art7-nap');
		return plan && ['no', 'in-progress'].includes(String(said(answers, 'q7-3'))) ? [{ at: 'q7-3', values: { record: plan.id } }] : [];
	}
};

/**
 * What importing States granted this Party: the consents that are for shipments of the period, and those that name no day. Denied ones are none.
 */
export const consentsGiven = ({ consents, party, cycle }: Pick<Around, 'consents' | 'party' | 'cycle'>): Told[] =>
	consents.filter(({ answers }) => {
		const day = answers.approxShipmentDate;
		const meant = typeof day !== 'string' || (day >= cycle.start && day <= cycle.end);
		return answers.exportingCountry === party.id && answers.decision === 'granted' && meant;
	});

/**
 * More was exported to a State on its consent than it consented to, by more than the tenth that "approximate" allows. Nothing is noticed where a consent
 * names no amount.
 */
export const consentExceeded: Check = {
	code: 'report-consent-exceeded',
	severity: 'warning',
	questions: ['q3-5-b'],
	run({ answers }, around) {
		const given = consentsGiven(around);
		const lines = linesOf(answers, 'q3-5-b').map((line, index) => ({ line, index, amount: grams(line.quantity) }));
		const onConsent = lines.filter(({ line, amount }) => line.basis === 'consent' && typeof line.importingCountry === 'string' && amount);
		return [...new Set(onConsent.map(({ line }) => String(line.importingCountry)))].flatMap((country): Noticed[] => {
			const amounts = given.filter(({ owner }) => owner === country).map((told) => grams(told.answers.approxQuantity));
			if (!amounts.length || amounts.some((amount) => !amount)) return [];
			const theirs = onConsent.filter(({ line }) => line.importingCountry === country);
			const sum = (parts: (Decimal | undefined)[]) => parts.reduce<Decimal>((so, part) => so.plus(part ?? 0), new Decimal(0));
			const [exported, consented] = [sum(theirs.map(({ amount }) => amount)), sum(amounts)];
			return exported.greaterThan(consented.times('1.1'))
				? [
						{
							at: `q3-5-b.${theirs.at(-1)?.index}.quantity`,
							values: { country, exported: fromGrams(exported, 't'), consented: fromGrams(consented, 't') }
						}
					]
				: [];
		});
	}
};

/**
 * Exports that rested on consent or on a general notification, of which the platform holds none of that importing State. The forms may have been sent
 * by other ways: the Party knows.
 */
export const consentUnknown: Check = {
	code: 'report-consent-unknown',
	severity: 'warning',
	questions: ['q3-5-a', 'q3-5-b'],
	run: ({ answers }, { consents, notifications, party }) =>
		linesOf(answers, 'q3-5-b').flatMap((line, index): Noticed[] => {
			const { importingCountry, basis } = line;
			if (typeof importingCountry !== 'string') return [];
			// What the importing State denied is no consent.
			const consented = consents.some(
				({ owner, answers: given }) => owner === importingCountry && given.exportingCountry === party.id && given.decision !== 'denied'
			);
			const notified = notifications.some(({ owner }) => owner === importingCountry);
			const held = basis === 'general-notification' ? notified : basis === 'consent' ? consented : true;
			// Attached forms and other proof are proof.
			const proven = basis === 'consent' && ['attached', 'other-information'].includes(String(said(answers, 'q3-5-a')));
			return held || proven ? [] : [{ at: `q3-5-b.${index}.basis`, values: nameOfLine(line) }];
		})
};

export const importerStanding: Check = {
	code: 'report-importer-standing',
	severity: 'warning',
	questions: ['q3-5-b'],
	run: ({ answers }, { convention }) =>
		linesOf(answers, 'q3-5-b').flatMap((line, index): Noticed[] => {
			const { importingCountry, importerIsParty, year } = line;
			if (typeof importingCountry !== 'string' || typeof importerIsParty !== 'boolean' || typeof year !== 'number') return [];
			const state = convention.state(importingCountry);
			// In the year of its entry into force it was both. Where it is not known whether a State is a Party, nothing is noticed.
			const since = state?.entryIntoForce?.slice(0, 4);
			if (!since || String(year) === since) return [];
			return String(year) > since === importerIsParty
				? []
				: [{ at: `q3-5-b.${index}.importerIsParty`, values: { day: state?.entryIntoForce ?? '', ...nameOfLine(line) } }];
		})
};
