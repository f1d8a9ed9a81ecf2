// SPDX-License-Identifier: Apache-2.0
// A secretariat officer brings a partner's vocabulary, decides what of it is matched with ours, and accepts the decisions: only then do they stand.
import { createHash, randomUUID } from 'node:crypto';
import type { ConceptValue, Fact, MatchRelation, MatchValue, MatchVocabulary } from '#convention/fact.ts';
import { foldedLabel } from '#convention/check-concept.ts';
import { addFact } from '#convention/server/add-fact.ts';
import { allFacts } from '#convention/server/facts.ts';
import { setMatch, vocabularyAt } from '#convention/server/set-match.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { refuse, type Refusal } from '#people/refusal.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { conceptsIn, type Fault } from '../partner/concepts.ts';
import { type Decision, nameOf, type Ours, proposer } from '../partner/propose.ts';
import { formatOf, readGraph } from '../partner/read-graph.ts';
import { decide, insertFile, lockFile, markAccepted, markDone, partnerConcepts, partnerFile, type PartnerConcept } from './partner-files.ts';

export interface Doing {
	by: Person | null;
	at: Date;
}

export const largestPartnerFile = 10 * 1_048_576;
/** Faults that are kept; what is more is counted by nobody. */
const mostFaults = 500;

const lists = { concept: 'mercury', sector: 'sectors', area: 'areas' } as const;

/** Concepts of ours in use that something can be matched with. */
async function oursIn(db: Reading): Promise<{ ours: Ours[]; matches: MatchValue[] }> {
	const facts = await allFacts(db);
	const ours = facts.flatMap(({ kind, id, value }): Ours[] => {
		if (kind === 'area') return [{ path: `areas/${id}`, value: { prefLabel: (value as { name: ConceptValue['prefLabel'] }).name, altLabel: {} } }];
		if (kind !== 'concept' && kind !== 'sector') return [];
		const concept = value as ConceptValue;
		return concept.state === 'deprecated' ? [] : [{ path: `${lists[kind]}/${id}`, value: concept }];
	});
	// Of two of ours with one label the taxonomy goes before sectors and areas: they are derived from it.
	return { ours, matches: (facts as Fact<'match'>[]).filter(({ kind }) => kind === 'match').map(({ value }) => value) };
}

export async function bringPartner(
	db: Writing,
	{ by, at }: Doing,
	{ name, bytes, origin }: { name: string; bytes: Uint8Array; origin: string }
): Promise<{ id: string } | Refusal | { faults: Fault[] }> {
	if (!by || !may(by, 'fact.edit')) return refuse('not-allowed');
	if (bytes.length === 0) return refuse('empty');
	if (bytes.length > largestPartnerFile) return refuse('too-large');
	const text = new TextDecoder('utf-8').decode(bytes);
	const format = formatOf(name, text);
	const { triples, fault } = await readGraph(text, format);
	const { concepts, faults } = conceptsIn(triples);
	const all: Fault[] = [...(fault ? [{ ...fault, values: fault.values as Fault['values'] }] : []), ...faults];
	if (concepts.length === 0) return { faults: all };
	const { ours, matches } = await oursIn(reading(db));
	const propose = proposer(ours, matches, origin);
	const id = randomUUID();
	const file = {
		id,
		name,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		size: bytes.length,
		format,
		vocabulary: vocabularyAt(concepts[0]?.uri ?? ''),
		faults: all.slice(0, mostFaults),
		broughtAt: at,
		by: by.id
	};
	await insertFile(
		db,
		file,
		concepts.map((told) => ({ uri: told.uri, told, ...propose(told) }))
	);
	return { id };
}

export interface Decided {
	/** As the sheet or the page counts, for the answer. */
	line: number;
	position: number;
	ours: string;
	relation: string;
}
export interface Wrong {
	code: 'unknown' | 'ours' | 'relation' | 'english' | 'taken';
	line: number;
	value: string;
}

const known: readonly string[] = ['exact', 'close', 'broad', 'narrow', 'related', 'none', 'add'];

