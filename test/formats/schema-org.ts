// SPDX-License-Identifier: Apache-2.0
// Things of schema.org, judged by a validator of others with the vocabulary of schema.org: types that there are, properties that a type has.
import Validator from '@adobe/structured-data-validator';
import { vocabulary } from './vocabulary.ts';

/** The vocabulary in the shape in which schema.org itself gives it out, as the validator takes it. */
function schemaOrg(): object {
	const nodes = new Map<string, Record<string, unknown>>();
	const short = (address: string) => address.replace(/^http:\/\/schema\.org\//, 'schema:').replace(/^.*[/#](?=type$|subClassOf$)/, '');
	for (const { subject, predicate, object } of vocabulary('schema')) {
		const node = nodes.get(subject.value) ?? { '@id': short(subject.value) };
		nodes.set(subject.value, node);
		const name = short(predicate.value);
		if (name === 'type')
			node['@type'] = object.value.endsWith('#Class') ? 'rdfs:Class' : object.value.endsWith('#Property') ? 'rdf:Property' : node['@type'];
		if (name === 'subClassOf')
			node['rdfs:subClassOf'] = [...((node['rdfs:subClassOf'] as object[] | undefined) ?? []), { '@id': short(object.value) }];
		if (name === 'schema:domainIncludes') node[name] = [...((node[name] as object[] | undefined) ?? []), { '@id': short(object.value) }];
	}
	return { '@graph': [...nodes.values()] };
}
let validator: Validator | undefined;

/** What search engines would not understand of things of schema.org. */
export async function misunderstood(...things: { '@type'?: string | string[] }[]): Promise<string[]> {
	validator ??= new Validator(schemaOrg());
	const found = await validator.validate({ jsonld: { things } });
	return found.map(({ issueMessage, path }) => `${issueMessage} ${JSON.stringify(path)}`);
}
