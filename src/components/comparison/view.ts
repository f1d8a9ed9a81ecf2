// SPDX-License-Identifier: Apache-2.0
// A comparison in the words of one reader: what the page, its frame for other sites and its files are made from. Knows no page.
import type { Convention } from '#convention/convention.ts';
import type { Segment } from '#forms/comparison.ts';
import type { Form, Json, Question } from '#forms/form.ts';
import type { Compared, Counted, Point, Side, Standing, Verdict } from '#insights/comparison.ts';
import { asksBoth, differs } from '#insights/comparison.ts';
import type { Comparison } from '#insights/compared.ts';
import { comparisonQuery, type Group } from '#insights/side.ts';
import type { Spread } from '#insights/spread.ts';
import { schemesOf } from '#records/schemes.ts';
import type { Reader } from '#text/message.ts';
import { say, series } from '#text/words.ts';
import { number, percent } from '../intl.ts';
import { amountText, figure, questionText, rowText } from '../kinds/wording.ts';
import { answerText, choiceText, type Saying } from './saying.ts';

export interface SideView {
	/** Ghana, or Africa. */
	name: string;
	cycle: string;
	cycleName: string;
	/** `Ghana, 2021–2024`: what stands at the head of its column. */
	head: string;
	record: string | null;
	revision: number | null;
	published: string | null;
	reports: number | null;
	bound: number | null;
	form: { id: string; version: string };
}

export interface Cell {
	text: string;
	/** Said in words of the platform: not asked, no answer. */
	quiet?: boolean;
	/** Counts of a group, one under the other. */
	counts?: { label: string; value: string }[];
	said?: { name: string; record: string }[];
}

export interface Row {
	key: string;
	/** Which line, row or column; '' for an answer by itself. */
	label: string;
	left: Cell;
	right: Cell;
	difference: string;
	verdict: Verdict;
	segments?: { language: string; segments: Segment[] }[];
	unlike?: boolean;
}

export interface Item {
	section: string;
	id: string;
	number: string;
	text: string;
	verdict: Verdict;
	/** How the earlier form asked it, where it asked otherwise. */
	otherwise: { left: string; right: string } | null;
	rows: Row[];
	/** The same for this question alone. */
	query: string;
}

export interface ComparisonView {
	title: string;
	left: SideView;
	right: SideView;
	demo: boolean;
	/** The address of what is shown, with everything that was chosen for the reader. */
	query: string;
	only: boolean;
	group: boolean;
	section: string | null;
	sections: { id: string; title: string; questions: number; differences: number | null; query: string }[];
	items: Item[];
	/** Questions left out because both say the same, or nothing. */
	hidden: number;
	queries: { swapped: string; only: string; all: string; every: string };
}

export interface Naming {
	reader: Reader;
	convention: Convention;
}

export const groupName = (group: Group, { reader, convention }: Naming): string =>
	group === 'world' ? reader.t('comparison.world') : say(convention.entry('regions', group)?.words, reader.language) || group;

function sideView(side: Side, naming: Naming): SideView {
	const { reader, convention } = naming;
	const name = side.kind === 'party' ? say(convention.state(side.party)?.name, reader.language) || side.party : groupName(side.group, naming);
	const common = {
		name,
		cycle: side.cycle.id,
		cycleName: say(side.cycle.name, reader.language),
		form: { id: side.form.id, version: side.form.version }
	};
	const head = reader.t('comparison.side', { name, cycle: side.cycle.id.replace('-', '–') });
	return side.kind === 'party'
		? { ...common, head, record: side.record, revision: side.revision, published: side.published, reports: null, bound: null }
		: { ...common, head, record: null, revision: null, published: null, reports: side.reports.length, bound: side.bound };
}

