// SPDX-License-Identifier: Apache-2.0
// What five Parties answer to the full national report and three to the short one, to be typed by a journey: by question id, each answer as the form keeps
// it, in the order of the form. Complete and without error; together they reach every question. Invented, as the demonstration beside which they stand.
import { createHash } from 'node:crypto';
import { relevantAnswers } from '#forms/condition.ts';
import type { Answers, Form, Json } from '#forms/form.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import type { Language } from '#text/languages.ts';
import { diceFor } from '#worker/demonstration/chance.ts';
import { documentOf } from '#worker/demonstration/document.ts';
import { readReportTexts, speakingIn } from '#worker/demonstration/report-texts.ts';

export interface ReportToFile {
	/** What it is chosen for. */
	situation: 'gold mining' | 'chlor-alkali plant' | 'importer' | 'small island' | 'member of the European Union' | 'short';
	party: string;
	cycle: string;
	language: Language;
	/** All that a person types; the cycle and the Party are given by the beginning. */
	answers: Answers;
}

/** The contents of the files that the answers name, by SHA-256. */
export const filesToAttach = new Map<string, { name: string; mediaType: string; bytes: Uint8Array }>();

const texts = await readReportTexts();
const forms = (await readSeededDefinitions()).filter(({ earlier }) => !earlier).map(({ definition }) => definition.form);
const formOf = (id: string): Form => forms.find((form) => form.id === id) as Form;

function attach(name: string, language: Language, says: string): Json {
	const bytes = documentOf(name, { says, language, lines: [`File: ${name}`] });
	const file = createHash('sha256').update(bytes).digest('hex');
	const mediaType = name.endsWith('.pdf') ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
	filesToAttach.set(file, { name, mediaType, bytes });
	return { file, name, mediaType, size: bytes.length, language };
}

const t = (amount: string): Json => ({ amount, unit: 't' });
const kg = (amount: string): Json => ({ amount, unit: 'kg' });
const annexD = ['coal-power', 'coal-boilers', 'non-ferrous', 'waste-incineration', 'cement-clinker'];
const amalgamRows =
	'prevention minimise alternatives research education insurance-against insurance-for encapsulated practice bulk vulnerable plan'.split(' ');

interface Voice {
	party: string;
	language: Language;
	say(about: string): string;
	name(about: string): string;
	file(name: string): Json;
}

const voiceOf = (party: string, language: Language): Voice => ({
	party,
	language,
	...speakingIn(texts, language, diceFor(`types ${party}`), [2021, 2022, 2023, 2024]),
	file: (name) =>
		attach(`${name}-${party.toLowerCase()}.${language === 'ar' ? 'docx' : 'pdf'}`, language, language === 'ar' ? 'تقرير وطني' : 'National report')
});

const contact = ({ party, name }: Voice, about: string): Json => ({
	name: name(about),
	title: name(about),
	organisation: name('ministry'),
	email: `${about}.${party.toLowerCase()}@example.org`,
	private: ['address', 'telephone', 'fax', 'email']
});

/** What all five say alike; each overrides what makes its situation. */
const usual = (voice: Voice): Answers => {
	const { say } = voice;
	const reasons: [string, boolean, string][] = [
		['q12-1', true, 'sites'],
		['q13-1', true, 'resources'],
		['q13-2', false, 'no-resources'],
		['q13-3', false, 'no-resources'],
		['q14-1', true, 'assistance'],
		['q14-2', true, 'received'],
		['q14-3', false, 'no-assistance'],
		['q17-1', true, 'exchange']
	];
	const measures: [string, string][] = [
		['q16-1', 'advice'],
		['q16-2', 'health'],
		['q18-1', 'public'],
		['q19-1', 'research']
	];
	return {
		'a-4': contact(voice, 'focal-point'),
		'a-5-differs': false,
		'q3-1': false,
		'q3-2': false,
		'q3-3': true,
		'q3-3-how': 'unchanged',
		'q3-4': false,
		'q3-5': ['no-exports'],
		'q3-6': 'no',
		'q4-1': 'yes',
		'q4-1-a': say('products'),
		'q4-3': true,
		'q4-3-a': Object.fromEntries(amalgamRows.map((row, at) => [row, { taken: at % 3 > 0 }])),
		'q4-4': true,
		'q4-4-a': say('assembled'),
		'q4-5': true,
		'q4-5-a': say('new-products'),
		'q5-1': false,
		'q5-2': { 'chlor-alkali': { answer: 'not-applicable' }, acetaldehyde: { answer: 'not-applicable' }, polyurethane: { answer: true } },
		'q5-2-a': say('processes'),
		'q5-3': { vcm: { answer: true }, methylate: { answer: 'not-applicable' }, polyurethane: { answer: true } },
		'q5-3-a': say('processes'),
		'q5-4': false,
		'q5-5': false,
		'q7-1': 'none',
		'q8-1': Object.fromEntries(annexD.map((row) => [row, { sources: false }])),
		'q8-1-a': true,
		'q8-2': Object.fromEntries(
			annexD.map((row): [string, Json] => [
				row,
				row === 'waste-incineration' ? { sources: true, limits: true, details: say('emissions') } : { sources: false }
			])
		),
		'q8-2-a': true,
		'q8-3': 'yes',
		'q8-3-a-year': 2023,
		'q8-3-a-how': 'address',
		'q8-3-a-url': ['https://example.org/emissions'],
		'q8-4': false,
		'q8-5': false,
		'q9-1': true,
		'q9-1-a': say('releases'),
		'q9-2': 'yes',
		'q9-2-a-year': 2022,
		'q9-2-a-how': 'address',
		'q9-2-a-url': ['https://example.org/releases'],
		'q10-1': true,
		'q10-1-a': say('storage'),
		'q11-1': true,
		'q11-1-a': say('waste'),
		'q11-2': false,
		...Object.fromEntries(reasons.flatMap(([id, yes, about]) => [[id, yes] as [string, Json], [`${id}-text`, say(about)] as [string, Json]])),
		...Object.fromEntries(measures.flatMap(([id, about]) => [[id, true] as [string, Json], [`${id}-a`, say(about)] as [string, Json]])),
		'c-1': say('challenges'),
		'd-1': say('format')
	};
};

