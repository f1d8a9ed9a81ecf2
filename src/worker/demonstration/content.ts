// SPDX-License-Identifier: Apache-2.0
// What the demonstration tells, as it is written down in seeds/demo: people, records and the story of each. Knows no database; how a story is
// acted out stands in act-out.ts.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Day } from '#convention/day.ts';
import { allQuestions, type Answers, type Form, type Json, type Question } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { OrganisationKind } from '#people/organisation.ts';
import type { Language } from '#text/languages.ts';

export interface Speaker {
	name: string;
	title: string;
	organisation: string;
	address?: string;
	telephone?: string;
	email: string;
}

export interface ToldOrganisation {
	code: string;
	name: string;
	kind: OrganisationKind;
	country: string | null;
	website: string;
	language: Language;
	applied: Day;
	admitted: Day;
	contributor: Speaker;
}

export interface ToldPeople {
	/** By key of the Party: its focal point. */
	parties: { [party: string]: Speaker & { language: Language } };
	/** By organisation id. */
	organisations: { [id: string]: ToldOrganisation };
}

export interface ToldFile {
	/** Its ending says what is made: pdf, docx or png. */
	name: string;
	/** What the document says: Latin letters alone in a PDF. */
	says: string;
	language: string;
}

export const stepNames = ['submit', 'return', 'publish', 'decline', 'insist', 'decide', 'revise', 'withdraw'] as const;
export type StepName = (typeof stepNames)[number];

export interface Step {
	act: StepName;
	day: Day;
	reason?: string;
	/** decide: what became of it, by whoever records that for the type. */
	outcome?: string;
	/** submit: what is changed in the draft before it. */
	answers?: Answers;
}

export interface ToldRecord {
	/** Its name within the demonstration, by which other records point to it. */
	key: string;
	type: string;
	/** Key of a Party, id of an organisation, or `secretariat`. */
	owner: string;
	begun: Day;
	files: { [name: string]: ToldFile };
	/** What the draft holds at first; files by their names, the owner's own contact as `focal-point` or `contributor`. */
	answers: Answers;
	story: Step[];
}

export interface Told {
	people: ToldPeople;
	records: ToldRecord[];
}

type Written = Omit<ToldRecord, 'story'> & { story: ({ [act in StepName]?: Day } & Pick<Step, 'reason' | 'outcome' | 'answers'>)[] };

/** Reads seeds/demo. Throws on a step that has not exactly one act, since that is a defect of the release. */
export async function readTold(folder = 'seeds/demo'): Promise<Told> {
	const read = async <T>(...path: string[]) => parse(await readFile(join(folder, ...path), 'utf8')) as T;
	const files = (await readdir(join(folder, 'records'))).filter((name) => name.endsWith('.yaml')).sort();
	const written = await Promise.all(files.map((name) => read<Written[]>('records', name)));
	const records = written.flat().map((record) => ({ ...record, story: record.story.map((step) => stepOf(record.key, step)) }));
	return { people: await read<ToldPeople>('people.yaml'), records };
}

function stepOf(key: string, { reason, outcome, answers, ...acts }: Written['story'][number]): Step {
	const [said, ...more] = Object.entries(acts);
	const act = stepNames.find((name) => name === said?.[0]);
	if (!said || !act || more.length) throw new Error(`${key}: a step has one act of ${stepNames.join(', ')}, not ${JSON.stringify(acts)}`);
	if (answers && act !== 'submit') throw new Error(`${key}: answers are given with begun and submit alone`);
	if (outcome && act !== 'decide') throw new Error(`${key}: an outcome is given with decide alone`);
	return { act, day: said[1] as Day, ...(reason ? { reason } : {}), ...(outcome ? { outcome } : {}), ...(answers ? { answers } : {}) };
}

export interface Scene {
	record: ToldRecord;
	act: 'begin' | StepName;
	at: Date;
	reason?: string;
	outcome?: string;
	answers?: Answers;
}

/** A day's work in order; two scenes of one record on one day keep it. */
const hours: Record<Scene['act'], string> = {
	begin: '08',
	revise: '08',
	submit: '10',
	insist: '10',
	return: '14',
	decline: '14',
	publish: '15',
	decide: '15',
	withdraw: '16'
};

/** All scenes of all records in the order in which they happened, so that identifiers and events follow time. */
export function scenesOf(records: ToldRecord[]): Scene[] {
	const scenes = records.flatMap((record, index) => {
		const at = (act: Scene['act'], day: Day) => new Date(`${day}T${hours[act]}:${String((index * 7) % 60).padStart(2, '0')}:00Z`);
		const first: Scene = { record, act: 'begin', at: at('begin', record.begun), answers: record.answers };
		return [first, ...record.story.map(({ day, ...step }): Scene => ({ record, ...step, at: at(step.act, day) }))];
	});
	return scenes.sort((a, b) => a.at.getTime() - b.at.getTime());
}

export interface Meaning {
	/** The attachment answer of a file by its name in the record. */
	file(name: string): Json;
	/** The identifier of a record by its key. */
	record(key: string): string;
	speaker: Speaker;
}

/** Answers as a form wants them: names of files, records and people replaced by what they stand for. */
export function answersOf(form: Form, written: Answers, meaning: Meaning): Answers {
	const questions = new Map(allQuestions(form).map((question) => [question.id, question]));
	return Object.fromEntries(
		Object.entries(written).map(([id, answer]) => {
			const question = questions.get(id);
			if (!question) throw new Error(`${form.id} does not ask ${id}`);
			return [id, meant(question, answer, meaning)];
		})
	);
}

function meant(question: Question, answer: Json, meaning: Meaning): Json {
	if (question.many && Array.isArray(answer)) return answer.map((one) => meant({ ...question, many: false }, one, meaning));
	if (question.kind === 'attachment') return meaning.file(String(answer));
	if (question.kind === 'reference') return meaning.record(String(answer));
	if (question.kind === 'contact' && (answer === 'focal-point' || answer === 'contributor')) return contactOf(meaning.speaker);
	if (question.kind === 'signature' && isObject(answer) && answer.document) return { ...answer, document: meaning.file(String(answer.document)) };
	return answer;
}

const contactOf = ({ name, title, organisation, address, telephone, email }: Speaker): Json => ({
	name,
	title,
	organisation,
	...(address ? { address } : {}),
	...(telephone ? { telephone } : {}),
	email
});
