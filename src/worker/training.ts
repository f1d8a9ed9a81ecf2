// SPDX-License-Identifier: Apache-2.0
// Makes up the answers of a training report with the makers of the demonstration reports, in every installation; and deletes what nobody practises on
// any more. Whatever the text says stands behind the mark that it was made up.
import type { World } from '#catalogue/server/project.ts';
import type { Convention } from '#convention/convention.ts';
import { allQuestions, type Answers } from '#forms/form.ts';
import { isFileRefusal } from '#platform/file.ts';
import type { Platform } from '#platform/server/platform.ts';
import { type Cycle, yearsOf } from '#reporting/cycle.ts';
import { deleteExpiredTraining } from '#reporting/server/delete-training.ts';
import { noSample, type Sample, trainingCycle, type TrainingSituation } from '#reporting/training.ts';
import { filesIn } from '#catalogue/entry.ts';
import type { Language } from '#text/languages.ts';
import { type Dice, diceFor } from './demonstration/chance.ts';
import { answersFor } from './demonstration/report-answers.ts';
import { readReportTexts, type ReportTexts, speakingIn } from './demonstration/report-texts.ts';
import { attached, contactOf, type ReportFile } from './demonstration/reports.ts';
import type { Situation } from './demonstration/situations.ts';

export interface SampleAsked {
	party: string;
	type: string;
	situation: TrainingSituation;
	/** Language of the texts: that of the person. */
	language: Language;
	today: string;
}

const suppositions: Record<Exclude<TrainingSituation, 'empty'>, Pick<Situation, 'economy' | 'gold' | 'processes'>> = {
	gold: { economy: 'other', gold: true, processes: [] },
	importer: { economy: 'industry', gold: false, processes: [] },
	industry: { economy: 'industry', gold: false, processes: ['chlor-alkali'] },
	island: { economy: 'island', gold: false, processes: [] }
};

let texts: Promise<ReportTexts> | undefined;

/** The same question gives the same answers. Its files are put into the store. */
export async function sampleFor({ files }: Pick<Platform, 'files'>, { convention, definitions }: World, asked: SampleAsked): Promise<Sample> {
	const { party: id, type, situation, language, today } = asked;
	const party = convention.state(id);
	const cycle = trainingCycle(convention, type, today);
	const form = definitions.form(type);
	if (situation === 'empty' || !party || !cycle || !form) return noSample;
	const dice = diceFor(`training ${id} ${type} ${situation}`);
	const speaking = speakingIn(await (texts ??= readReportTexts()), language, dice, yearsOf(cycle));
	const made = new Map<string, ReportFile>();
	const invented = answersFor({
		form,
		cycle,
		party,
		convention,
		situation: { ...suppositions[situation], language, rare: undefined },
		on: cycle.due < today ? cycle.due : today,
		own: [],
		notifications: [],
		dice,
		...speaking,
		file: (document) => attached(made, document, language),
		contact: contactOf({ parties: {}, organisations: {} }, party, speaking)
	});
	const ids = new Set(allQuestions(form).map((question) => question.id));
	const answers = known({ ...invented, ...(situation === 'importer' ? imports({ convention, cycle, dice, asked: ids }) : {}) });
	const named = new Set(filesIn(answers));
	const kept = await Promise.all(
		[...made]
			.filter(([sha256]) => named.has(sha256))
			.map(async ([sha256, file]) => ({ sha256, file, kept: await files.put(file.content, { limitBytes: 1_048_576, accept: [file.mediaType] }) }))
	);
	const refused = kept.find((each) => isFileRefusal(each.kept));
	if (refused) throw new Error(`the sample file ${refused.file.name} was refused`);
	return { answers, files: kept.map(({ sha256, file }) => ({ sha256, name: file.name, mediaType: file.mediaType, size: file.content.length })) };
}

/** What no fact says is left open, as it is in a real report. */
const known = (answers: Answers): Answers => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null && value !== undefined));

/** Imports of mercury, which the makers of demonstration reports know only where both sides tell of the same trade: from a State that is not a Party. */
function imports({ convention, cycle, dice, asked }: { convention: Convention; cycle: Cycle; dice: Dice; asked: ReadonlySet<string> }): Answers {
	const parties = new Set(convention.parties(cycle.end).map(({ id }) => id));
	const origin = dice.one(convention.states.filter(({ id, iso2 }) => iso2 && !parties.has(id)).map(({ id }) => id));
	const [first = 0, second = 0] = yearsOf(cycle);
	const answers: Answers = {
		'q3-6': 'yes',
		'q3-6-a': true,
		'q3-6-c': [
			{ year: first, origin, quantity: { amount: '850', unit: 'kg' } },
			{ year: second, origin, quantity: { amount: '1.2', unit: 't' } }
		]
	};
	return Object.fromEntries(Object.entries(answers).filter(([question]) => asked.has(question)));
}

const queue = 'training-expiry';
/** At night. */
const daily = '30 3 * * *';

export async function expireTraining({ database, jobs, configuration, log }: Platform, clock = () => new Date()): Promise<void> {
	await jobs.work(queue, async () => {
		const deleted = await database.write((db) => deleteExpiredTraining(db, { at: clock(), days: configuration.trainingDays }));
		if (deleted) log.info({ deleted }, 'training records expired');
	});
	await jobs.every(daily, queue);
}
