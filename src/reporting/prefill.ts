// SPDX-License-Identifier: Apache-2.0
// What the platform could fill into a report: from the facts, the Party's own records, and its last report. Each proposal says where it comes from;
// nothing is taken over but by a person.
import { relevantIds } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form, type Json, type Question, questionOf } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import type { Origin } from '#records/record.ts';
import { consentsGiven, exemptionsIn } from './checks/records.ts';
import { type Elsewhere, saidElsewhere } from './elsewhere.ts';
import { type Around, type Earlier, ofType, type Told } from './report.ts';

export interface Proposal {
	question: string;
	answer: Json;
	from: Origin;
	/** Said outside the reports: by which rule it is proposed. */
	said?: Elsewhere;
}

/** Maker of proposals out of the facts and the records; the first that speaks of a question wins. */
type Source = (around: Around) => Proposal[];

const fromRecord = (told: Told, answers: { [question: string]: Json | undefined }): Proposal[] =>
	Object.entries(answers).flatMap(([question, answer]) =>
		answer === undefined || isEmpty(answer) ? [] : [{ question, answer, from: { kind: 'record', id: told.id } }]
	);

const facts: Source = ({ party }) =>
	(
		[
			['a-2', party.instrumentDate],
			['a-3', party.entryIntoForce]
		] as const
	).flatMap(([question, answer]) => (answer ? [{ question, answer, from: { kind: 'fact' as const, id: party.id } }] : []));

/** The designation of the national focal point. What is private in it stays private in the report. */
const focalPoint: Source = ({ own, today }) => {
	const designation = ofType(own, 'art17-4-nfp').find(
		({ answers }) => answers.role === 'national-focal-point' && !(typeof answers.end === 'string' && answers.end < today)
	);
	if (!designation) return [];
	const { name, title, ministry, address, telephone, email } = designation.answers;
	const organisation = isObject(ministry) ? Object.values(ministry).find((text) => typeof text === 'string') : undefined;
	const contact = Object.fromEntries(
		Object.entries({ name, title, organisation, address, telephone, email }).filter(([, part]) => typeof part === 'string')
	) as { [part: string]: Json };
	return fromRecord(designation, { 'a-4': { ...contact, private: ['address', 'telephone', 'fax', 'email'] } });
};

const entries = (told: readonly Told[]): string[] => [
	...new Set(told.flatMap(({ answers }) => (typeof answers.entry === 'string' ? [answers.entry] : [])))
];

const exemptions: Source = (around) => {
	const products = exemptionsIn(around, 'a');
	const processes = exemptionsIn(around, 'b');
	return [
		...(products[0] ? fromRecord(products[0], { 'q4-1-b': true, 'q4-1-b-products': entries(products) }) : []),
		...(processes[0] ? fromRecord(processes[0], { 'q5-2-b': true, 'q5-2-b-processes': entries(processes) }) : [])
	];
};

const gold: Source = ({ own }) => {
	const [notification] = ofType(own, 'art7-notification');
	const plans = ofType(own, 'art7-nap');
	return [
		...(notification ? fromRecord(notification, { 'q7-2': true }) : []),
		...(plans[0] ? fromRecord(plans[0], { 'q7-3': 'yes', 'q7-3-plan': plans.map(({ id }) => id) }) : [])
	];
};

const linked = (url: Json | undefined, question: string): { [question: string]: Json | undefined } =>
	typeof url === 'string' ? { [`${question}-how`]: 'address', [`${question}-url`]: [url] } : {};

/** One figure for each category, in kilograms, as the inventory has them. */
const inventories: Source = ({ own }) => {
	const [emissions] = ofType(own, 'art8-inventory');
	const releases = ofType(own, 'art9-sources-inventory').find(({ answers }) => Array.isArray(answers.kind) && answers.kind.includes('inventory'));
	const year = emissions?.answers.year;
	const totals = (Array.isArray(emissions?.answers.rows) ? emissions.answers.rows : []).flatMap((row): Json[] =>
		isObject(row) && row.category && row.emissionKg && year !== undefined ? [{ category: row.category, quantity: row.emissionKg, year }] : []
	);
	const released = (Array.isArray(releases?.answers.inventory) ? releases.answers.inventory : []).flatMap((row) =>
		isObject(row) && typeof row.year === 'number' ? [row.year] : []
	);
	return [
		...(emissions
			? fromRecord(emissions, { 'q8-3': 'yes', 'q8-3-a-year': year, 'q8-3-a-totals': totals, ...linked(emissions.answers.link, 'q8-3-a') })
			: []),
		...(releases
			? fromRecord(releases, {
					'q9-2': 'yes',
					'q9-2-a-year': released.length ? Math.max(...released) : undefined,
					...linked(releases.answers.link, 'q9-2-a')
				})
			: [])
	];
};

/**
 * Consents that importing States gave to this Party for shipments of the period: what they were given for, and that the secretariat has them. What was
 * shipped in the end, and how much, the Party alone knows.
 */
const consents: Source = (around) => {
	const given = consentsGiven(around);
	const kinds = [
		...(given.some(({ type }) => type === 'art3-form-a') ? ['exports-to-parties'] : []),
		...(given.some(({ type }) => type === 'art3-form-b') ? ['exports-to-non-parties'] : [])
	];
	return given[0] ? fromRecord(given[0], { 'q3-5': kinds, 'q3-5-a': 'already-sent' }) : [];
};

const emissionPlan: Source = ({ own }) =>
	ofType(own, 'art8-national-plan')
		.slice(0, 1)
		.flatMap((plan) => fromRecord(plan, { 'q8-5': true }));

