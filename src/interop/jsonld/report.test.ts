// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { Form } from '#forms/form.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { readerIn } from '#text/message.ts';
import { type Described, recordFormats, reportDescription } from './report.ts';

const origin = 'https://exchange.test';
const id = 'MC-NAP-GH-0001';
const described = (more: Partial<Described> = {}, record: Partial<RecordEnvelope> = {}): Described => ({
	record: {
		id,
		type: 'art7-nap',
		ownerKind: 'party',
		owner: 'GHA',
		state: 'published',
		demo: false,
		supersededBy: null,
		...record
	} as RecordEnvelope,
	form: { id: 'art7-nap', version: '1', article: '7', decision: null } as Form,
	revision: { number: 2, languages: ['en', 'fr'], submittedAt: new Date('2026-01-02T03:04:05Z'), publishedAt: new Date('2026-01-03T03:04:05Z') },
	title: { en: 'A plan', fr: 'Un plan' },
	summary: null,
	owner: { en: 'Ghana', ar: 'غانا' },
	typeName: { en: 'National action plan' },
	party: { id: 'GHA', iso2: 'GH', iso3: 'GHA', kind: 'state' },
	licence: null,
	states: [],
	files: [],
	...more
});
const describe = async (language: 'ar' | 'en' | 'fr', more?: Partial<Described>, record?: Partial<RecordEnvelope>) =>
	reportDescription(await readerIn(language), described(more, record), origin);

it('says what it is, whose, since when, in which languages and where', async () => {
	expect(await describe('fr')).toMatchObject({
		'@type': 'Report',
		'@id': `${origin}/records/${id}/2`,
		identifier: id,
		name: { '@value': 'Un plan', '@language': 'fr' },
		datePublished: '2026-01-03T03:04:05.000Z',
		inLanguage: ['en', 'fr'],
		url: `${origin}/fr/records/${id}/2`,
		isBasedOn: [
			{ version: '1', url: `${origin}/api/v1/forms/art7-nap?version=1` },
			{ '@type': 'Legislation', name: 'Minamata Convention on Mercury, Article 7' }
		]
	});
});

it('names a Party with its codes, and in the language that its name is in', async () => {
	const { author, publisher } = await describe('ar');
	expect(author).toEqual(publisher);
	expect(author).toMatchObject({
		'@type': 'GovernmentOrganization',
		name: { '@value': 'غانا', '@language': 'ar' },
		location: {
			'@type': 'Country',
			identifier: [
				{ propertyID: 'ISO 3166-1 alpha-2', value: 'GH' },
				{ propertyID: 'ISO 3166-1 alpha-3', value: 'GHA' }
			]
		}
	});
	const union = await describe('en', { party: { id: 'EU', iso2: 'EU', iso3: null, kind: 'regional-organisation' } }, { owner: 'EU' });
	expect(union.author).toEqual({ '@type': 'Organization', name: expect.anything(), url: `${origin}/en/parties/EU` });
	const organisation = await describe('en', { party: null, owner: { en: 'Clean Rivers' } }, { ownerKind: 'organisation', owner: 'clean-rivers' });
	expect(organisation.author).toEqual({ '@type': 'Organization', name: 'Clean Rivers' });
});

it('leads to every format', async () => {
	const { encoding } = await describe('en');
	expect(encoding).toEqual(
		Object.entries(recordFormats).map(([ending, encodingFormat]) => ({
			'@type': 'MediaObject',
			encodingFormat,
			contentUrl: `${origin}/en/records/${id}/2/record.${ending}`,
			inLanguage: 'en'
		}))
	);
});

it('says nothing of what is not known, and of a demonstration that it is one', async () => {
	const plain = await describe('en', { revision: { number: 1, languages: [], submittedAt: new Date(0), publishedAt: null } });
	for (const key of ['datePublished', 'abstract', 'usageInfo', 'isReplacedBy', 'spatialCoverage', 'associatedMedia', 'license'])
		expect(plain).not.toHaveProperty(key);
	expect(JSON.stringify(plain)).not.toContain('null');
	expect(JSON.stringify((await describe('en', {}, { demo: true })).usageInfo)).toMatch(/demonstration/i);
	expect(await describe('en', {}, { supersededBy: 'MC-NAP-GH-0002' })).toHaveProperty('isReplacedBy', `${origin}/records/MC-NAP-GH-0002`);
});

it('names the licence that its owner named', async () => {
	expect(await describe('en', { licence: 'CC BY 4.0' })).toHaveProperty('license', { '@type': 'CreativeWork', name: 'CC BY 4.0' });
	const address = 'https://creativecommons.org/licenses/by/4.0/';
	expect(await describe('en', { licence: address })).toHaveProperty('license', address);
});