export function comparisonView(found: Comparison, naming: Naming): ComparisonView {
	const { reader, convention } = naming;
	const { asked, base } = found;
	const saying: Saying = { reader, schemes: schemesOf(base, convention) };
	const [left, right] = [sideView(found.left, naming), sideView(found.right, naming)];
	const shown = asked.only ? found.compared.filter(differs) : found.compared;
	const query = (change: Partial<typeof asked>) => comparisonQuery({ ...asked, ...change });
	return {
		title: reader.t('comparison.of', { left: left.head, right: right.head }),
		left,
		right,
		demo: found.demo,
		query: query({}),
		only: asked.only,
		group: found.left.kind === 'group' || found.right.kind === 'group',
		section: asked.section,
		sections: asked.questions.length
			? []
			: found.sections.map(({ section, questions, tally }) => ({
					id: section,
					title: say(base.words[`section.${section}`], reader.language) || section,
					questions,
					differences: tally && tally.other + tally.oneOnly + tally.apart,
					query: query({ section, questions: [] })
				})),
		items: shown.map((compared) => itemOf(compared, found, { saying, naming }, query({ questions: [compared.line.id], section: null, only: false }))),
		hidden: found.compared.length - shown.length,
		queries: {
			swapped: query({ left: asked.right, right: asked.left }),
			only: query({ only: !asked.only }),
			all: query({ section: 'all', questions: [] }),
			every: query({ section: null, questions: [], only: false })
		}
	};
}

interface Wording {
	saying: Saying;
	naming: Naming;
}

function itemOf(compared: Compared, found: Comparison, wording: Wording, query: string): Item {
	const { line, points, verdict } = compared;
	const { reader } = wording.saying;
	const { language } = reader;
	const own = (form: Form, question: Question | null) => (question ? questionText(form, question.id, language) : '');
	const rows = points.map((point, at) => rowOf(point, at, compared, found, wording));
	return {
		section: line.section,
		id: line.id,
		number: line.question.number ?? '',
		text: questionText(line.form, line.question.id, language),
		verdict,
		otherwise: line.otherwise ? { left: own(found.left.form, line.left), right: own(found.right.form, line.right) } : null,
		// Of a question to which neither says anything, the reason of each is all there is.
		rows: rows.length
			? rows
			: [{ key: 'none', label: '', left: standing(reader, compared.left), right: standing(reader, compared.right), difference: '', verdict }],
		query
	};
}

const standing = ({ t }: Reader, of: Standing): Cell => ({ text: of === 'answered' ? '' : t(`comparison.standing.${of}`), quiet: true });

function rowOf(point: Point, at: number, compared: Compared, found: Comparison, { saying, naming }: Wording): Row {
	const { line } = compared;
	const { reader } = saying;
	const wordsId = point.column === null ? line.question.id : `${line.question.id}.${point.column}`;
	const cell = (side: 'left' | 'right'): Cell => {
		const counted = point.counted?.[side];
		if (counted) return countsOf(counted, point, wordsId, compared, found, { saying, naming });
		// What cannot be held against the other is said in the words of its own form.
		const own = line.comparable || !asksBoth(line) ? null : line[side];
		const form = own ? found[side].form : line.form;
		const text = answerText(form, own ?? point.question, own?.id ?? wordsId, point[side], saying);
		if (text) return { text };
		return compared[side] === 'answered' ? { text: reader.t('comparison.nothing'), quiet: true } : standing(reader, compared[side]);
	};
	const several = compared.points.length > 1 || point.line !== null || point.row !== null || point.column !== null;
	return {
		key: String(at),
		label: several ? labelOf(point, line.form, line.question, wordsId, saying) : '',
		left: cell('left'),
		right: cell('right'),
		difference: differenceOf(point, wordsId, line.form, saying),
		verdict: point.verdict,
		...(point.segments ? { segments: point.segments } : {}),
		...(point.unlike ? { unlike: true } : {})
	};
}

function labelOf(point: Point, form: Form, question: Question, wordsId: string, saying: Saying): string {
	const { reader } = saying;
	const column = point.column === null ? '' : questionText(form, wordsId, reader.language);
	const key = (point.line ?? []).map(({ column: id, value }) => {
		const of = question.columns?.find((each) => each.id === id);
		return of ? answerText(form, of, `${question.id}.${id}`, value, saying) : '';
	});
	const row = point.row === null ? [] : [rowText(form, question.id, point.row, reader.language)];
	const line = series(reader.language, [...row, ...key]);
	const turned = line && point.turn > 0 ? reader.t('comparison.line', { line, number: point.turn + 1 }) : line;
	// A matrix with one column says all with its row.
	if (row.length && question.columns?.length === 1) return turned;
	return [turned, column].filter(Boolean).join(': ');
}

