// SPDX-License-Identifier: Apache-2.0
// Reads what is compared, from the catalogue alone: nothing private is there. One statement for what there is, one for each side.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { relevantIds } from '#forms/condition.ts';
import type { Answers, Form, Json } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { boundBy, type Cycle } from '#reporting/cycle.ts';
import { align, type Alignment, type Line } from '../alignment.ts';
import type { Comparison, Lacking, Published, SectionTally } from '../compared.ts';
import { compareLine, type GroupReport, type Side, tallyOf } from '../comparison.ts';
import { narrowedTo } from '../narrowing.ts';
import type { ComparisonAsked, SideAsked } from '../side.ts';
import { formOfCycle, regionKey } from '../statistic.ts';

/** Reports that anybody may read; of a Party and cycle the last one that was published. Of all, or of some Parties or cycles alone. */
export async function publishedReports(db: Reading, { parties, cycles }: { parties?: string[]; cycles?: string[] } = {}): Promise<Published[]> {
	const { rows } = await sql<Published>`
		select distinct on (told.cycle, entry.owner) told.cycle, entry.owner as party, entry.record_id as record, entry.revision,
			entry.published_at::date::text as published, entry.demo
		from catalogue.report_answers as told join catalogue.entries as entry on entry.record_id = told.record_id
		where told.question = 'cycle' and entry.owner_kind = 'party' and entry.state = 'published'
			${parties ? sql`and entry.owner = any(${parties}::text[])` : sql``} ${cycles ? sql`and told.cycle = any(${cycles}::text[])` : sql``}
		order by told.cycle, entry.owner, entry.published_at desc, entry.record_id desc`.execute(db as never);
	return rows;
}

/** What must be known of the reports there are: of two Parties theirs, of named cycles those. */
function among({ left, right, cycle }: ComparisonAsked): Parameters<typeof publishedReports>[1] {
	const sides = [left, right].filter((side) => side !== null);
	const cycles = sides.map((side) => side.cycle ?? cycle);
	return {
		...(sides.every(({ kind }) => kind === 'party') ? { parties: sides.flatMap((side) => (side.kind === 'party' ? side.party : [])) } : {}),
		...(cycles.every((each) => each !== null) ? { cycles: [...new Set(cycles)] } : {})
	};
}

interface World {
	convention: Convention;
	definitions: Definitions;
}

export async function readComparison(db: Reading, world: World, asked: ComparisonAsked): Promise<Comparison | Lacking> {
	const { definitions } = world;
	const reports = await publishedReports(db, among(asked));
	const [one, other] = [chosen(world, reports, asked, 'left'), chosen(world, reports, asked, 'right')];
	if ('lacks' in one) return one;
	if ('lacks' in other) return other;
	if (one.side.kind === other.side.kind && one.cycle === other.cycle && whoIs(one.side) === whoIs(other.side)) return { lacks: 'difference' };
	const [leftForm, rightForm] = [formOfCycle(definitions, one.cycle), formOfCycle(definitions, other.cycle)];
	if (!leftForm || !rightForm) return { lacks: 'cycle', side: leftForm ? 'right' : 'left', cycle: (leftForm ? other : one).cycle.id };
	const alignment = align(leftForm, rightForm, definitions);
	const wanted = wantedOf(alignment, asked, one.side.kind === 'group' || other.side.kind === 'group');
	if ('lacks' in wanted) return wanted;
	const [left, right] = await Promise.all(
		([one, other] as const).map((each, at) =>
			sideOf(db, world, each, {
				alignment,
				form: at ? rightForm : leftForm,
				own: wanted.read.flatMap((line) => (at ? line.right : line.left)?.id ?? [])
			})
		) as [Promise<Side>, Promise<Side>]
	);
	const compared = wanted.read.map((line) => compareLine(line, left, right));
	const tallies = new Map([...Map.groupBy(compared, ({ line }) => line.section)].map(([section, lines]) => [section, tallyOf(lines)]));
	const sections = [...Map.groupBy(wanted.all, ({ section }) => section)].map(([section, lines]) => ({
		section,
		questions: lines.length,
		tally: tallies.get(section) ?? null
	}));
	const shown = wanted.section ?? sectionShown(asked, sections);
	return {
		asked: { ...asked, left: { ...one.side, cycle: one.cycle.id }, right: { ...other.side, cycle: other.cycle.id }, cycle: null, section: shown },
		left,
		right,
		base: alignment.base,
		compared: shown === null || shown === 'all' ? compared : compared.filter(({ line }) => line.section === shown),
		sections,
		tally: tallyOf(compared),
		demo: left.demo || right.demo
	};
}

const whoIs = (side: SideAsked): string => (side.kind === 'party' ? side.party : side.group);

/** Without a wish, the first section that has a difference; a page with all of them would be long. */
function sectionShown({ questions, section }: ComparisonAsked, sections: readonly SectionTally[]): string | null {
	if (questions.length) return null;
	if (section === 'all' || sections.some((each) => each.section === section)) return section;
	const said = sections.find(({ questions: all, tally }) => tally && all > tally.same + tally.neither) ?? sections[0];
	return said?.section ?? null;
}

/**
 * What must be read. Beside a group nothing is same or other, so that only what is shown is counted: the first section about the Convention where none
 * is named.
 */