/** All or nothing: what is wrong is told line by line, and nothing is saved then. A line without a decision is left as it is. */
export async function decidePartner(
	db: Writing,
	{ by }: Doing,
	file: string,
	decided: readonly Decided[]
): Promise<{ saved: number } | Refusal | { wrong: Wrong[] }> {
	if (!by || !may(by, 'fact.edit')) return refuse('not-allowed');
	if (!(await lockFile(db, file))) return refuse('not-found');
	const paths = new Set((await oursIn(reading(db))).ours.map(({ path }) => path));
	const concepts = new Map((await partnerConcepts(reading(db), file)).map((concept) => [concept.position, concept]));
	const wrong: Wrong[] = [];
	const good: { position: number; ours: string | null; relation: Decision | null }[] = [];
	for (const { line, position, ours, relation } of decided) {
		const concept = concepts.get(position);
		if (!concept) wrong.push({ code: 'unknown', line, value: String(position) });
		else if (relation && !known.includes(relation)) wrong.push({ code: 'relation', line, value: relation.slice(0, 100) });
		else if (relation && relation !== 'none' && relation !== 'add' && !paths.has(ours)) wrong.push({ code: 'ours', line, value: ours.slice(0, 100) });
		else if (relation === 'add' && !concept.told.prefLabel.en) wrong.push({ code: 'english', line, value: concept.uri });
		else if (concept.ours !== (ours || null) || concept.relation !== (relation || null))
			good.push({ position, ours: ours || null, relation: (relation || null) as Decision | null });
	}
	if (wrong.length) return { wrong };
	await decide(db, file, good, by.id);
	return { saved: good.length };
}

/** What accepting would do now: decided, and not yet done. */
export const isOpen = ({ outcome, relation, done }: Pick<PartnerConcept, 'outcome' | 'relation' | 'done'>): boolean =>
	relation !== null && relation !== 'none' && done === null && outcome !== 'same';

const slug = (label: string): string =>
	foldedLabel(label)
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 50)
		.replace(/-+$/, '');

/** Makes facts of the decisions, with the file as their source. Concepts of ours are added to, never overwritten. */
export async function acceptPartner(db: Writing, { by, at }: Doing, id: string): Promise<{ accepted: number } | Refusal | { wrong: Wrong[] }> {
	if (!by || !may(by, 'fact.edit')) return refuse('not-allowed');
	if (!(await lockFile(db, id))) return refuse('not-found');
	const file = await partnerFile(reading(db), id);
	if (!file) return refuse('not-found');
	const source = `${file.name}, SHA-256 ${file.sha256.slice(0, 16)}, brought on ${file.broughtAt.toISOString().slice(0, 10)}`;
	const open = (await partnerConcepts(reading(db), id)).filter(isOpen);
	const wrong: Wrong[] = [];
	let accepted = 0;
	for (const concept of open) {
		const { position, told, ours, relation } = concept;
		let path = ours ?? '';
		if (relation === 'add') {
			const { matches } = await oursIn(reading(db));
			const above = told.broader.flatMap(
				(uri) => matches.find((match) => match.uri === uri && match.concept.startsWith('mercury/'))?.concept ?? []
			)[0];
			const value: ConceptValue = {
				prefLabel: told.prefLabel,
				altLabel: Object.fromEntries(
					Object.entries(told.altLabel).map(([language, labels]) => [language, labels.filter((label) => label !== told.prefLabel[language as 'en'])])
				),
				...(Object.keys(told.definition).length ? { definition: told.definition } : {}),
				broader: above?.slice('mercury/'.length) ?? null,
				articles: []
			};
			const name = slug(told.prefLabel.en ?? '') || `partner-${position}`;
			const added = await addFact(db, { kind: 'concept', id: name, value, status: 'to-verify', source, by: by.id, at });
			if ('refusal' in added) {
				wrong.push({ code: 'taken', line: position, value: told.uri });
				continue;
			}
			path = `mercury/${name}`;
		}
		const set = await setMatch(db, {
			concept: path,
			uri: told.uri,
			relation: relation === 'add' ? 'exact' : (relation as MatchRelation),
			vocabulary: file.vocabulary as MatchVocabulary,
			label: nameOf(told),
			status: 'sourced',
			source,
			by: by.id,
			at
		});
		if ('refusal' in set) {
			wrong.push({ code: 'ours', line: position, value: path });
			continue;
		}
		await markDone(db, id, position, `match/${set.id}`);
		accepted += 1;
	}
	if (accepted) await markAccepted(db, id, by.id, at);
	return wrong.length ? { wrong } : { accepted };
}
