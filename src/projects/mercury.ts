// SPDX-License-Identifier: Apache-2.0
// Whether a project is about mercury. No list of projects names the Convention, so that it is told from words, programmes, focal areas, sectors and tags: each
// rule says what it saw and how much that weighs. Only an editor turns "doubtful" into a yes or a no. Pure.
import type { Found, Identifier } from './found.ts';
import { elementRule, type WordRule, wordRules } from './mercury-words.ts';

/** A programme as seeds/projects/programmes.yaml tells it. */
export interface Programme {
	id: string;
	title: string;
	status: 'sourced' | 'to-verify';
	source: string;
	/** Its own number, where it is known. */
	parent?: Identifier;
	/** Numbers of its parts in the same list. */
	parts: readonly string[];
	/** Words of a title that name it. */
	names: readonly string[];
	mercury: 'yes' | 'doubtful';
}

export const verdicts = ['yes', 'doubtful', 'no'] as const;
export type Verdict = (typeof verdicts)[number];

/** From here on it is a yes; from there on an editor looks. Chosen on the export of March 2020; see docs/projects-classification.md. */
export const thresholds = { yes: 0.8, doubtful: 0.25 };

export interface Reason {
	/** Has words in the messages: `sources.mercury.{rule}`. */
	rule: string;
	/** From 0 to 1: how sure one would be by this alone. */
	weight: number;
	where: 'title' | 'description' | 'tags' | 'focal-area' | 'programme';
	/** What it saw, as it stands there. */
	saw: string[];
}

export interface MercuryVerdict {
	verdict: Verdict;
	/** Two decimals, from 0 to 1. */
	confidence: number;
	/** The heaviest first. */
	because: Reason[];
}

export type Classified = Pick<Found, 'title' | 'description' | 'focalAreas' | 'tags' | 'identifier' | 'others' | 'parent'>;

/** A description names much that a project is not about. */
const inDescription = 0.5;
/** Tags by which a reporter says itself that the project serves the Convention. */
const convention = /^(?:tag|marker)-99:(?:minamata|minamata[- ]convention)$/i;
/** Purposes of mining of precious metals and of mining policy, by the list of the DAC. */
const sectors = new Set(['sector-1:32265', 'sector-1:32210']);

/** Letters as everybody types them: Arabic without vowel signs and without its lengthening stroke. */
const read = (text: string): string => text.normalize('NFKC').replace(/[\u064b-\u065f\u0670\u0640]/g, '');

function matches(text: string, { words }: WordRule): string[] {
	const saw = new Set<string>();
	for (const pattern of words) for (const [found] of text.matchAll(pattern)) saw.add(found.slice(0, 80));
	return [...saw].slice(0, 5);
}

const rounded = (share: number): number => Math.round(share * 100) / 100;

export function mercuryOf(project: Classified, programmes: readonly Programme[] = []): MercuryVerdict {
	const because: Reason[] = [];
	const title = read(Object.values(project.title).join(' · '));
	const description = read(Object.values(project.description ?? {}).join(' · ')).slice(0, 20_000);
	for (const rule of [...wordRules, elementRule]) {
		const inTitle = matches(title, rule);
		if (inTitle.length) because.push({ rule: rule.id, weight: rule.weight, where: 'title', saw: inTitle });
		else {
			const saw = description ? matches(description, rule) : [];
			if (saw.length) because.push({ rule: rule.id, weight: rounded(rule.weight * inDescription), where: 'description', saw });
		}
	}
	because.push(...programmeReasons(project, title, programmes), ...focalReasons(project), ...tagReasons(project));
	because.sort((one, other) => other.weight - one.weight);
	const confidence = rounded(1 - because.reduce((doubt, { weight }) => doubt * (1 - weight), 1));
	const verdict = confidence >= thresholds.yes ? 'yes' : confidence >= thresholds.doubtful ? 'doubtful' : 'no';
	return { verdict, confidence, because };
}

const isSame = (one: Identifier, other: Identifier): boolean => one.scheme === other.scheme && one.id === other.id;

function programmeReasons({ identifier, others, parent }: Classified, title: string, programmes: readonly Programme[]): Reason[] {
	const lower = title.toLowerCase();
	return programmes.flatMap((programme) => {
		const numbers = [identifier, ...others];
		const whole = programme.parent;
		const belongs =
			whole &&
			(numbers.some((number) => isSame(number, whole) || (number.scheme === whole.scheme && programme.parts.includes(number.id))) ||
				(parent && isSame(parent, whole)));
		const named = programme.names.filter((name) => lower.includes(name.toLowerCase()));
		if (!belongs && !named.length) return [];
		const sure = programme.mercury === 'yes';
		return [
			{
				rule: sure ? 'programme' : 'programme-partly',
				weight: sure ? 0.9 : 0.4,
				where: 'programme' as const,
				saw: named.length ? named : [programme.title]
			}
		];
	});
}

function focalReasons({ focalAreas }: Classified): Reason[] {
	const own = focalAreas.filter((area) => /mercur/i.test(area));
	if (own.length) return [{ rule: 'focal-mercury', weight: 0.9, where: 'focal-area', saw: own }];
	const chemicals = focalAreas.filter((area) => /chemicals/i.test(area));
	if (chemicals.length) return [{ rule: 'focal-chemicals', weight: 0.1, where: 'focal-area', saw: chemicals }];
	// Mercury stood under persistent organic pollutants until the area of chemicals began.
	const pollutants = focalAreas.filter((area) => /persistent organic/i.test(area));
	return pollutants.length ? [{ rule: 'focal-pollutants', weight: 0.05, where: 'focal-area', saw: pollutants }] : [];
}

function tagReasons({ tags }: Classified): Reason[] {
	const said = tags.filter((tag) => convention.test(tag));
	const mining = tags.filter((tag) => sectors.has(tag));
	return [
		...(said.length ? [{ rule: 'tag', weight: 0.95, where: 'tags' as const, saw: said }] : []),
		...(mining.length ? [{ rule: 'sector', weight: 0.05, where: 'tags' as const, saw: mining }] : [])
	];
}
