// SPDX-License-Identifier: Apache-2.0
// What a project is about, read from its title: our own classification, which an editor may correct. Pure.
import type { Words } from '#text/words.ts';
import type { Identifier } from './found.ts';

export const categories = ['mia', 'nap-asgm', 'mia-nap', 'planetgold', 'other'] as const;
export type Category = (typeof categories)[number];

/** GEF GOLD (planetGOLD) and the projects of it whose titles do not name it. */
const planetGold = new Set(['9602', '9695', '9697', '9707', '9708', '9709', '9710', '9713', '9718']);

const assessment =
	/minamata( convention)?:?( mercury)? initial assessment|mercury initial assessment|\bMIAs?\b|évaluation initiale de minamata|evaluaci[oó]n inicial de minamata|ratif\w+ of the minamata convention and build capacity towards implementation/i;
const goldMining = /(artisanal|small.scale).*gold|\bASGM\b|orpaillage|extracci[oó]n de oro artesanal/i;
const actionPlan = /action plans?\b|\bNAPs?\b|plan d.action|plan de acci[oó]n/i;
const goldProgramme = /GEF GOLD|planetGOLD/i;

const textOf = (title: Words): string => Object.values(title).join('\n');

export function categoryOf(title: Words, identifiers: readonly Identifier[]): Category {
	const text = textOf(title);
	if (goldProgramme.test(text) || identifiers.some(({ scheme, id }) => scheme === 'gef' && planetGold.has(id))) return 'planetgold';
	const plan = actionPlan.test(text) && goldMining.test(text);
	if (assessment.test(text)) return plan ? 'mia-nap' : 'mia';
	return plan ? 'nap-asgm' : 'other';
}

/** Which articles and areas of focus a title speaks of, beside finance, which every project is about. */
const subjects: { area: string; article: string | null; words: RegExp }[] = [
	{
		area: 'asgm',
		article: '7',
		words: /(artisanal|small.scale).*(gold|mining)|gold.*(artisanal|small.scale)|\bASGM\b|gold mining|GEF GOLD|planetGOLD/i
	},
	{ area: 'supply-trade', article: '3', words: /primary mercury min|mercury trade|mercury stock/i },
	{
		area: 'products-processes',
		article: null,
		words:
			/mercury.(added|containing)|thermometer|sphygmomanometer|vinyl chloride|chlor.?alkali|\blamps?\b|dental amalgam|skin.lightening|mercury containing products/i
	},
	{ area: 'emissions', article: '8', words: /\bemissions? (of|to air)|mercury emissions|smelting|coal.fired|combustion/i },
	{ area: 'releases', article: '9', words: /mercury releases|releases of (unintentional )?(pops|upops) and mercury|mercury releases/i },
	{ area: 'storage-waste', article: '11', words: /waste|disposal|storage/i },
	{ area: 'contaminated-sites', article: '12', words: /contaminated site|remediation/i },
	{ area: 'health', article: '16', words: /human health|healthcare|health.care|health sector|human exposure/i },
	{ area: 'science-ee', article: '19', words: /monitoring|inventory|environmental concentrations/i },
	{ area: 'biodiversity-climate', article: null, words: /biodiversity/i }
];

export function subjectsOf(title: Words, category: Category): { areas: string[]; articles: string[] } {
	const text = textOf(title);
	const found = subjects.filter(({ area, words }) => words.test(text) || (category === 'planetgold' && area === 'asgm'));
	return { areas: found.map(({ area }) => area), articles: found.flatMap(({ article }) => article ?? []) };
}