function wantedOf(
	{ lines }: Alignment,
	{ questions, section }: ComparisonAsked,
	group: boolean
): { all: Line[]; read: Line[]; section: string | null } | Lacking {
	if (questions.length) {
		const unknown = questions.find((id) => !lines.some((line) => line.id === id || line.left?.id === id || line.right?.id === id));
		if (unknown !== undefined) return { lacks: 'question', question: unknown };
		const read = lines.filter((line) => [line.id, line.left?.id, line.right?.id].some((id) => id && questions.includes(id)));
		return { all: read, read, section: null };
	}
	if (!group || section === 'all') return { all: lines, read: lines, section: null };
	const named = lines.find((line) => line.section === section) ?? lines.find(({ question }) => question.paragraphs?.length) ?? lines[0];
	return { all: lines, read: lines.filter((line) => line.section === named?.section), section: named?.section ?? null };
}

interface Chosen {
	side: SideAsked;
	cycle: Cycle;
	reports: Published[];
}

function chosen({ convention }: World, reports: readonly Published[], asked: ComparisonAsked, name: 'left' | 'right'): Chosen | Lacking {
	const [side, opposite] = name === 'left' ? [asked.left, asked.right] : [asked.right, asked.left];
	if (!side) return { lacks: 'side', side: name };
	if (side.kind === 'party' && !convention.state(side.party)) return { lacks: 'party', side: name, party: side.party };
	const named = side.cycle ?? asked.cycle;
	const newestFirst = convention.cycles.map(({ id }) => id).toReversed();
	const has = (of: SideAsked, cycle: string) =>
		reports.some((report) => report.cycle === cycle && (of.kind === 'group' || report.party === of.party));
	const usable = newestFirst.filter((cycle) => has(side, cycle));
	const found = named ?? usable.find((cycle) => opposite && has(opposite, cycle)) ?? usable[0];
	const cycle = found === undefined ? undefined : convention.cycle(found);
	if (found !== undefined && !cycle) return { lacks: 'cycle', side: name, cycle: found };
	const own = reports.filter((report) => report.cycle === found && (side.kind === 'group' || report.party === side.party));
	if (!cycle || (side.kind === 'party' && own.length === 0))
		return side.kind === 'party' ? { lacks: 'report', side: name, party: side.party, cycle: named } : { lacks: 'reports', side: name, cycle: named };
	return { side, cycle, reports: own };
}

interface Sought {
	alignment: Alignment;
	form: Form;
	/** Ids of its own form that are compared. */
	own: readonly string[];
}

async function sideOf(db: Reading, { convention }: World, { side, cycle, reports }: Chosen, { alignment, form, own }: Sought): Promise<Side> {
	const part = narrowedTo(form, own);
	const needed = part.sections.flatMap(({ questions }) => questions.map(({ id }) => id));
	const region = (party: string) => regionKey(convention.state(party)?.region);
	const { bound, said } = await answersTo(db, { cycle: cycle.id, questions: needed, record: side.kind === 'party' ? reports[0]?.record : undefined });
	if (side.kind === 'party') {
		const { party, record, revision, published, demo } = reports[0] as Published;
		const answers = said.get(record) ?? {};
		return {
			kind: 'party',
			party,
			cycle,
			form,
			record,
			revision,
			published,
			demo,
			answers: alignment.carry(form, answers),
			asked: relevantIds(part, answers)
		};
	}
	const belongs = (party: string) => side.group === 'world' || region(party) === side.group;
	const parties = (bound ?? boundBy(convention, cycle)).filter(belongs);
	// Whoever is not bound by a round cannot be a share of those who are.
	const counted = reports.filter(({ party, record }) => belongs(party) && (!bound || parties.includes(party)) && record !== '');
	return {
		kind: 'group',
		group: side.group,
		cycle,
		form,
		bound: side.group === 'world' && !bound && cycle.bound !== null ? cycle.bound : parties.length,
		demo: counted.some(({ demo }) => demo),
		reports: counted.map(({ party, record }): GroupReport => {
			const answers = said.get(record) ?? {};
			return { party, record, region: region(party), answers: alignment.carry(form, answers), asked: relevantIds(part, answers) };
		})
	};
}

interface Row {
	bound: string[] | null;
	answers: [record: string, question: string, answer: Json][];
}

/** Answers as they lie, put together here: quicker than in the statement. */
async function answersTo(
	db: Reading,
	{ cycle, questions, record }: { cycle: string; questions: readonly string[]; record?: string }
): Promise<{ bound: string[] | null; said: Map<string, Answers> }> {
	const { rows } = await sql<Row>`
		select
			(select json_agg(party) from reporting.bound where cycle = ${cycle}) as bound,
			(select coalesce(json_agg(json_build_array(record_id, question, answer)), '[]') from catalogue.report_answers
				where cycle = ${cycle} and question = any(${[...questions]}::text[]) ${record === undefined ? sql`` : sql`and record_id = ${record}`}
			) as answers`.execute(db as never);
	const [row] = rows as [Row];
	const said = new Map<string, Answers>();
	for (const [id, question, answer] of row.answers) {
		const answers = said.get(id) ?? {};
		answers[question] = answer;
		said.set(id, answers);
	}
	return { bound: row.bound, said };
}
