// SPDX-License-Identifier: Apache-2.0
// Data sets and services as a catalogue in DCAT 3: titles in all languages, who publishes them, on what terms, how often they change, what time and
// place they are about, where each file of them is. Pure. Addresses within the catalogue are places in one document, `{origin}/dcat#…`.
import { languages, type Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import type { Graph, Triple, Value } from '../rdf/graph.ts';

const prefixes = {
	dcat: 'http://www.w3.org/ns/dcat#',
	dct: 'http://purl.org/dc/terms/',
	foaf: 'http://xmlns.com/foaf/0.1/',
	vcard: 'http://www.w3.org/2006/vcard/ns#',
	skos: 'http://www.w3.org/2004/02/skos/core#',
	spdx: 'http://spdx.org/rdf/terms#',
	rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
	xsd: 'http://www.w3.org/2001/XMLSchema#',
	geo: 'http://www.opengis.net/ont/geosparql#'
} as const;

const authority = 'http://publications.europa.eu/resource/authority';
const threeLetters: Record<Language, string> = { ar: 'ARA', en: 'ENG', es: 'SPA', fr: 'FRA', ru: 'RUS', zh: 'ZHO' };
const frequencies = { daily: 'DAILY', continuous: 'UPDATE_CONT', irregular: 'IRREG' } as const;

export interface Distribution {
	id: string;
	title: Words;
	mediaType: string;
	/** Whole addresses. */
	access: string;
	download?: string;
	bytes?: number;
	sha256?: string;
	/** Id of the service that gives it. */
	service?: string;
	packaged?: string;
}

export interface DataSet {
	id: string;
	title: Words;
	description: Words;
	/** Page for people. */
	page: string;
	frequency: keyof typeof frequencies;
	issued: string | null;
	modified: string | null;
	/** Days between which what it holds was published. */
	temporal: { start: string; end: string | null } | null;
	/** Addresses of concepts. */
	themes: readonly string[];
	distributions: readonly Distribution[];
	/** A member of the series of bulk downloads, and the one before it. */
	series?: { previous: string | null };
}

export interface DataService {
	id: string;
	title: Words;
	endpoint: string;
	description: string;
	/** Ids of data sets. */
	serves: readonly string[];
}

export interface Catalogued {
	origin: string;
	title: Words;
	description: Words;
	publisher: Words;
	email: string;
	licence: Words;
	/** Name of the whole world, and of the series of bulk downloads. */
	world: Words;
	seriesTitle: Words;
	seriesDescription: Words;
	modified: string;
	vocabularies: readonly string[];
	sets: readonly DataSet[];
	services: readonly DataService[];
}

export function catalogueGraph(catalogued: Catalogued): Graph {
	const { origin, sets, services } = catalogued;
	const triples: Triple[] = [];
	const place = (id: string) => `${origin}/dcat#${id}`;
	const add = (subject: string, predicate: string, ...values: (Value | null | undefined)[]) => {
		for (const value of values) if (value) triples.push({ subject: { uri: subject }, predicate, value });
	};
	const uri = (address: string): Value => ({ uri: address });
	const typed = (text: string, type: string): Value => ({ text, type: `xsd:${type}` });
	const name = (prefix: keyof typeof prefixes, local: string): Value => ({ uri: prefixes[prefix] + local });
	const words = (said: Words): Value[] => languages.flatMap((language) => (said[language] ? [{ text: said[language], language }] : []));
	const inLanguages = languages.map((language) => uri(`${authority}/language/${threeLetters[language]}`));

	const [catalogue, publisher, contact, licence, world, series] = [
		`${origin}/dcat`,
		...['publisher', 'contact', 'licence', 'world', 'dumps'].map(place)
	] as [string, string, string, string, string, string];

	/** What the catalogue, each set, the series and each service have in common. */
	function resource(subject: string, type: string, title: Words, description: Words): void {
		add(subject, 'rdf:type', name('dcat', type));
		add(subject, 'dct:title', ...words(title));
		add(subject, 'dct:description', ...words(description));
		add(subject, 'dct:publisher', uri(publisher));
		add(subject, 'dcat:contactPoint', uri(contact));
		add(subject, 'dct:license', uri(licence));
		add(subject, 'dct:accessRights', uri(`${authority}/access-right/PUBLIC`));
	}

	resource(catalogue, 'Catalog', catalogued.title, catalogued.description);
	add(catalogue, 'foaf:homepage', uri(`${origin}/data`));
	add(catalogue, 'dct:language', ...inLanguages);
	add(catalogue, 'dct:modified', typed(catalogued.modified, 'dateTime'));
	add(catalogue, 'dct:spatial', uri(world));
	add(catalogue, 'dcat:themeTaxonomy', ...catalogued.vocabularies.map(uri));
	add(catalogue, 'dcat:dataset', ...sets.map(({ id }) => uri(place(id))), sets.some((set) => set.series) ? uri(series) : null);
	add(catalogue, 'dcat:service', ...services.map(({ id }) => uri(place(id))));

	add(publisher, 'rdf:type', name('foaf', 'Agent'));
	add(publisher, 'foaf:name', ...words(catalogued.publisher));
	add(publisher, 'foaf:homepage', uri(origin));
	add(contact, 'rdf:type', name('vcard', 'Organization'));
	add(contact, 'vcard:fn', ...words(catalogued.publisher));
	add(contact, 'vcard:hasEmail', uri(`mailto:${catalogued.email}`));
	add(licence, 'rdf:type', name('dct', 'LicenseDocument'));
	add(licence, 'rdfs:label', ...words(catalogued.licence));
	add(licence, 'foaf:page', uri(`${origin}/en/data#licence`));
	add(world, 'rdf:type', name('dct', 'Location'));
	add(world, 'skos:prefLabel', ...words(catalogued.world));
	add(world, 'dcat:bbox', { text: 'POLYGON((-180 -90, 180 -90, 180 90, -180 90, -180 -90))', type: 'geo:wktLiteral' });

	if (sets.some((set) => set.series)) {
		resource(series, 'DatasetSeries', catalogued.seriesTitle, catalogued.seriesDescription);
		add(series, 'dct:accrualPeriodicity', uri(`${authority}/frequency/DAILY`));
		add(series, 'dct:spatial', uri(world));
		add(series, 'dcat:landingPage', uri(`${origin}/data`));
	}

	for (const set of sets) {
		const subject = place(set.id);
		resource(subject, 'Dataset', set.title, set.description);
		add(subject, 'dct:identifier', { text: set.id });
		add(subject, 'dct:language', ...inLanguages);
		add(subject, 'dcat:landingPage', uri(set.page));
		add(subject, 'dct:spatial', uri(world));
		add(subject, 'dct:accrualPeriodicity', uri(`${authority}/frequency/${frequencies[set.frequency]}`));
		add(subject, 'dct:issued', set.issued ? typed(set.issued, 'dateTime') : null);
		add(subject, 'dct:modified', set.modified ? typed(set.modified, 'dateTime') : null);
		add(subject, 'dcat:theme', ...set.themes.map(uri));
		if (set.series) {
			add(subject, 'dcat:inSeries', uri(series));
			add(subject, 'dcat:prev', set.series.previous ? uri(place(set.series.previous)) : null);
		}
		if (set.temporal) {
			const period = place(`${set.id}.period`);
			add(subject, 'dct:temporal', uri(period));
			add(period, 'rdf:type', name('dct', 'PeriodOfTime'));
			add(period, 'dcat:startDate', typed(set.temporal.start, 'date'));
			add(period, 'dcat:endDate', set.temporal.end ? typed(set.temporal.end, 'date') : null);
		}
		for (const each of set.distributions) {
			const distribution = place(`${set.id}.${each.id}`);
			add(subject, 'dcat:distribution', uri(distribution));
			add(distribution, 'rdf:type', name('dcat', 'Distribution'));
			add(distribution, 'dct:title', ...words(each.title));
			add(distribution, 'dct:license', uri(licence));
			add(distribution, 'dcat:accessURL', uri(each.access));
			add(distribution, 'dcat:downloadURL', each.download ? uri(each.download) : null);
			add(distribution, 'dcat:mediaType', uri(`https://www.iana.org/assignments/media-types/${each.mediaType}`));
			add(distribution, 'dcat:packageFormat', each.packaged ? uri(`https://www.iana.org/assignments/media-types/${each.packaged}`) : null);
			add(distribution, 'dcat:byteSize', each.bytes === undefined ? null : typed(String(each.bytes), 'nonNegativeInteger'));
			add(distribution, 'dcat:accessService', each.service ? uri(place(each.service)) : null);
			if (each.sha256) {
				const sum = place(`${set.id}.${each.id}.checksum`);
				add(distribution, 'spdx:checksum', uri(sum));
				add(sum, 'rdf:type', name('spdx', 'Checksum'));
				add(sum, 'spdx:algorithm', name('spdx', 'checksumAlgorithm_sha256'));
				add(sum, 'spdx:checksumValue', typed(each.sha256, 'hexBinary'));
			}
		}
	}
	for (const service of services) {
		const subject = place(service.id);
		resource(subject, 'DataService', service.title, service.title);
		add(subject, 'dcat:endpointURL', uri(service.endpoint));
		add(subject, 'dcat:endpointDescription', uri(service.description));
		add(subject, 'dcat:servesDataset', ...service.serves.map((id) => uri(place(id))));
	}
	return { prefixes, triples };
}