function differenceOf(point: Point, wordsId: string, form: Form, saying: Saying): string {
	const { reader } = saying;
	const { t, language } = reader;
	const money = point.question.kind === 'money';
	const apart = point.distances.map(({ unit, amount, percent: of }) => {
		if (amount === '0') return t('comparison.same');
		const signed = `${amount.startsWith('-') ? '−' : '+'}${amountText(reader, amount.replace(/^-/, ''), unit, money)}`;
		return of === null ? signed : `${signed} (${of.startsWith('-') ? '−' : '+'}${figure(language, of.replace(/^-/, ''))}%)`;
	});
	if (point.counted) {
		const [said, counted] = point.counted.left ? [point.right, point.counted.left] : [point.left, point.counted.right];
		const agree = said !== undefined && counted && !(point.counted.left && point.counted.right) ? agreement(said, counted) : null;
		const shares = agree ? [t('comparison.say-so', { count: agree.count, share: percent(language, agree.share) })] : [];
		return [...shares, ...apart.map((text) => t('comparison.from-median', { difference: text }))].join('\n');
	}
	return apart.length ? apart.join('\n') : t(`comparison.verdict.${point.verdict}`);
}

/** Of the reports that answer, how many say what the Party says; of several choices, nothing is said in one figure. */
function agreement(said: Json, { choices, answered }: Counted): { count: number; share: number } | null {
	if (Array.isArray(said) || answered === 0) return null;
	const option = said === true ? 'yes' : said === false ? 'no' : String(said);
	const found = choices.find((choice) => choice.option === option);
	return found ? { count: found.count, share: found.count / answered } : null;
}

/** Entries of a long list are named as far as they can be compared at a glance. */
const mostNamed = 10;

function countsOf(counted: Counted, point: Point, wordsId: string, compared: Compared, found: Comparison, { saying, naming }: Wording): Cell {
	const { reader } = saying;
	const { t, language } = reader;
	const named = counted.choices.filter(({ count }) => count > 0).toSorted((a, b) => (counted.choices.length > mostNamed ? b.count - a.count : 0));
	const share = (count: number) =>
		t('comparison.count', { count: number(language, count), share: counted.asked ? percent(language, count / counted.asked) : '–' });
	const choices = named
		.slice(0, mostNamed)
		.map(({ option, count }) => ({ label: choiceText(compared.line.form, point.question, wordsId, option, saying), value: share(count) }));
	const more = named.length > mostNamed ? [{ label: t('comparison.more', { count: named.length - mostNamed }), value: '' }] : [];
	const lies = counted.spreads.flatMap((spread) => spreadLines(spread, reader, point.question.kind === 'money'));
	const alone = found.asked.questions.length > 0;
	return {
		text: t('comparison.answered', { answered: number(language, counted.answered), asked: number(language, counted.asked) }),
		counts: [...choices, ...more, ...lies],
		...(alone && counted.said.length
			? { said: counted.said.map(({ party, record }) => ({ name: say(naming.convention.state(party)?.name, language) || party, record })) }
			: {})
	};
}

function spreadLines(spread: Spread, reader: Reader, money: boolean): { label: string; value: string }[] {
	const { t } = reader;
	const amount = (each: string) => amountText(reader, each, spread.unit, money);
	return [
		{ label: t('comparison.sum'), value: amount(spread.sum) },
		{ label: t('comparison.median'), value: amount(spread.median) },
		{ label: t('comparison.quartiles'), value: t('comparison.range', { from: amount(spread.lower), to: amount(spread.upper) }) },
		{ label: t('comparison.extremes'), value: t('comparison.range', { from: amount(spread.least), to: amount(spread.most) }) }
	];
}
