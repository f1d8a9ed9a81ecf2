// SPDX-License-Identifier: Apache-2.0
// Invents the national reports of the demonstration: whose, in which language, when each was submitted and what became of it, and what the Party explains
// of what the checks notice. Pure: what the Parties have published is given. The answers are made in report-answers.ts, from situations.ts.
import { createHash } from 'node:crypto';
import { filesIn } from '#catalogue/entry.ts';
import type { Convention } from '#convention/convention.ts';
import { addDays, type Day, daysBetween } from '#convention/day.ts';
import type { Known } from '#convention/fact.ts';
import { check } from '#forms/check.ts';
import { carryAlong } from '#forms/designed.ts';
import type { Answers, Finding, Form, Json } from '#forms/form.ts';
import type { Known as KnownWorld } from '#forms/kind.ts';
import type { Definitions } from '#records/definitions.ts';
import { choices } from '#records/schemes.ts';
import { aboutOf, examined } from '#reporting/checks.ts';
import { boundBy, type Cycle, reportTypes, yearsOf } from '#reporting/cycle.ts';
import type { Told } from '#reporting/report.ts';
import { exportsIn, importsIn } from '#reporting/trade.ts';
import type { Language } from '#text/languages.ts';
import { diceFor, type Dice } from './chance.ts';
import type { Speaker, StepName, ToldPeople } from './content.ts';
import { documentOf } from './document.ts';
import { answersFor } from './report-answers.ts';
import type { Document } from './report-given.ts';
import { type ReportTexts, speakingIn, type Speaking } from './report-texts.ts';
import { filedBefore, filedShort, flows, type Situation, situationOf, toFile } from './situations.ts';

export type ReportStep = { act: Extract<StepName, 'submit' | 'return' | 'publish' | 'revise'>; day: Day; reason?: string; answers?: Answers };

export interface ReportFile {
	name: string;
	mediaType: string;
	content: Uint8Array;
}

export interface InventedReport {
	party: Known<'state'>;
	cycle: Cycle;
	form: Form;
	language: Language;
	begun: Day;
	/** What the first revision says; where a later one says more, it stands with its step. */
	answers: Answers;
	/** Empty: it is still a draft. */
	story: ReportStep[];
}

export interface Inventing {
	convention: Convention;
	definitions: Definitions;
	people: ToldPeople;
	texts: ReportTexts;
	/** Published records of Parties, each in the revision that stands. */
	published: readonly Told[];
}

export interface Invented {
	reports: InventedReport[];
	/** What they attach, by SHA-256. */
	files: ReadonlyMap<string, ReportFile>;
}

/** How many full reports for 2021-2024 have been submitted, and how many more were begun. */
export const filed = 118;
const begun = 3;
const cycles = ['2017-2020', '2021-2022', '2021-2024'] as const;

/** Those that have submitted for 2021-2024, and those that have begun, by chance among all that are not left to the stories. */
function reporting(convention: Convention, cycle: Cycle): { filed: string[]; begun: string[] } {
	// Without the day of its entry into force the form cannot be answered, and no fact is invented.
	const able = boundBy(convention, cycle).filter((party) => convention.state(party)?.entryIntoForce && convention.state(party)?.instrumentDate);
	const chosen = new Set(
		[
			// Whoever trades, has a process of Annex B or a rare answer is wanted; so is whoever filed before, to be compared.
			...flows.flatMap(({ from, to, imported }) => (imported === 0 ? [from] : [from, to])),
			...filedBefore,
			...able.filter((party) => situationOf(party).rare ?? situationOf(party).processes.length)
		].filter((party) => !toFile.includes(party))
	);
	const others = able.filter((party) => !chosen.has(party) && !toFile.includes(party));
	const more = diceFor(`reporting ${cycle.id}`).some(others, filed - chosen.size);
	return {
		filed: able.filter((party) => chosen.has(party) || more.includes(party)),
		begun: others.filter((party) => !more.includes(party)).slice(0, begun)
	};
}

/** Reports for all cycles, the earlier ones first; always the same. */
export function inventReports(given: Inventing): Invented {
	const { convention, definitions } = given;
	const files = new Map<string, ReportFile>();
	const reports: InventedReport[] = [];
	const known = knownBy(given);
	for (const id of cycles) {
		const cycle = convention.cycle(id) as Cycle;
		const form = definitions.form(reportTypes[cycle.kind], cycle.formVersion ?? undefined) as Form;
		const whose = cycle.formVersion ? { filed: cycle.kind === 'full' ? filedBefore : filedShort, begun: [] } : reporting(convention, cycle);
		const made = whose.filed.map((party, place) => invent(given, files, { cycle, form, party, place }));
		const before = [...reports];
		reports.push(...made.map((report) => explained(given, known, report, made, before)));
		reports.push(...whose.begun.map((party, place) => onlyBegun(invent(given, files, { cycle, form, party, place: place + 20 }))));
	}
	// A document is made before it is known whether the branch of the form that asks for it is reached.
	const named = new Set(reports.flatMap(({ answers }) => filesIn(answers)));
	return { reports, files: new Map([...files].filter(([sha256]) => named.has(sha256))) };
}

