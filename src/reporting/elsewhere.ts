// SPDX-License-Identifier: Apache-2.0
// What the Party already said outside its reports and may want to say here: one small rule for each source and question, with an explanation. A rule
// proposes; a person of the Party decides. Pure.
import type { Answers, Json } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { yearsOf } from './cycle.ts';
import type { Around, Told } from './report.ts';
import { type Statement, statedIn } from './statement.ts';

export interface Elsewhere {
	question: string;
	answer: Json;
	/** Why it is proposed: worded by `reuse.rule.{rule}`. */
	rule: RuleId | 'stated';
	record?: string;
	/** From which record or statement, with its day. */
	stated?: Statement;
	on: string;
}

export const ruleIds = ['information', 'research', 'health', 'sites', 'finance', 'paragraph-9', 'paragraph-9-imports'] as const;
export type RuleId = (typeof ruleIds)[number];

interface Rule {
	id: RuleId;
	/** Record type that it reads. */
	type: string;
	question: string;
	/** undefined where the record does not speak of it. */
	answer(told: Answers, years: readonly number[]): Json | undefined;
}

const lines = (answer: Json | undefined): { [column: string]: Json }[] => (Array.isArray(answer) ? answer.filter(isObject) : []);

/** The order is that of proposing: of two rules for one question the first speaks. */
export const rules: readonly Rule[] = [
	{ id: 'information', type: 'art17-exchange-record', question: 'q17-1', answer: () => true },
	{
		id: 'research',
		type: 'art17-exchange-record',
		question: 'q19-1',
		answer: ({ kind }) => (kind === 'scientific' || kind === 'epidemiological-health' ? true : undefined)
	},
	{ id: 'health', type: 'art16-health', question: 'q16-2', answer: () => true },
	{
		id: 'sites',
		type: 'art12-contaminated-sites',
		question: 'q12-1',
		answer: ({ strategy }) => (typeof strategy === 'boolean' ? strategy : undefined)
	},
	{ id: 'finance', type: 'art13-resources', question: 'q13-3', answer: ({ supportGiven }) => (isEmpty(supportGiven) ? undefined : true) },
	{ id: 'paragraph-9', type: 'art3-9-notification', question: 'q3-6', answer: () => 'paragraph-9' },
	{
		id: 'paragraph-9-imports',
		type: 'art3-9-notification',
		question: 'q3-6-c',
		answer: ({ imports }, years) => {
			const found = lines(imports)
				.filter(({ year }) => years.includes(Number(year)))
				.map(({ year, countryOfOrigin, quantityTonnes }) => ({
					year: year ?? null,
					origin: countryOfOrigin ?? null,
					quantity: quantityTonnes ?? null
				}));
			return found.length ? found : undefined;
		}
	}
];

/** Types of the Party's own records that are read for it, beside those that the checks read. */
export const elsewhereTypes: readonly string[] = [...new Set(rules.map(({ type }) => type))];

/** Proposals in the order of the rules, the newest record of each first; then what was stated to others. */
export function saidElsewhere({ cycle, elsewhere }: Pick<Around, 'cycle' | 'elsewhere'>): Elsewhere[] {
	const years = yearsOf(cycle);
	const records: readonly Told[] = elsewhere?.records ?? [];
	return [
		...rules.flatMap((rule) =>
			records
				.filter(({ type, answers }) => type === rule.type && answers.confidential !== true)
				.flatMap((told): Elsewhere[] => {
					const answer = rule.answer(told.answers, years);
					return answer === undefined ? [] : [{ question: rule.question, answer, rule: rule.id, record: told.id, on: told.on }];
				})
				.slice(0, 1)
		),
		...statedIn(elsewhere?.statements ?? [], years).map((stated): Elsewhere => ({
			question: stated.question,
			answer: stated.answer,
			rule: 'stated',
			stated,
			on: stated.retrieved
		}))
	];
}
