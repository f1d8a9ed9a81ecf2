// SPDX-License-Identifier: Apache-2.0
// A secretariat officer merges one concept into another, takes one out of use, or brings it back. Whether the officer may is asked before. What names a
// concept stays as it is: answers are sealed, and the concept that stands for one today is found by convention.conceptNow.
import { reading, type Writing } from '#platform/server/database.ts';
import { type ConceptKind } from '../check-concept.ts';
import { checkFact, type FactFinding, surroundingsOf } from '../check-fact.ts';
import type { ConceptValue, Fact, MatchValue } from '../fact.ts';
import { languages, type Language } from '../../text/languages.ts';
import type { EditRefusal } from './edit-fact.ts';
import { allFacts, changeFact, lockFacts } from './facts.ts';

export interface ConceptAct {
	kind: ConceptKind;
	id: string;
	by: string;
	at: Date;
	reason: string;
}

type ConceptFact = Fact<ConceptKind>;
const wrong = (at: string, code: FactFinding['code'], values?: FactFinding['values']): EditRefusal => ({
	refusal: 'not-valid',
	findings: [{ at, code, severity: 'error', ...(values ? { values } : {}) }]
});

/** The facts as they will stand: changed one after the other, checked together, then written with one reason. */
async function changing(db: Writing, act: ConceptAct, change: (facts: Map<string, Fact>) => EditRefusal | string[]): Promise<string[] | EditRefusal> {
	await lockFacts(db, [act.kind, 'match']);
	const before = await allFacts(reading(db));
	const keyed = new Map(before.map((fact) => [`${fact.kind} ${fact.id}`, structuredClone(fact)]));
	const changed = change(keyed);
	if (!Array.isArray(changed)) return changed;
	const around = surroundingsOf([...keyed.values()]);
	const findings = changed.flatMap((key) => checkFact(keyed.get(key) as Fact, around));
	if (findings.length) return { refusal: 'not-valid', findings };
	for (const fact of before) {
		const after = keyed.get(`${fact.kind} ${fact.id}`);
		if (after && changed.includes(`${fact.kind} ${fact.id}`)) await changeFact(db, fact, after, act.by, act.at, act.reason || null);
	}
	return changed;
}

/** Labels of both, each once, and never the preferred one again. */
function joined(into: ConceptValue, from: ConceptValue): Pick<ConceptValue, 'altLabel' | 'hiddenLabel'> {
	const labels = (part: 'altLabel' | 'hiddenLabel', more: (language: Language) => (string | undefined)[], not: (language: Language) => string[]) =>
		Object.fromEntries(
			languages.flatMap((language) => {
				const all = [...(into[part]?.[language] ?? []), ...more(language), ...(from[part]?.[language] ?? [])];
				const each = [...new Set(all)].filter(
					(label): label is string => !!label && label !== into.prefLabel[language] && !not(language).includes(label)
				);
				return each.length ? [[language, each]] : [];
			})
		) as ConceptValue['altLabel'];
	const altLabel = labels(
		'altLabel',
		(language) => [from.prefLabel[language]],
		() => []
	);
	const hiddenLabel = labels(
		'hiddenLabel',
		() => [],
		(language) => altLabel[language] ?? []
	);
	return { altLabel, ...(Object.keys(hiddenLabel).length ? { hiddenLabel } : {}) };
}

