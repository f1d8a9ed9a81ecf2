// SPDX-License-Identifier: Apache-2.0
// Concepts out of a partner's triples: SKOS, and SKOS-XL with its labels as things of their own (as LEO's). http and https of one address are one. Pure.
import type { Language } from '#text/languages.ts';
import { isLanguage } from '#text/languages.ts';
import type { Read, Term } from './read-graph.ts';

/** What a file tells of a concept. Labels in languages that are none of ours are left out. */
export interface Told {
	uri: string;
	prefLabel: Partial<Record<Language, string>>;
	altLabel: Partial<Record<Language, string[]>>;
	definition: Partial<Record<Language, string>>;
	broader: string[];
	/** Addresses that it is said to match: of ours, perhaps. */
	matches: string[];
	notation: string | null;
	deprecated: boolean;
	line: number | null;
}
export type FaultCode =
	'syntax' | 'remote-context' | 'not-an-address' | 'not-a-text' | 'no-language' | 'label-twice' | 'no-label' | 'circle' | 'nothing' | 'too-many';
export interface Fault {
	code: FaultCode;
	line: number | null;
	values: { [name: string]: string | number };
}

export const mostConcepts = 20_000;

const skos = 'www.w3.org/2004/02/skos/core#';
const xl = 'www.w3.org/2008/05/skos-xl#';
const bare = (uri: string): string => uri.replace(/^https?:\/\//, '');
/** One address for http and https, without a slash at the end. Blank ones stay as they are. */
export const plainAddress = (uri: string): string => uri.replace(/^https?:\/\//, 'https://').replace(/\/$/, '');

const languageOf = (tag: string): Language | null => {
	const main = tag.toLowerCase().split('-')[0] ?? '';
	return isLanguage(main) ? main : null;
};
const isAddress = (value: string): boolean => /^https?:\/\/[^\s<>"{}|\\^`]+$/.test(value);

export function conceptsIn(triples: readonly Read[]): { concepts: Told[]; faults: Fault[] } {
	const faults: Fault[] = [];
	const about = Map.groupBy(triples, ({ subject }) => (subject.kind === 'address' ? plainAddress(subject.value) : subject.value));
	const typed = triples.filter(
		({ predicate, object }) => bare(predicate) === 'www.w3.org/1999/02/22-rdf-syntax-ns#type' && bare(object.value) === `${skos}Concept`
	);
	const uris = new Map(typed.map(({ subject, line }) => [plainAddress(subject.value), { subject, line }]));
	const literal = (node: Term, line: number | null, owner: string): Term | null => {
		if (node.kind === 'text') return node;
		// A label of SKOS-XL, or a definition with its text inside.
		const inner = (about.get(node.kind === 'address' ? plainAddress(node.value) : node.value) ?? []).find(
			({ predicate }) => bare(predicate) === `${xl}literalForm` || predicate.endsWith('rdf-syntax-ns#value')
		);
		if (inner?.object.kind === 'text') return inner.object;
		faults.push({ code: 'not-a-text', line, values: { value: owner } });
		return null;
	};
	const concepts: Told[] = [];
	for (const [uri, { subject, line }] of uris) {
		if (subject.kind !== 'address' || !isAddress(subject.value)) {
			faults.push({ code: 'not-an-address', line, values: { value: subject.value } });
			continue;
		}
		const told: Told = { uri, prefLabel: {}, altLabel: {}, definition: {}, broader: [], matches: [], notation: null, deprecated: false, line };
		for (const { predicate, object, line: at } of about.get(uri) ?? []) tell(told, bare(predicate), object, at);
		const labelled = Object.keys(told.prefLabel).length > 0;
		if (!labelled) faults.push({ code: 'no-label', line, values: { value: uri } });
		else concepts.push(told);
	}
	if (uris.size === 0) faults.push({ code: 'nothing', line: null, values: {} });
	if (concepts.length > mostConcepts) return { concepts: [], faults: [{ code: 'too-many', line: null, values: { most: mostConcepts } }, ...faults] };
	return { concepts, faults };

	function tell(told: Told, predicate: string, object: Term, line: number | null): void {
		const [, name] = predicate.startsWith(skos)
			? ['', predicate.slice(skos.length)]
			: predicate.startsWith(xl)
				? ['', predicate.slice(xl.length)]
				: [];
		if (predicate === 'www.w3.org/2002/07/owl#deprecated') told.deprecated = object.value === 'true' || object.value === '1';
		switch (name) {
			case 'prefLabel':
			case 'altLabel':
			case 'hiddenLabel':
			case 'definition': {
				const text = literal(object, line, told.uri);
				if (!text?.value.trim()) return;
				if (!text.language && name === 'prefLabel') faults.push({ code: 'no-language', line, values: { value: told.uri } });
				const language = languageOf(text.language || 'en');
				if (!language) return;
				const said = text.value
					.replace(/\p{Cc}+/gu, ' ')
					.trim()
					.slice(0, name === 'definition' ? 4000 : 300);
				if (name === 'definition') told.definition[language] ??= said;
				else if (name === 'prefLabel' && told.prefLabel[language] === undefined) told.prefLabel[language] = said;
				else if (name !== 'prefLabel' || told.prefLabel[language] !== said) {
					if (name === 'prefLabel') faults.push({ code: 'label-twice', line, values: { value: told.uri } });
					(told.altLabel[language] ??= []).push(said);
				}
				return;
			}
			case 'notation':
				told.notation ??= object.value.slice(0, 100);
				return;
			case 'broader':
			case 'exactMatch':
			case 'closeMatch': {
				const at = plainAddress(object.value);
				if (object.kind === 'text' || !isAddress(object.value))
					faults.push({ code: 'not-an-address', line, values: { value: object.value.slice(0, 200) } });
				else if (at === told.uri) faults.push({ code: 'circle', line, values: { value: told.uri } });
				else if (name === 'broader') told.broader.push(at);
				else told.matches.push(at);
			}
		}
	}
}