interface Asked {
	cycle: Cycle;
	form: Form;
	party: string;
	place: number;
}

function invent(given: Inventing, files: Map<string, ReportFile>, { cycle, form, party: id, place }: Asked): InventedReport {
	const { convention, people, texts, published } = given;
	const party = convention.state(id) as Known<'state'>;
	const situation: Situation = { ...situationOf(id), ...(people.parties[id] ? { language: people.parties[id].language } : {}) };
	const dice = diceFor(`${id} ${cycle.id}`);
	const speaking = speakingIn(texts, situation.language, dice, yearsOf(cycle));
	const { begun, story } = storyOf(cycle, place, dice, speaking);
	const on = story[0]?.day ?? cycle.due;
	const { language } = situation;
	const file = (document: Document): Json => attached(files, document, language);
	const answers = answersFor({
		form,
		cycle,
		party,
		convention,
		situation,
		on,
		...knownAt(published, id, on),
		dice,
		...speaking,
		file,
		contact: contactOf(people, party, speaking)
	});
	return {
		party,
		cycle,
		form,
		language,
		begun,
		answers,
		story: story.map((step) => (step.answers ? { ...step, answers: { ...answers, ...step.answers } } : step))
	};
}

/** What a Party and the others had published by a day. */
function knownAt(published: readonly Told[], party: string, on: Day): { own: Told[]; notifications: Told[] } {
	const known = published.filter((each) => each.on <= on);
	const isGeneral = ({ type }: Told) => type === 'art3-form-d';
	return {
		own: known.filter((each) => each.owner === party && !isGeneral(each)),
		notifications: known.filter((each) => each.owner !== party && isGeneral(each))
	};
}

export function contactOf({ parties }: ToldPeople, { id, iso2 }: Known<'state'>, { name }: Speaking): Json {
	const made = { name: name('focal-point'), organisation: name('ministry'), email: `focal-point.${(iso2 ?? id).toLowerCase()}@example.org` };
	const { name: known, title, organisation, address, telephone, email }: Partial<Speaker> = parties[id] ?? made;
	const said = Object.fromEntries(Object.entries({ name: known, title, organisation, address, telephone, email }).filter(([, part]) => part));
	return { ...said, private: ['address', 'telephone', 'fax', 'email'] } as Json;
}

const lettered: readonly Language[] = ['en', 'fr', 'es'];
const pages: { [language in Language]: string } = {
	en: 'Annex to an invented national report',
	fr: 'Annexe d’un rapport national fictif',
	es: 'Anexo de un informe nacional ficticio',
	ar: 'مرفق بتقرير وطني افتراضي',
	ru: 'Приложение к вымышленному национальному докладу',
	zh: '虚构国家报告附件'
};
const pdf = 'application/pdf';
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** One document of each sort in each language, whoever attaches it. */
export function attached(files: Map<string, ReportFile>, document: Document, language: Language): Json {
	const [ending, mediaType] = lettered.includes(language) ? ['pdf', pdf] : ['docx', docx];
	const name = `${document}-${language}.${ending}`;
	let [sha256, file] = [...files].find(([, each]) => each.name === name) ?? [];
	if (!file) {
		const content = documentOf(name, { says: pages[language], language, lines: [`File: ${name}`] });
		sha256 = createHash('sha256').update(content).digest('hex');
		files.set(sha256, (file = { name, mediaType: mediaType as string, content }));
	}
	return { file: sha256 as string, name, mediaType: file.mediaType, size: file.content.length, language };
}

/** A working day near a day: nobody submits on a Sunday. */
function workingDay(day: Day): Day {
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
	return weekday === 0 ? addDays(day, 1) : weekday === 6 ? addDays(day, -1) : day;
}

