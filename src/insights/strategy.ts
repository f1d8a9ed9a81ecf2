// SPDX-License-Identifier: Apache-2.0
// The report on the digital strategy: its pillars, the figures that each is told by, and how what is counted anew meets what people have written since. Pure.
import { canonical } from '#forms/comparison.ts';
import type { Answers, Json } from '#forms/form.ts';

export const strategyType = 'strategy-report';

export const pillars = ['ecosystem', 'partnerships', 'governance'] as const;
export type Pillar = (typeof pillars)[number];

export type FigureSource = 'usage' | 'records' | 'history' | 'running';

/** Where each figure comes from; options of the form. */
export const figureSources = {
	ecosystem: {
		visitors: 'usage',
		views: 'usage',
		acts: 'usage',
		'other-languages': 'usage',
		searches: 'usage',
		files: 'usage',
		published: 'records',
		standing: 'records',
		'publishing-parties': 'records',
		documents: 'records',
		'six-languages': 'records'
	},
	partnerships: {
		organisations: 'records',
		exchange: 'records',
		projects: 'records',
		harvests: 'running',
		programs: 'usage',
		followers: 'running',
		calls: 'records',
		'call-answers': 'records',
		events: 'records',
		resources: 'records'
	},
	governance: {
		reports: 'records',
		'reporting-rate': 'records',
		'focal-points': 'records',
		'days-to-publish': 'history',
		revisions: 'history',
		'form-versions': 'history'
	}
} as const satisfies Record<Pillar, Record<string, FigureSource>>;

/** A figure of the period and of the one before; null where it cannot be told. */
export interface Told {
	value: number | null;
	before: number | null;
}
export type StrategyFigures = Record<string, Told>;

export interface FigureRow {
	[column: string]: Json;
	figure: string;
	value: number;
	source: string;
	counted: string;
}

/** Rows of one pillar, in the order of the form. What cannot be told is no row: a nought would say something else. */
export const rowsOf = (pillar: Pillar, figures: StrategyFigures, counted: string): FigureRow[] =>
	Object.entries(figureSources[pillar]).flatMap(([figure, source]) => {
		const told = figures[figure];
		if (!told || told.value === null) return [];
		return [{ figure, value: told.value, ...(told.before === null ? {} : { before: told.before }), source, counted }];
	});

export type ChangeKind = 'new' | 'changed' | 'kept' | 'left-out' | 'gone';

/** What filling in would do to one figure, or to the text of one language. */
export interface Change {
	question: string;
	/** Figure or language. */
	key: string;
	kind: ChangeKind;
	now: Json;
	fresh: Json;
}

interface Met {
	answer: Json;
	changes: Change[];
}

type Parts = Map<string, Json>;

/** The parts of an answer by which it is compared: rows by their figure, texts by their language. Several rows of one figure have a number each. */
function partsOf(answer: Json | undefined): Parts {
	const parts: Parts = new Map();
	if (Array.isArray(answer)) {
		for (const row of answer) {
			const figure = typeof row === 'object' && row !== null && !Array.isArray(row) ? String(row.figure ?? '') : '';
			let key = figure;
			for (let more = 2; parts.has(key); more += 1) key = `${figure} ${more}`;
			parts.set(key, row);
		}
	} else if (typeof answer === 'object' && answer !== null) for (const [language, text] of Object.entries(answer)) parts.set(language, text);
	return parts;
}

/** Equal but for the day on which it was counted: a figure that is the same a day later was not changed by anybody. */
const plain = (part: Json | undefined): string => {
	if (typeof part !== 'object' || part === null || Array.isArray(part)) return canonical(part ?? null);
	const { counted: _, ...rest } = part;
	return canonical(rest);
};

/**
 * What was filled in last, what stands now and what is counted anew, part by part: what nobody touched follows the figures; what was changed, added or taken
 * away by people stays as they left it.
 */
export function meet(question: string, last: Json | undefined, now: Json | undefined, fresh: Json): Met {
	const [was, is, will] = [partsOf(last), partsOf(now), partsOf(fresh)];
	const changes: Change[] = [];
	const kept: Parts = new Map();
	const note = (key: string, kind: ChangeKind) => changes.push({ question, key, kind, now: is.get(key) ?? null, fresh: will.get(key) ?? null });
	for (const [key, part] of is) {
		const untouched = was.has(key) && plain(was.get(key)) === plain(part);
		const anew = will.get(key);
		if (untouched && anew !== undefined) {
			kept.set(key, anew);
			if (plain(anew) !== plain(part)) note(key, 'changed');
		} else if (untouched) note(key, 'gone');
		else {
			kept.set(key, part);
			if (anew !== undefined && plain(anew) !== plain(part)) note(key, 'kept');
		}
	}
	for (const [key, part] of will) {
		if (is.has(key)) continue;
		if (was.has(key)) note(key, 'left-out');
		else {
			kept.set(key, part);
			note(key, 'new');
		}
	}
	if (!Array.isArray(fresh)) return { answer: Object.fromEntries(kept), changes };
	// Figures in the order of the form, then what people added.
	const order = [...will.keys()];
	const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
	return { answer: [...kept].toSorted(([a], [b]) => place(a) - place(b)).map(([, row]) => row), changes };
}

export interface Proposal {
	/** Only what would be another answer than stands. */
	answers: Answers;
	changes: Change[];
}

export function proposalOf(last: Answers, now: Answers, fresh: Answers): Proposal {
	const met = Object.entries(fresh).map(([question, answer]) => ({ question, ...meet(question, last[question], now[question], answer) }));
	return {
		answers: Object.fromEntries(
			met.filter(({ question, answer }) => canonical(answer) !== canonical(now[question] ?? null)).map(({ question, answer }) => [question, answer])
		),
		changes: met.flatMap(({ changes }) => changes)
	};
}
