// SPDX-License-Identifier: Apache-2.0
// The replies of OAI-PMH 2.0 as XML, and entries of the catalogue in unqualified Dublin Core. Pure: gets what anybody may read.
import type { Entry } from '#catalogue/entry.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { xml } from '../feeds/xml.ts';
import { prefix } from './request.ts';

/** What is said of an entry in words, in every language that it has. */
export interface Naming {
	owner(entry: Entry): Words;
	type(id: string): Words;
	area(id: string): Words;
	party(id: string): Words;
	concept(id: string): Words;
	publisher: Words;
	/** What marks demonstration content. */
	demonstration: Words;
}

/** To the second, as the repository says that it counts. */
export const stamp = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');

const many = (name: string, words: Words): string =>
	languages.map((language) => (words[language] ? `<dc:${name} xml:lang="${language}">${xml(words[language])}</dc:${name}>` : '')).join('');

const one = (name: string, text: string): string => `<dc:${name}>${xml(text)}</dc:${name}>`;

export function dublinCore(entry: Entry, origin: string, naming: Naming): string {
	return [
		'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
			'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
			'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">',
		many('title', entry.title) || one('title', entry.recordId),
		many('creator', naming.owner(entry)) || one('creator', entry.owner),
		...entry.areas.map((area) => many('subject', naming.area(area))),
		...entry.concepts.map((concept) => many('subject', naming.concept(concept))),
		...(entry.demo ? [many('description', naming.demonstration)] : []),
		entry.summary ? many('description', entry.summary) : '',
		many('publisher', naming.publisher),
		one('date', entry.firstPublishedAt.toISOString().slice(0, 10)),
		many('type', naming.type(entry.type)),
		one('identifier', `${origin}/records/${entry.recordId}`),
		one('identifier', entry.recordId),
		...entry.languages.map((language) => one('language', language)),
		...entry.parties.map((party) => many('coverage', naming.party(party))),
		'</oai_dc:dc>'
	].join('');
}

/** Named for ever within the repository (oai-identifier guidelines: scheme, repository, local identifier). */
export const identifierOf = (host: string, id: string): string => `oai:${host}:${id}`;

/** The record that an identifier names; undefined where it is none of this repository. */
export const localId = (host: string, identifier: string): string | undefined => {
	const start = `oai:${host}:`;
	return identifier.startsWith(start) ? identifier.slice(start.length) : undefined;
};

/** The lowest sets of an entry: that it is in those above them too goes without saying (section 2.6 of the protocol). */
export const setsOf = (entry: Pick<Entry, 'type' | 'areas' | 'parties'>): string[] => [
	`type:${entry.type}`,
	...entry.areas.map((area) => `area:${area}`),
	...entry.parties.map((party) => `party:${party}`)
];

/** What stands in place of a withdrawn record: that it was there. */
export function header(entry: Entry, host: string): string {
	const status = entry.state === 'withdrawn' ? ' status="deleted"' : '';
	const sets = setsOf(entry).map((set) => `<setSpec>${xml(set)}</setSpec>`);
	return `<header${status}><identifier>${xml(identifierOf(host, entry.recordId))}</identifier><datestamp>${stamp(entry.changedAt)}</datestamp>${sets.join('')}</header>`;
}

export const record = (entry: Entry, host: string, metadata: string): string =>
	`<record>${header(entry, host)}${entry.state === 'withdrawn' ? '' : `<metadata>${metadata}</metadata>`}</record>`;

export const formats = `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema><metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace></metadataFormat>`;

export interface Identity {
	name: string;
	base: string;
	email: string;
	earliest: Date;
	host: string;
	sample: string;
}

/** A host by which the guidelines let a repository be called. */
const domain = /^[a-z][a-z\d-]*(\.[a-z][a-z\d-]*)+$/i;

export function identify({ name, base, email, earliest, host, sample }: Identity): string {
	const described = domain.test(host)
		? '<description><oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
			'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd">' +
			`<scheme>oai</scheme><repositoryIdentifier>${xml(host)}</repositoryIdentifier><delimiter>:</delimiter>` +
			`<sampleIdentifier>${xml(identifierOf(host, sample))}</sampleIdentifier></oai-identifier></description>`
		: '';
	return (
		`<repositoryName>${xml(name)}</repositoryName><baseURL>${xml(base)}</baseURL><protocolVersion>2.0</protocolVersion>` +
		`<adminEmail>${xml(email)}</adminEmail><earliestDatestamp>${stamp(earliest)}</earliestDatestamp>` +
		`<deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression>${described}`
	);
}

export interface Reply {
	base: string;
	at: Date;
	/** The arguments as they were given; none where they were not understood, as the protocol wants it. */
	request: Record<string, string>;
	/** Content of the verb's element, or an error element. */
	verb: string | null;
	content: string;
}

export function document({ base, at, request, verb, content }: Reply): string {
	const given = Object.entries(request).map(([name, value]) => ` ${name}="${xml(value)}"`);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">',
		`<responseDate>${stamp(at)}</responseDate>`,
		`<request${given.join('')}>${xml(base)}</request>`,
		verb ? `<${verb}>${content}</${verb}>` : content,
		'</OAI-PMH>',
		''
	].join('\n');
}