/** Remarks on some articles, with a file each: no one has to attach to all twenty. */
const remarksOn = ({ say, file }: Voice, articles: readonly number[]): Answers =>
	Object.fromEntries(
		articles.flatMap((article) => [
			[`e-${article}`, say('remark')] as [string, Json],
			[`e-${article}-files`, [file(`article-${article}`)]] as [string, Json]
		])
	);

const gold = voiceOf('GHA', 'en');
const plant = voiceOf('MEX', 'es');
const importer = voiceOf('OMN', 'ar');
const island = voiceOf('COM', 'fr');
const member = voiceOf('LVA', 'ru');

const goldMining: Answers = {
	...usual(gold),
	...remarksOn(gold, [3, 4, 7, 22]),
	'a-2': '2017-03-23',
	'a-3': '2017-08-16',
	'a-5-differs': true,
	'a-5': contact(gold, 'officer'),
	'q3-3-ii': gold.say('stocks'),
	'q4-1-a-products': [
		{ product: 'batteries', manufacture: true, import: true, export: true, instrument: gold.name('instrument'), inForce: '2021-01-01' },
		{ product: 'cosmetics-1ppm', manufacture: true, import: true, export: false }
	],
	'q4-3-a': {
		...Object.fromEntries(amalgamRows.map((row) => [row, { taken: true }])),
		education: { taken: true, details: gold.say('amalgam') },
		'insurance-for': { taken: false }
	},
	'q4-3-text': gold.say('amalgam'),
	'q7-1': 'yes',
	'q7-1-a': gold.say('gold'),
	'q7-2': true,
	'q7-3': 'yes',
	'q7-3-plan': ['MC-NAP-GH-0001'],
	'q7-4': 'attached',
	'q7-4-file': [gold.file('review')],
	'q7-5': true,
	'q7-5-text': gold.say('gold-together'),
	'q9-1-a-sources': [
		{ category: gold.name('category'), limits: true, batBep: true, multiPollutant: false, alternative: false, effectiveness: gold.say('effect') }
	],
	'q9-2-a-how': 'attached',
	'q9-2-a-file': [gold.file('releases')],
	'q11-2': true,
	'q11-2-a-total': kg('1250.5'),
	'q11-2-a': [
		{ year: 2022, quantity: kg('750.5'), operation: 'D5', facility: gold.name('facility'), method: gold.say('disposal') },
		{ year: 2024, quantity: t('0.5'), operation: 'D12' }
	]
};