/** The first of a cycle that is open still have a way before them; some were returned or amended. */
function storyOf(cycle: Cycle, place: number, dice: Dice, { say, name }: Speaking): { begun: Day; story: ReportStep[] } {
	const opened = addDays(cycle.due, -300);
	const late = [40, 85, 101][dice.whole(0, 2)] as number;
	const [first, last] = dice.in100(25) ? [-220, -60] : dice.in100(60) ? [-40, 0] : [1, late + dice.whole(0, 140)];
	const waiting = !cycle.formVersion && place % 24 === 7;
	const submitted = workingDay(waiting ? addDays('2026-11-02', dice.whole(0, 18)) : addDays(cycle.due, dice.whole(first, last)));
	const start = workingDay(addDays(submitted, -dice.whole(20, 120)));
	const begun = start > opened ? start : workingDay(addDays(opened, dice.whole(1, 20)));
	const after = (day: Day, least: number, most: number) => workingDay(addDays(day, dice.whole(least, most)));
	const story: ReportStep[] = [{ act: 'submit', day: submitted < begun ? after(begun, 10, 40) : submitted }];
	const lastDay = () => (story.at(-1) as ReportStep).day;
	if (waiting && place !== 31) return { begun, story };
	if (cycle.kind === 'short') return { begun, story: [...story, { act: 'publish', day: after(lastDay(), 7, 40) }] };
	if (place % 17 === 5 || place === 31) {
		story.push({ act: 'return', day: after(lastDay(), place === 31 ? 1 : 6, place === 31 ? 3 : 12), reason: name('return-reason') });
		if (place === 31) return { begun, story };
		story.push({ act: 'submit', day: after(lastDay(), 4, 20), answers: { 'e-21': say('amended') } });
	}
	story.push({ act: 'publish', day: after(lastDay(), 7, 40) });
	if (place % 29 === 3) {
		story.push({ act: 'revise', day: after(lastDay(), 20, 60) });
		story.push({ act: 'submit', day: after(lastDay(), 2, 10), answers: { 'e-22': say('amended') } });
		story.push({ act: 'publish', day: after(lastDay(), 5, 15) });
	}
	return { begun, story };
}

/** As far as somebody comes on the first afternoon. */
function onlyBegun(report: InventedReport): InventedReport {
	const asked = new Set(report.form.sections.slice(0, 2).flatMap(({ questions }) => questions.map(({ id }) => id)));
	const answers = Object.fromEntries(Object.entries(report.answers).filter(([id]) => asked.has(id)));
	return { ...report, answers, story: [] };
}

const submittedOn = ({ story }: InventedReport): Day | undefined => story[0]?.day;
export const isPublished = ({ story }: InventedReport): boolean => story.some(({ act }) => act === 'publish');

/** Notices what the platform would, and explains most of the warnings: the explanations are part of what is submitted. */
function explained(
	given: Inventing,
	known: ReturnType<typeof knownBy>,
	report: InventedReport,
	same: readonly InventedReport[],
	before: readonly InventedReport[]
): InventedReport {
	const dice = diceFor(`explains ${report.party.id} ${report.cycle.id}`);
	const { say } = speakingIn(given.texts, report.language, dice, yearsOf(report.cycle));
	const noticed = findingsOf(given, known, report, same, before).filter(({ severity }) => severity === 'warning');
	const lines = noticed.filter(() => dice.in100(70)).map((found): Json => ({ about: aboutOf(found), explanation: say('explanation') }));
	if (!lines.length) return report;
	const explanations = { explanations: lines };
	return {
		...report,
		answers: { ...report.answers, ...explanations },
		story: report.story.map((step) => (step.answers ? { ...step, answers: { ...step.answers, ...explanations } } : step))
	};
}

function findingsOf(
	{ convention, definitions, published }: Inventing,
	known: ReturnType<typeof knownBy>,
	report: InventedReport,
	same: readonly InventedReport[],
	before: readonly InventedReport[]
): Finding[] {
	const { form, answers, party, cycle } = report;
	const on = submittedOn(report) as Day;
	const told = (each: InventedReport): Told => ({ id: '', type: each.form.id, owner: each.party.id, answers: each.answers, on });
	const last = before.findLast((each) => each.party.id === party.id && each.cycle.end < cycle.end && isPublished(each));
	const around = {
		today: on,
		convention,
		cycle,
		party,
		...knownAt(published, party.id, on),
		consents: [],
		last: last
			? {
					id: '',
					cycle: last.cycle,
					filed: last.answers,
					answers: carryAlong(form, last.form.version, last.answers, (version) => definitions.form(form.id, version)).answers
				}
			: null,
		mirror: same
			.filter((each) => (submittedOn(each) ?? on) < on && isPublished(each))
			.filter((each) => [...exportsIn(each.answers), ...importsIn(each.answers)].some((flow) => flow.party === party.id))
			.map(told),
		twin: null
	};
	return [...check(form, answers, known(on)), ...examined(form, answers, around)];
}

/** What the checks of the form ask of the world: every file is there, since it was just made. */
export function knownBy({ convention, published }: Pick<Inventing, 'convention' | 'published'>): (today: Day) => KnownWorld {
	const schemes = new Map<string, Set<string>>();
	const idsOf = (scheme: string): Set<string> => {
		const ids = schemes.get(scheme) ?? new Set(choices(convention, scheme).map(({ id }) => id));
		schemes.set(scheme, ids);
		return ids;
	};
	return (today) => ({
		today,
		has: (scheme, id) => idsOf(scheme).has(id),
		file: () => ({ mediaType: pdf }),
		record: (id) => published.find((each) => each.id === id)
	});
}

/** Days from the due day to the first submission; negative before it. */
export const lateness = (report: InventedReport): number | null => {
	const on = submittedOn(report);
	return on ? daysBetween(report.cycle.due, on) : null;
};
