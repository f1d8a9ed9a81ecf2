// SPDX-License-Identifier: Apache-2.0
// Our vocabularies keep to the rules that we publish, as a validator of others reads them; and graphs that break one are found out.
import { readFile } from 'node:fs/promises';
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { beforeAll, expect, test } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import type { Fact } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { type Definitions, definitionsFrom } from '#records/definitions.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { graphTypes } from './graph.ts';
import { graphOf, thesaurusFor } from './thesaurus.ts';
import type { Thesaurus } from './rest.ts';

let validator: SHACLValidator;
let facts: Fact[];
let definitions: Definitions;
let thesaurus: Thesaurus;
const origin = 'https://exchange.test';

const read = (turtle: string) => new Store(new Parser().parse(turtle));
/** What is broken: the property and the kind of rule. */
async function broken(turtle: string): Promise<string[]> {
	const report = await validator.validate(read(turtle) as never);
	const name = (term: { value: string } | null | undefined) => term?.value.replace(/^.*[#/]/, '') ?? '';
	return report.results.map((each) => `${name(each.path as never)} ${name(each.sourceConstraintComponent)}`).toSorted();
}
const made = async (of: Fact[]) =>
	thesaurusFor(conventionOf(of), definitions, origin, 'en', [
		{ kind: 'concept', id: 'mercury', created: null, modified: new Date('2026-11-24T10:00:00Z') }
	]);

beforeAll(async () => {
	validator = new SHACLValidator(read(await readFile('static/shapes/vocabulary.ttl', 'utf8')) as never);
	facts = await readSeeds();
	definitions = definitionsFrom((await readSeededDefinitions()).map(({ definition, earlier }) => ({ ...definition, current: !earlier })));
	thesaurus = await made(facts);
});

test('every vocabulary, a concept and a group keep to the rules', async () => {
	for (const vocabulary of thesaurus.vocabularies) {
		const [concept = null] = vocabulary.concepts;
		expect(await broken(graphTypes['text/turtle'](graphOf(thesaurus, { vocabulary, concept: null }))), vocabulary.id).toEqual([]);
		expect(await broken(graphTypes['text/turtle'](graphOf(thesaurus, { vocabulary, concept })))).toEqual([]);
		const [group] = vocabulary.groups;
		if (group) expect(await broken(graphTypes['text/turtle'](graphOf(thesaurus, { vocabulary, concept: null, group })))).toEqual([]);
	}
});

test('so does one with concepts that are no longer used, of which one was merged', async () => {
	const changed = facts.map((fact) =>
		fact.kind === 'concept' && ['calomel', 'cinnabar'].includes(fact.id)
			? ({ ...fact, value: { ...fact.value, state: 'deprecated', ...(fact.id === 'calomel' ? { replacedBy: 'mercuric-chloride' } : {}) } } as Fact)
			: fact
	);
	const after = await made(changed);
	const [vocabulary] = after.vocabularies;
	if (!vocabulary) throw new Error('no vocabulary');
	expect(vocabulary.deprecated.map(({ id }) => id).toSorted()).toEqual(['calomel', 'cinnabar']);
	const turtle = graphTypes['text/turtle'](graphOf(after, { vocabulary, concept: null }));
	expect(await broken(turtle)).toEqual([]);
	expect(turtle).toContain(`dct:isReplacedBy <${origin}/concepts/mercury/mercuric-chloride>`);
});

const scheme = `<${origin}/s> a skos:ConceptScheme ; dct:title "s"@en ; skos:prefLabel "s"@en .`;
const concept = (rest: string) =>
	`@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
	${scheme} <${origin}/s/a> a skos:Concept ; skos:inScheme <${origin}/s> ${rest} .`;

test.each([
	['no label', '', ['prefLabel MinCountConstraintComponent']],
	['two labels in one language', '; skos:prefLabel "a"@en, "b"@en', ['prefLabel UniqueLangConstraintComponent']],
	['a language that is none of ours', '; skos:prefLabel "a"@de', ['prefLabel LanguageInConstraintComponent']],
	['the label again as another', '; skos:prefLabel "a"@en ; skos:altLabel "a"@en', ['prefLabel DisjointConstraintComponent']],
	['a text as a neighbour', '; skos:prefLabel "a"@en ; skos:related "b"', ['related NodeKindConstraintComponent']],
	[
		'related to what is above',
		`; skos:prefLabel "a"@en ; skos:broader <${origin}/s/b> ; skos:related <${origin}/s/b>`,
		['related DisjointConstraintComponent']
	],
	['replaced and in use', `; skos:prefLabel "a"@en ; dct:isReplacedBy <${origin}/s/b>`, ['deprecated MinCountConstraintComponent']]
])('found out: %s', async (_, rest, found) => expect(await broken(concept(rest))).toEqual(found));
