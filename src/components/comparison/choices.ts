// SPDX-License-Identifier: Apache-2.0
// What the reader can choose to compare, examples of it, and what is missing where nothing can be shown, in their words. Knows no page.
import { regionIds } from '#convention/fact.ts';
import type { Form } from '#forms/form.ts';
import type { Lacking, Published } from '#insights/compared.ts';
import { type ComparisonAsked, comparisonQuery, whoOf } from '#insights/side.ts';
import { say } from '#text/words.ts';
import { questionText } from '../kinds/wording.ts';
import { groupName, type Naming } from './view.ts';

const partyName = (party: string, { reader, convention }: Naming): string => say(convention.state(party)?.name, reader.language) || party;

/** A question is known by its beginning; the page shows it whole. */
const longestName = 90;
const shortened = (text: string): string => (text.length > longestName ? `${text.slice(0, longestName).trimEnd()}…` : text);

interface Chosen {
	asked: ComparisonAsked;
	base: Form | undefined;
	reports: readonly Published[];
}

export function choicesFor({ asked, base, reports }: Chosen, naming: Naming) {
	const { reader, convention } = naming;
	const { language } = reader;
	const collator = new Intl.Collator(language);
	const cycles = new Set(reports.map(({ cycle }) => cycle));
	return {
		chosen: {
			left: asked.left ? whoOf(asked.left) : '',
			leftCycle: asked.left?.cycle ?? asked.cycle ?? '',
			right: asked.right ? whoOf(asked.right) : '',
			rightCycle: asked.right?.cycle ?? asked.cycle ?? '',
			question: asked.questions[0] ?? '',
			only: asked.only
		},
		parties: [...new Set(reports.map(({ party }) => party))]
			.map((id) => ({ id, name: partyName(id, naming) }))
			.toSorted((a, b) => collator.compare(a.name, b.name)),
		groups: [
			{ id: 'world', name: groupName('world', naming) },
			...regionIds.map((region) => ({ id: `region:${region}`, name: groupName(region, naming) }))
		],
		cycles: convention.cycles
			.filter(({ id }) => cycles.has(id))
			.map(({ id, name }) => ({ id, name: say(name, language) || id }))
			.toReversed(),
		sections: (base?.sections ?? []).map((section) => ({
			title: say(base?.words[`section.${section.id}`], language) || section.id,
			questions: section.questions
				.filter(({ given }) => !given)
				.map(({ id, number }) => ({ id, name: shortened([number, questionText(base as Form, id, language)].filter(Boolean).join(' ')) }))
		}))
	};
}

/** One of each sort that can be made of what is published: two cycles, two Parties, a Party with its region and with the world. */
export function examplesOf(reports: readonly Published[], naming: Naming): { text: string; query: string }[] {
	const { reader, convention } = naming;
	const { t } = reader;
	const asking = { cycle: null, questions: [], section: null, only: false };
	const party = (id: string, cycle: string) => ({ kind: 'party' as const, party: id, cycle });
	const side = (name: string, cycle: string) => t('comparison.side', { name, cycle: cycle.replace('-', '–') });
	const order = convention.cycles.map(({ id }) => id);
	const byParty = Map.groupBy(reports, (report) => report.party);
	const twice = [...byParty].find(([, own]) => own.length > 1);
	const newest = order.toReversed().find((cycle) => reports.filter((report) => report.cycle === cycle).length > 1);
	const there = reports.filter(({ cycle }) => cycle === newest);
	const region = (id: string) => convention.state(id)?.region ?? null;
	const [first] = there;
	const neighbour = first && there.find((other) => other !== first && region(other.party) === region(first.party));
	const beside = neighbour ?? there[1];
	const own = first && region(first.party);
	const examples: { text: string; query: string }[] = [];
	if (twice) {
		const [from, to] = twice[1].map(({ cycle }) => cycle).toSorted((a, b) => order.indexOf(a) - order.indexOf(b)) as [string, string];
		examples.push({
			text: t('comparison.example.cycles', { party: partyName(twice[0], naming), from: from.replace('-', '–'), to: to.replace('-', '–') }),
			query: comparisonQuery({ ...asking, left: party(twice[0], from), right: party(twice[0], to) })
		});
	}
	if (first && newest) {
		const left = party(first.party, newest);
		const add = (name: string, right: ComparisonAsked['right'], questions: string[] = []) =>
			examples.push({
				text: t('comparison.of', { left: side(partyName(first.party, naming), newest), right: side(name, newest) }),
				query: comparisonQuery({ ...asking, left, right, questions })
			});
		if (beside) add(partyName(beside.party, naming), party(beside.party, newest));
		if (own) add(groupName(own, naming), { kind: 'group', group: own, cycle: newest });
		add(groupName('world', naming), { kind: 'group', group: 'world', cycle: newest });
	}
	return examples;
}

/** Why nothing is shown, and what to do. */
export function lackingText(lacking: Lacking, naming: Naming): string {
	const { t } = naming.reader;
	switch (lacking.lacks) {
		case 'party':
			return t('comparison.lacks.party', { party: lacking.party });
		case 'cycle':
			return t('comparison.lacks.cycle', { cycle: lacking.cycle });
		case 'question':
			return t('comparison.lacks.question', { question: lacking.question });
		case 'report': {
			const party = partyName(lacking.party, naming);
			return lacking.cycle === null ? t('comparison.lacks.report.any', { party }) : t('comparison.lacks.report', { party, cycle: lacking.cycle });
		}
		default:
			return t(`comparison.lacks.${lacking.lacks}`);
	}
}
