// SPDX-License-Identifier: Apache-2.0
// A revision as linked data: schema.org, with Dublin Core where that has no word. A description of what it is, whose and where it is found; the
// answers are in the formats that it names. Gets what anybody may read.
import type { StateValue } from '#convention/fact.ts';
import type { Form } from '#forms/form.ts';
import { isWebAddress } from '#forms/kinds/text.ts';
import type { Digitised, RecordEnvelope } from '#records/record.ts';
import type { Reader } from '#text/message.ts';
import { choose, say, type Words } from '#text/words.ts';
import { sheetType } from '../sheets/xlsx.ts';

export const jsonLdType = 'application/ld+json';

/** The formats of a revision, beside its page: each is `record.{ending}`. */
export const recordFormats = {
	pdf: 'application/pdf',
	csv: 'text/csv',
	xlsx: sheetType,
	json: 'application/json',
	jsonld: jsonLdType,
	ttl: 'text/turtle',
	rdf: 'application/rdf+xml'
} as const;
export type RecordFormat = keyof typeof recordFormats;

export interface Described {
	record: RecordEnvelope;
	form: Form;
	revision: { number: number; languages: readonly string[]; submittedAt: Date; publishedAt: Date | null; digitised?: Digitised | null };
	title: Words;
	summary: Words | null;
	owner: Words;
	typeName: Words;
	/** The facts of the owner where it is a Party. */
	party: (Pick<StateValue, 'iso2' | 'iso3' | 'kind'> & { id: string }) | null;
	/** As its owner typed it, where its form asks for one. */
	licence: string | null;
	/** States that it concerns, with their names. */
	states: readonly { id: string; name: Words }[];
	/** Files that its answers name, with whole addresses. */
	files: readonly { name: string; mediaType: string | null; size: number | null; language: string | null; href: string }[];
}

type Node = { [key: string]: unknown };

const scheme = { iso2: 'ISO 3166-1 alpha-2', iso3: 'ISO 3166-1 alpha-3' } as const;
const code = (propertyID: string, value: string): Node => ({ '@type': 'PropertyValue', propertyID, value });

/** A text with the language that it is in. */
function tagged(words: Words, reader: Reader): Node | undefined {
	const chosen = choose(words, reader.language);
	return chosen && { '@value': chosen.text, '@language': chosen.language };
}

/** Nothing is said of what is not known: an absent key, never null. */
const known = (node: Node): Node => Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined && value !== null));

function ownerNode({ record, owner, party }: Described, reader: Reader, origin: string): Node {
	// Of the name of an organisation nobody says which language it is.
	const name = record.ownerKind === 'organisation' ? say(owner, reader.language) : tagged(owner, reader);
	if (record.ownerKind !== 'party') return known({ '@type': 'Organization', name });
	const codes = party ? [code(scheme.iso2, party.iso2), ...(party.iso3 ? [code(scheme.iso3, party.iso3)] : [])] : [];
	const address = `${origin}/${reader.language}/parties/${record.owner}`;
	// A regional organisation has no country; its codes name no State.
	if (party?.kind !== 'state') return known({ '@type': 'Organization', name, url: address });
	return known({ '@type': 'GovernmentOrganization', name, url: address, location: { '@type': 'Country', name, identifier: codes } });
}

/** What it answers: the form in its version, and the law that asks for it. */
function basis({ record, form, typeName }: Described, reader: Reader, origin: string): Node[] {
	const law = (name: string): Node => ({ '@type': 'Legislation', name });
	return [
		known({
			'@type': 'CreativeWork',
			name: tagged(typeName, reader),
			version: form.version,
			url: `${origin}/api/v1/forms/${record.type}?version=${encodeURIComponent(form.version)}`
		}),
		law(`Minamata Convention on Mercury, Article ${form.article}`),
		...(form.decision ? [law(form.decision)] : [])
	];
}

export function reportDescription(reader: Reader, described: Described, origin: string): Node {
	const { record, revision, title, summary, typeName, licence, states, files } = described;
	const { language, t } = reader;
	const permanent = `${origin}/records/${record.id}`;
	const page = `${origin}/${language}/records/${record.id}/${revision.number}`;
	const by = ownerNode(described, reader, origin);
	return known({
		'@context': ['https://schema.org', { dct: 'http://purl.org/dc/terms/', isReplacedBy: { '@id': 'dct:isReplacedBy', '@type': '@id' } }],
		'@type': 'Report',
		'@id': `${permanent}/${revision.number}`,
		identifier: record.id,
		reportNumber: `${record.id}/${revision.number}`,
		version: String(revision.number),
		name: tagged(title, reader) ?? record.id,
		abstract: summary ? tagged(summary, reader) : undefined,
		genre: say(typeName, language) || undefined,
		author: by,
		publisher: by,
		provider: { '@type': 'Organization', name: { '@value': t('site.name'), '@language': language }, url: origin },
		// A digitised report was made when the Party handed it in, which may not be known.
		dateCreated: revision.digitised ? (revision.digitised.submitted ?? undefined) : revision.submittedAt.toISOString(),
		creditText: revision.digitised ? t('older.mark.text', { day: revision.digitised.on, file: revision.digitised.source }) : undefined,
		datePublished: revision.publishedAt?.toISOString(),
		inLanguage: revision.languages,
		isBasedOn: basis(described, reader, origin),
		exampleOfWork: { '@type': 'CreativeWork', '@id': permanent, identifier: record.id },
		isReplacedBy: record.supersededBy ? `${origin}/records/${record.supersededBy}` : undefined,
		creativeWorkStatus: record.state,
		// Whoever harvests it must know as well that it is no statement of the Party.
		usageInfo: record.demo ? { '@type': 'CreativeWork', text: { '@value': t('site.demo'), '@language': language } } : undefined,
		spatialCoverage: states.length
			? states.map((state) => known({ '@type': 'Country', name: tagged(state.name, reader), identifier: state.id }))
			: undefined,
		license: licence ? (isWebAddress(licence) ? licence : { '@type': 'CreativeWork', name: licence }) : undefined,
		isAccessibleForFree: true,
		url: page,
		encoding: Object.entries(recordFormats).map(([ending, encodingFormat]) => ({
			'@type': 'MediaObject',
			encodingFormat,
			contentUrl: `${page}/record.${ending}`,
			inLanguage: language
		})),
		associatedMedia: files.length
			? files.map((file) =>
					known({
						'@type': 'MediaObject',
						name: file.name,
						encodingFormat: file.mediaType,
						contentSize: file.size === null ? undefined : `${file.size} B`,
						inLanguage: file.language,
						contentUrl: file.href
					})
				)
			: undefined
	});
}
