// SPDX-License-Identifier: Apache-2.0
// What the invented national reports suppose of a Party. Synthetic: the situations were made up so that the reports differ from one another as real ones
// do and that every branch of the form is reached. None is a statement about the Party that carries it, and every record made from them is marked as
// demonstration.
import type { Language } from '#text/languages.ts';

const listed = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The language of the report, where it is not English. A Party of people.yaml writes in the language given there. */
const languagesOf: readonly (readonly [Language, ReadonlySet<string>])[] = [
	['ar', listed('BHR IRQ JOR KWT LBN MRT OMN PSE QAT SAU SYR ARE')],
	['es', listed('ARG BOL BRA CHL COL CRI CUB DOM ECU SLV GNQ HND MEX NIC PAN PRY PER ESP URY')],
	['fr', listed('BEL BEN BFA BDI CMR CAF TCD COM COG CIV DJI FRA GAB GIN GNB LUX MDG MLI MCO NER ROU SEN STP CHE TGO')],
	['ru', listed('ARM')],
	['zh', listed('CHN')]
];

/** With gold mining on a small scale. Whoever published a notification under Article 7 is among them in any case. */
const gold = listed(
	'BFA BOL CMR CAF COG COL CIV ECU GHA GIN GUY HND IDN KEN LAO MDG MLI MNG NER NGA NIC PER PHL RWA SEN SLE SUR TZA TGO UGA ZMB ZWE'
);
const islands = listed('ATG BHS COM KIR MHL MUS PLW KNA LCA WSM STP SYC TON TUV VUT');
const union = listed('AUT BEL BGR HRV CYP CZE DNK EST EU FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE');
const industry = listed('ARG AUS BRA CAN CHN IND IDN IRN JPN KOR MEX NOR PAK SAU SGP ZAF THA TUR UKR ARE GBR USA VNM');

export type Process = 'chlor-alkali' | 'acetaldehyde' | 'vcm' | 'methylate' | 'polyurethane';
const processes: { [party: string]: Process[] } = {
	MEX: ['chlor-alkali'],
	IND: ['chlor-alkali', 'methylate'],
	IRN: ['acetaldehyde'],
	CHN: ['vcm'],
	DEU: ['methylate'],
	BRA: ['polyurethane']
};

export type Economy = 'island' | 'union' | 'industry' | 'other';

export interface Situation {
	language: Language;
	economy: Economy;
	gold: boolean;
	processes: readonly Process[];
	/** Answers that hardly any Party would give, each by one: the text beside them says that they were chosen. */
	rare: Rare | undefined;
}

export type Rare = 'mines' | 'new-mine' | 'no-consent' | 'new-facility' | 'new-process';
const rare: { [party: string]: Rare } = { CHN: 'mines', IDN: 'new-mine', ARE: 'no-consent', IRN: 'new-facility', DEU: 'new-process' };

export const situationOf = (party: string): Situation => ({
	language: languagesOf.find(([, parties]) => parties.has(party))?.[0] ?? 'en',
	economy: islands.has(party) ? 'island' : union.has(party) ? 'union' : industry.has(party) ? 'industry' : 'other',
	gold: gold.has(party),
	processes: processes[party] ?? [],
	rare: rare[party]
});

export interface Flow {
	from: string;
	to: string;
	year: number;
	kg: number;
	basis: 'consent' | 'general-notification';
	/** What the importing Party reports, where it is not the same; 0 where it reports nothing of it. */
	imported?: number;
	/** The exporting Party leaves it out. */
	untold?: true;
}

/**
 * Trade that both sides report, or one of them. Imports are asked for only from States that are not Parties: the exporting States of those became
 * Parties later, and report on the years before of their own accord.
 */
export const flows: readonly Flow[] = [
	{ from: 'TUR', to: 'SGP', year: 2021, kg: 2400, basis: 'general-notification' },
	{ from: 'TUR', to: 'IND', year: 2022, kg: 1800, basis: 'consent' },
	{ from: 'AUS', to: 'SGP', year: 2021, kg: 950, basis: 'general-notification', imported: 900 },
	{ from: 'UKR', to: 'IND', year: 2021, kg: 3000, basis: 'consent' },
	{ from: 'UKR', to: 'IND', year: 2022, kg: 4000, basis: 'consent', imported: 5200 },
	{ from: 'KEN', to: 'ARE', year: 2022, kg: 700, basis: 'consent', imported: 910 },
	{ from: 'TUR', to: 'COL', year: 2021, kg: 300, basis: 'consent', untold: true },
	{ from: 'JPN', to: 'IND', year: 2021, kg: 5200, basis: 'consent', imported: 0 },
	{ from: 'JPN', to: 'SGP', year: 2023, kg: 1100, basis: 'general-notification', imported: 0 },
	{ from: 'JPN', to: 'IND', year: 2024, kg: 4100, basis: 'consent', imported: 0 },
	{ from: 'CHE', to: 'SGP', year: 2022, kg: 640, basis: 'general-notification', imported: 0 },
	{ from: 'BRA', to: 'CHE', year: 2024, kg: 120, basis: 'consent', imported: 0 },
	{ from: 'TUR', to: 'LVA', year: 2023, kg: 260, basis: 'general-notification', imported: 0 },
	{ from: 'IND', to: 'BGD', year: 2022, kg: 850, basis: 'consent', imported: 0 },
	{ from: 'IND', to: 'CHL', year: 2023, kg: 1500, basis: 'consent', imported: 0 },
	{ from: 'ARE', to: 'ZMB', year: 2023, kg: 480, basis: 'consent', imported: 0 },
	{ from: 'JPN', to: 'IND', year: 2018, kg: 6100, basis: 'consent', imported: 0 },
	{ from: 'CHE', to: 'SGP', year: 2019, kg: 12_800, basis: 'general-notification', imported: 0 },
	{ from: 'BRA', to: 'CHE', year: 2019, kg: 140, basis: 'consent', imported: 0 }
];

/** They have filed no full report for 2021-2024, so that their people can: a country with gold mining, one with a chlor-alkali plant, an importer, an island, a member of the European Union. */
export const toFile: readonly string[] = ['GHA', 'MEX', 'OMN', 'COM', 'LVA'];

/** Whose report for 2017-2020 is there, to compare with and to fill in from. */
export const filedBefore: readonly string[] = 'GHA MEX OMN COM LVA CHE BRA CHN SEN IDN PER JOR SWE ARM THA NOR'.split(' ');

/** Whose short report for 2021-2022 is there; it came by another way, as the cycle was never opened here. */
export const filedShort: readonly string[] = 'CHL JPN KWT MLI NOR ZMB'.split(' ');

/** Who has more time for 2021-2024, until when. */
export const moreTime: { [party: string]: string } = { SYC: '2026-03-31', TUV: '2026-06-30', HND: '2026-03-31' };