const chlorAlkali: Answers = {
	...usual(plant),
	...remarksOn(plant, [5, 6, 8, 9]),
	'a-2': '2015-09-29',
	'a-3': '2017-08-16',
	'q3-1': true,
	'q3-1-a': ['2030-06'],
	'q3-1-b': ['2021-11', '2023-02'],
	'q3-1-c': [
		{ year: 2021, quantity: t('3') },
		{ year: 2022, quantity: t('1.75') },
		{ year: 2023, quantity: kg('900') }
	],
	'q3-2': true,
	'q3-2-a': plant.say('invented'),
	'q3-3-how': 'attached',
	'q3-3-file': [plant.file('survey')],
	'q3-3-list': [
		{ stockOrSource: 'stock', location: plant.name('location'), substance: plant.name('substance'), quantity: t('64'), asOf: '2023-12-31' },
		{ stockOrSource: 'source', quantity: kg('11500') }
	],
	'q3-3-ii': plant.say('stocks'),
	'q3-4': true,
	'q3-4-a': plant.say('excess'),
	'q3-5': ['exports-to-parties'],
	'q3-5-a': 'attached',
	'q3-5-a-files': [plant.file('consent')],
	'q3-5-a-use': plant.say('use'),
	'q3-5-general': true,
	'q3-5-b-notifications': ['MC-CONSENT-SG-0001'],
	'q3-5-b-total': t('2.4'),
	'q3-5-b': [
		{
			year: 2021,
			importingCountry: 'SGP',
			importerIsParty: true,
			basis: 'general-notification',
			quantity: t('1.4'),
			intendedUse: plant.name('intended-use'),
			terms: plant.name('terms')
		},
		{ year: 2022, importingCountry: 'CHL', importerIsParty: true, basis: 'consent', quantity: kg('1000') }
	],
	'q4-5': false,
	'q4-5-b-assessment': false,
	'q4-5-b-informed': true,
	'q4-5-b-text': plant.say('new-products'),
	'q5-1': true,
	'q5-1-a': plant.say('processes'),
	'q5-1-b': [{ process: 'chlor-alkali', facilityType: plant.name('facility'), number: 1, quantity: t('6.2'), year: 2024 }],
	'q5-1-c': [{ process: 'methylate', year: 2024, quantity: kg('300') }],
	'q5-2': { 'chlor-alkali': { answer: false }, acetaldehyde: { answer: true }, polyurethane: { answer: true } },
	'q5-2-b': true,
	'q5-2-b-processes': ['chlor-alkali'],
	'q5-4': true,
	'q5-4-a': plant.say('invented'),
	'q5-5': true,
	'q5-5-a': plant.say('invented'),
	'q7-1': 'no',
	'q7-2': false,
	'q7-5': false,
	'q8-1': {
		...(usual(plant)['q8-1'] as { [row: string]: Json }),
		'cement-clinker': { sources: true, measures: plant.say('emissions'), effectiveness: plant.say('effect') }
	},
	'q8-3-a-year': 2020,
	'q8-3-a-totals': [
		{ category: 'cement-clinker', quantity: kg('111'), year: 2020 },
		{ category: 'waste-incineration', quantity: kg('222'), year: 2020 }
	],
	'q8-5': true,
	'q8-5-a': false,
	'q8-5-a-text': plant.say('not-yet')
};

const importing: Answers = {
	...usual(importer),
	...remarksOn(importer, [10, 11, 12, 13]),
	'a-2': '2020-06-23',
	'a-3': '2020-09-21',
	'q3-5': ['exports-to-non-parties'],
	'q3-5-a': 'other-information',
	'q3-5-a-text': importer.say('consent'),
	'q3-5-general': false,
	'q3-5-b-total': kg('200'),
	'q3-5-b': [{ year: 2022, importingCountry: 'BGD', importerIsParty: false, basis: 'consent', quantity: kg('200') }],
	'q3-6': 'yes',
	'q3-6-a': false,
	'q3-6-b': importer.say('uncertified'),
	'q3-6-b-files': [importer.file('certificate')],
	'q3-6-c': [
		{ year: 2021, origin: 'TUR', quantity: kg('310') },
		{ year: 2022, origin: 'UKR', quantity: t('0.45') }
	],
	'q4-1': 'no',
	'q4-1-b': true,
	'q4-1-b-products': ['batteries', 'hpmv'],
	'q8-3': 'under-five-years',
	'q9-2': 'under-five-years'
};

const smallIsland: Answers = {
	...usual(island),
	...remarksOn(island, [14, 15, 16, 17]),
	'a-2': '2019-07-23',
	'a-3': '2019-10-21',
	'q3-3': false,
	'q3-3-iii': island.say('no-stocks'),
	'q4-1': 'paragraph-2',
	'q4-2': false,
	'q4-2-a': island.say('paragraph-2'),
	'q4-2-b': true,
	'q4-2-b-text': island.say('paragraph-2'),
	'q4-2-c': true,
	'q4-2-c-text': island.say('paragraph-2'),
	'q4-3': false,
	'q4-4': false,
	'q5-1': 'unknown',
	'q5-1-x': island.say('unknown'),
	'q8-1-a': false,
	'q8-1-a-text': island.say('not-yet'),
	'q8-2-a': false,
	'q8-2-a-text': island.say('not-yet'),
	'q8-3': 'no',
	'q9-1': 'unknown',
	'q9-1-x': island.say('unknown'),
	'q9-2': 'no-sources',
	'q10-1': 'unknown',
	'q10-1-x': island.say('unknown'),
	'q11-1': false,
	'q11-2': 'unknown',
	'q11-2-x': island.say('unknown'),
	'q12-1': false,
	'q12-1-text': island.say('no-sites')
};