const stocks: Source = ({ own, substances = {} }) =>
	ofType(own, 'art3-stocks')
		.slice(0, 1)
		.flatMap((told) => {
			const lines = (Array.isArray(told.answers.entries) ? told.answers.entries : []).flatMap((line): Json[] =>
				isObject(line)
					? [
							Object.fromEntries(
								Object.entries({
									stockOrSource: line.stockOrSource,
									location: line.location,
									substance: substances[String(line.substance)],
									quantity: line.quantityTonnes,
									asOf: line.asOf
								}).filter(([, cell]) => cell !== undefined)
							) as { [column: string]: Json }
						]
					: []
			);
			return fromRecord(told, { 'q3-3': true, 'q3-3-list': lines });
		});

const facilities: Source = ({ own }) =>
	ofType(own, 'art5-facilities')
		.slice(0, 1)
		.flatMap((told) => {
			const lines = (Array.isArray(told.answers.facilities) ? told.answers.facilities : []).flatMap((line): Json[] =>
				isObject(line)
					? [
							{
								process: line.process ?? null,
								facilityType: line.facilityType ?? null,
								number: line.numberOfFacilities ?? null,
								quantity: line.annualMercuryTonnes ?? null,
								year: line.year ?? null
							}
						]
					: []
			);
			return fromRecord(told, { 'q5-1': true, 'q5-1-b': lines });
		});

/** Measures of the amalgam record, by the rows of the question. */
const amalgamRows: { [measure: string]: string } = {
	'caries-prevention-objectives': 'prevention',
	'national-objectives-minimising-use': 'minimise',
	'promote-alternatives': 'alternatives',
	'promote-research': 'research',
	'train-professionals': 'education',
	'discourage-insurance-favouring-amalgam': 'insurance-against',
	'encourage-insurance-favouring-alternatives': 'insurance-for',
	'encapsulated-only': 'encapsulated',
	'best-practice-in-facilities': 'practice',
	'no-bulk-mercury': 'bulk',
	'vulnerable-patients': 'vulnerable'
};

/** Measures that COP-4 added for every Party, beside those of which two are to be chosen. */
const owedByAll = new Set(['bulk', 'vulnerable']);

const amalgam: Source = ({ own }) =>
	ofType(own, 'amalgam-nap-or-report')
		.slice(0, 1)
		.flatMap((told) => {
			const taken = (Array.isArray(told.answers.measures) ? told.answers.measures : []).flatMap((measure) => amalgamRows[String(measure)] ?? []);
			const rows = [...taken, 'plan'];
			// "Two or more" is asked of the measures to choose from; whether there are others than the record names, the Party knows.
			const enough = taken.filter((row) => !owedByAll.has(row)).length >= 2;
			return fromRecord(told, {
				'q4-3': enough ? true : undefined,
				'q4-3-a': Object.fromEntries(rows.map((row) => [row, { taken: true }]))
			});
		});

const elsewhere: Source = (around) =>
	saidElsewhere(around).map((said) => ({
		question: said.question,
		answer: said.answer,
		from: said.stated ? { kind: 'statement', id: said.stated.id } : { kind: 'record', id: said.record ?? '' },
		said
	}));

const sources: readonly Source[] = [facts, focalPoint, consents, exemptions, gold, inventories, emissionPlan, stocks, facilities, amalgam, elsewhere];

/** Answers of one period alone are not carried to the next: what was traded, mined or disposed of in its years, and its files. */
const ofThePeriod = (question: Question): boolean =>
	question.columns?.some(({ kind }) => kind === 'year') === true ||
	question.kind === 'quantity' ||
	question.kind === 'attachment' ||
	!!question.given;

/** That the time has not come was true then; whether it still is, nobody can tell from the last report. */
const ofThatTime = ({ due }: Question, answer: Json): boolean => due?.unless !== undefined && answer === due.unless;

/** What a short report did not ask comes from the full one before it. */
function lastReports(form: Form, { last, earlier = [] }: Around): Proposal[] {
	if (!last) return [];
	const full = last.cycle.kind === 'full' ? undefined : earlier.find(({ cycle }) => cycle.kind === 'full');
	const from = ({ id, answers }: Earlier, questions: Question[]) =>
		questions.flatMap((question): Proposal[] => {
			const answer = answers[question.id];
			if (answer === undefined || isEmpty(answer) || ofThePeriod(question) || ofThatTime(question, answer)) return [];
			return [{ question: question.id, answer, from: { kind: 'record', id } }];
		});
	const all = allQuestions(form);
	return [
		...from(last, all),
		...(full
			? from(
					full,
					all.filter(({ short }) => !short)
				)
			: [])
	];
}

/**
 * Proposals for what the draft leaves open, in the order of the form: facts and records before the last report, since they are newer. Only for
 * questions that are relevant, or become so by what is proposed for those before them.
 */
export function proposals(form: Form, answers: Answers, around: Around): Proposal[] {
	const found = new Map<string, Proposal>();
	for (const proposal of [...sources.flatMap((source) => source(around)), ...lastReports(form, around)])
		if (!found.has(proposal.question)) found.set(proposal.question, proposal);
	const filled: Answers = { ...answers };
	const open: Proposal[] = [];
	for (const question of allQuestions(form)) {
		const proposal = found.get(question.id);
		if (!proposal || !isEmpty(answers[question.id]) || !questionOf(form, question.id)) continue;
		if (!relevantIds(form, filled).has(question.id)) continue;
		filled[question.id] = proposal.answer;
		open.push(proposal);
	}
	return open;
}