/** The one stays as deprecated and leads to the other, which takes over its labels, what stands below it, its neighbours and its matches. */
export async function mergeConcepts(db: Writing, act: ConceptAct & { into: string }): Promise<{ into: string } | EditRefusal> {
	const done = await changing(db, act, (facts) => {
		const from = facts.get(`${act.kind} ${act.id}`) as ConceptFact | undefined;
		const into = facts.get(`${act.kind} ${act.into}`) as ConceptFact | undefined;
		if (!from) return { refusal: 'no-such-fact' };
		if (!into) return wrong('into', 'no-such-entry');
		if (into === from) return wrong('into', 'above-or-below', { other: act.into });
		if (into.value.state === 'deprecated') return wrong('into', 'deprecated-entry');
		if (from.value.state === 'deprecated') return wrong('into', 'deprecated-entry');
		const concepts = [...facts.values()].filter((fact): fact is ConceptFact => fact.kind === act.kind);
		const changed = new Set<string>([`${act.kind} ${from.id}`, `${act.kind} ${into.id}`]);
		const lineOf = (id: string): string[] => {
			const line: string[] = [];
			for (let each = concepts.find((fact) => fact.id === id)?.value.broader; each && !line.includes(each);) {
				line.push(each);
				each = concepts.find((fact) => fact.id === each)?.value.broader;
			}
			return line;
		};
		// Where the other stands below it, it first takes its place.
		if (lineOf(into.id).includes(from.id)) into.value.broader = from.value.broader;
		Object.assign(into.value, joined(into.value, from.value));
		into.value.articles = [...new Set([...into.value.articles, ...from.value.articles])].toSorted((a, b) => a - b);
		const definition = { ...from.value.definition, ...into.value.definition };
		if (Object.keys(definition).length) into.value.definition = definition;
		for (const fact of concepts) {
			if (fact.id !== into.id && fact.value.broader === from.id) {
				fact.value.broader = into.id;
				changed.add(`${act.kind} ${fact.id}`);
			}
			if (fact.value.replacedBy === from.id) {
				fact.value.replacedBy = into.id;
				changed.add(`${act.kind} ${fact.id}`);
			}
		}
		const neighbours = new Set(
			concepts.filter(({ id, value }) => value.related?.includes(from.id) || from.value.related?.includes(id)).map(({ id }) => id)
		);
		for (const fact of concepts)
			if (fact.value.related?.includes(from.id)) {
				fact.value.related = fact.value.related.filter((id) => id !== from.id);
				changed.add(`${act.kind} ${fact.id}`);
			}
		const inLine = (id: string) => id === into.id || lineOf(id).includes(into.id) || lineOf(into.id).includes(id);
		const related = [...new Set([...(into.value.related ?? []), ...neighbours])].filter(
			(id) => !inLine(id) && concepts.find((fact) => fact.id === id)?.value.state !== 'deprecated'
		);
		into.value.related = related;
		for (const fact of concepts) tidy(fact.value);
		delete from.value.related;
		from.value.state = 'deprecated';
		from.value.replacedBy = into.id;
		for (const key of movedMatches(facts, act.kind, from.id, into.id)) changed.add(key);
		return [...changed];
	});
	return Array.isArray(done) ? { into: act.into } : done;
}

function tidy(value: ConceptValue): void {
	if (value.related?.length === 0) delete value.related;
}

const vocabularyOf = { concept: 'mercury', sector: 'sectors' } as const;

/** Matches of the one are those of the other from now on; what would lead to itself is taken away. */
function movedMatches(facts: Map<string, Fact>, kind: ConceptKind, from: string, into: string): string[] {
	const path = (id: string) => `${vocabularyOf[kind]}/${id}`;
	const all = ([...facts.values()] as Fact<'match'>[]).filter((fact) => fact.kind === 'match' && !fact.value.dropped);
	return all.flatMap((fact) => {
		const value: MatchValue = fact.value;
		if (value.concept !== path(from) && value.uri !== `/concepts/${path(from)}`) return [];
		if (value.concept === path(from)) value.concept = path(into);
		if (value.uri === `/concepts/${path(from)}`) value.uri = `/concepts/${path(into)}`;
		const twice = all.some(
			(other) => other !== fact && !other.value.dropped && other.value.concept === value.concept && other.value.uri === value.uri
		);
		value.dropped = twice || value.uri === `/concepts/${value.concept}`;
		return [`match ${fact.id}`];
	});
}

/** It stays, with its address, and what stands below it moves up. */
export async function deprecateConcept(db: Writing, act: ConceptAct): Promise<{ id: string } | EditRefusal> {
	const done = await changing(db, act, (facts) => {
		const fact = facts.get(`${act.kind} ${act.id}`) as ConceptFact | undefined;
		if (!fact) return { refusal: 'no-such-fact' };
		if (fact.value.state === 'deprecated') return wrong('state', 'deprecated-entry');
		const changed = [`${act.kind} ${act.id}`];
		for (const other of facts.values()) {
			if (other.kind !== act.kind) continue;
			const value = other.value as ConceptValue;
			const touched = value.broader === act.id || value.related?.includes(act.id);
			if (value.broader === act.id) value.broader = fact.value.broader;
			if (value.related?.includes(act.id)) value.related = value.related.filter((id) => id !== act.id);
			tidy(value);
			if (touched) changed.push(`${act.kind} ${other.id}`);
		}
		delete fact.value.related;
		fact.value.state = 'deprecated';
		return changed;
	});
	return Array.isArray(done) ? { id: act.id } : done;
}

/** Offered and searched by again. */
export async function restoreConcept(db: Writing, act: ConceptAct): Promise<{ id: string } | EditRefusal> {
	const done = await changing(db, act, (facts) => {
		const fact = facts.get(`${act.kind} ${act.id}`) as ConceptFact | undefined;
		if (fact?.value.state !== 'deprecated') return { refusal: 'no-such-fact' };
		delete fact.value.state;
		delete fact.value.replacedBy;
		return [`${act.kind} ${act.id}`];
	});
	return Array.isArray(done) ? { id: act.id } : done;
}