const unionMember: Answers = {
	...usual(member),
	...remarksOn(member, [18, 19, 20, 21]),
	'a-2': '2017-06-20',
	'a-3': '2017-09-18',
	'q3-3-how': 'address',
	'q3-3-url': ['https://example.org/stocks'],
	'q3-6': 'paragraph-9',
	'q3-6-c': [{ year: 2021, origin: 'TUR', quantity: kg('40') }],
	'q8-3-a-how': 'attached',
	'q8-3-a-file': [member.file('inventory')],
	'q8-4': true,
	'q8-4-a': member.say('criteria'),
	'q8-5': true,
	'q8-5-a': true,
	'q13-2': true,
	'q13-2-text': member.say('resources'),
	'q13-3': true,
	'q13-3-text': member.say('resources')
};

const filedIn = (form: Form, cycle: string, party: string, answers: Answers): Answers => {
	const { cycle: _, 'a-1': __, ...typed } = relevantAnswers(form, { ...answers, cycle, 'a-1': party });
	return typed;
};
const full = (situation: ReportToFile['situation'], { party, language }: Voice, answers: Answers): ReportToFile => ({
	situation,
	party,
	cycle: '2021-2024',
	language,
	answers: filedIn(formOf('art21-full'), '2021-2024', party, answers)
});

/** The full reports for 2021-2024, of Parties that have filed none in the demonstration. */
export const fullReports: readonly ReportToFile[] = [
	full('gold mining', gold, goldMining),
	full('chlor-alkali plant', plant, chlorAlkali),
	full('importer', importer, importing),
	full('small island', island, smallIsland),
	full('member of the European Union', member, unionMember)
];

const short = (party: string, language: Language, days: [string, string], answersOf: (voice: Voice) => Answers): ReportToFile => {
	const voice = voiceOf(party, language);
	const answers = { ...usual(voice), 'a-2': days[0], 'a-3': days[1], ...answersOf(voice) };
	return { situation: 'short', party, cycle: '2025-2026', language, answers: filedIn(formOf('art21-short'), '2025-2026', party, answers) };
};

/** Short reports for 2025-2026, whose years these are. */
export const shortReports: readonly ReportToFile[] = [
	short('CHN', 'zh', ['2016-08-31', '2017-08-16'], ({ say, name }) => ({
		'q3-1': true,
		'q3-1-a': ['2031-12'],
		'q3-1-b': ['2025-03'],
		'q3-1-c': [{ year: 2025, quantity: t('2.5') }],
		'q3-3-how': 'address',
		'q3-3-url': ['https://example.org/stocks'],
		'q3-3-list': [{ stockOrSource: 'stock', location: name('location'), quantity: t('52') }],
		'q3-3-ii': say('stocks'),
		'q3-5': ['exports-to-parties'],
		'q3-5-a': 'other-information',
		'q3-5-a-text': say('consent'),
		'q3-5-a-use': say('use'),
		'q3-5-general': true,
		'q3-5-b-notifications': ['MC-CONSENT-SG-0001'],
		'q3-5-b-total': t('1.2'),
		'q3-5-b': [
			{ year: 2025, importingCountry: 'SGP', importerIsParty: true, basis: 'general-notification', quantity: t('0.7') },
			{ year: 2026, importingCountry: 'SGP', importerIsParty: true, basis: 'general-notification', quantity: kg('500') }
		],
		'q11-2': 'unknown',
		'q11-2-x': say('unknown')
	})),
	short('ARM', 'ru', ['2017-12-13', '2018-03-13'], (voice) => ({
		'a-5-differs': true,
		'a-5': contact(voice, 'officer'),
		'q3-3': false,
		'q3-3-iii': voice.say('no-stocks'),
		'q11-2': true,
		'q11-2-a-total': kg('84'),
		'q11-2-a': [
			{ year: 2025, quantity: kg('34'), operation: 'D12', facility: voice.name('facility') },
			{ year: 2026, quantity: kg('50'), operation: 'D12', facility: voice.name('facility') }
		]
	})),
	short('CHE', 'fr', ['2016-05-25', '2017-08-16'], ({ file }) => ({
		'q3-3-how': 'attached',
		'q3-3-file': [file('survey')],
		'q3-5': ['exports-to-parties'],
		'q3-5-a': 'attached',
		'q3-5-a-files': [file('consent')],
		'q3-5-general': false,
		'q3-5-b': [{ year: 2025, importingCountry: 'BRA', importerIsParty: true, basis: 'consent', quantity: kg('12.25') }],
		'q3-5-b-total': kg('12.25')
	}))
];
