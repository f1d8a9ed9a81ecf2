// SPDX-License-Identifier: Apache-2.0
// What there is to catalogue now: a data set for each record type with something published, the facts, the vocabularies, the dashboards, the bulk
// downloads; and the services that give them.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { dashboards } from '#insights/dashboard.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { languages } from '#text/languages.ts';
import { type MessageId, readerIn } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { type Dump, allDumps, type KeptDumpFile } from '../../dump/server/dumps.ts';
import { recordTypesTold } from '../../informea/server/sources.ts';
import { thesaurusFor } from '../../skos/thesaurus.ts';
import type { Catalogued, DataService, DataSet, Distribution } from '../catalogue.ts';

export interface Around {
	db: Reading;
	definitions: Definitions;
	convention: Convention;
	origin: string;
	email: string;
}

interface Span {
	type: string;
	first: Date;
	last: Date;
	changed: Date;
}

export async function catalogued({ db, definitions, convention, origin, email }: Around): Promise<Catalogued> {
	const readers = await Promise.all(languages.map(readerIn));
	const inAll = (id: MessageId): Words => Object.fromEntries(readers.map(({ language, t }) => [language, t(id)]));
	const { rows: spans } = await sql<Span>`
		select type, min(first_published_at) as first, max(published_at) as last, max(changed_at) as changed from catalogue.entries where state <> 'withdrawn' group by type`.execute(
		db as never
	);
	const dumps = await allDumps(db);
	const newest = dumps[0];
	const page = `${origin}/en/data`;
	const thesaurus = await thesaurusFor(convention, definitions, origin, 'en');
	const json = { id: 'json', title: { en: 'JSON' }, mediaType: 'application/json', service: 'service-api' };
	const modified = [...spans.map(({ changed }) => changed), ...(newest ? [newest.madeAt] : [])].reduce(
		(a, b) => (a > b ? a : b),
		new Date('2017-08-16')
	);

	const types = spans.flatMap((span): DataSet[] => {
		const definition = definitions.current(span.type);
		if (!definition) return [];
		const { form, type } = definition;
		const file = newest?.files.find(({ recordType }) => recordType === type.id);
		const path = type.register ? `/en/registers/${type.register.id}` : `/en/search?type=${type.id}`;
		return [
			{
				id: `records-${type.id}`,
				title: form.words['form.title'] ?? { en: type.id },
				description: form.words['form.intro'] ?? form.words['form.title'] ?? { en: type.id },
				page: `${origin}${path}`,
				frequency: 'continuous',
				issued: span.first.toISOString(),
				modified: span.changed.toISOString(),
				temporal: { start: day(span.first), end: day(span.last) },
				themes: type.areas.map((area) => `${origin}/concepts/areas/${area}`),
				distributions: [
					{ ...json, access: `${origin}/api/v1/records?type=${type.id}` },
					...(file ? [ofFile(file)] : []),
					...(type.register
						? [
								register('csv', 'text/csv', `/api/v1/registers/${type.register.id}?format=csv`),
								register('register', 'application/json', `/api/v1/registers/${type.register.id}`)
							]
						: []),
					...(type.id === 'project'
						? [
								{
									id: 'iati',
									title: { en: 'IATI 2.03' },
									mediaType: 'application/xml',
									access: `${origin}/iati/activities.xml`,
									download: `${origin}/iati/activities.xml`
								}
							]
						: [])
				]
			}
		];
	});
	function register(id: string, mediaType: string, path: string): Distribution {
		return { id: `register-${id}`, title: { en: id === 'csv' ? 'CSV' : 'JSON' }, mediaType, access: `${origin}${path}`, service: 'service-api' };
	}
	function ofFile({ name, title, mediaType, size, sha256 }: KeptDumpFile, dump = 'latest'): Distribution {
		const address = `${origin}/data/${dump}/${name}`;
		return { id: name, title, mediaType, access: page, download: address, bytes: size, sha256 };
	}
	const named = (...names: string[]) => (newest?.files ?? []).filter(({ name }) => names.includes(name)).map((file) => ofFile(file));

	const facts: DataSet = {
		id: 'facts',
		title: inAll('datasets.file.facts'),
		description: inAll('datasets.file.facts'),
		page: `${origin}/en/parties`,
		frequency: 'irregular',
		issued: null,
		modified: newest?.madeAt.toISOString() ?? null,
		temporal: null,
		themes: [],
		distributions: [{ ...json, access: `${origin}/api/v1/parties` }, ...named('facts.jsonl', 'parties.csv', 'meetings.csv', 'concepts.csv')]
	};
	const vocabularies = thesaurus.vocabularies.map((vocabulary): DataSet => {
		const title = thesaurus.titleOf(vocabulary);
		const address = (type: string) => `${origin}/rest/v1/${vocabulary.id}/data?format=${encodeURIComponent(type)}`;
		return {
			id: `vocabulary-${vocabulary.id}`,
			title,
			description: title,
			page: `${origin}/en/concepts/${vocabulary.id}`,
			frequency: 'irregular',
			issued: null,
			modified: null,
			temporal: null,
			themes: [],
			distributions: (
				[
					['turtle', 'text/turtle'],
					['rdfxml', 'application/rdf+xml'],
					['jsonld', 'application/ld+json']
				] as const
			).map(([id, mediaType]) => ({
				id,
				title: { en: `SKOS (${mediaType})` },
				mediaType,
				access: vocabulary.uri,
				download: address(mediaType),
				service: 'service-skos'
			}))
		};
	});
	const boards = dashboards.map((board): DataSet => ({
		id: `dashboard-${board}`,
		title: inAll(`dashboards.${board}`),
		description: inAll(`dashboards.${board}.lede`),
		page: `${origin}/en/dashboards/${board}`,
		frequency: 'continuous',
		issued: null,
		modified: null,
		temporal: null,
		themes: [],
		distributions: [
			{
				id: 'package',
				title: inAll('datasets.file.package'),
				mediaType: 'text/csv',
				packaged: 'application/zip',
				access: `${origin}/en/dashboards/${board}`,
				download: `${origin}/en/dashboards/${board}.zip`
			}
		]
	}));
	const series = dumps.map((dump: Dump, at): DataSet => {
		const before = dumps[at + 1];
		return {
			id: `dump-${dump.id}`,
			title: numbered(inAll('datasets.package.title'), day(dump.madeAt)),
			description: inAll('datasets.package.description'),
			page,
			frequency: 'daily',
			issued: dump.madeAt.toISOString(),
			modified: dump.madeAt.toISOString(),
			temporal: spans.length ? { start: spans.map(({ first }) => day(first)).toSorted()[0] as string, end: day(dump.madeAt) } : null,
			themes: [],
			distributions: dump.files
				.filter(({ name }) => name.endsWith('.zip') || name === 'records.jsonl')
				.map((file) => ({ ...ofFile(file, dump.id), ...(file.name.endsWith('.zip') ? { packaged: 'application/zip' } : {}) })),
			series: { previous: before ? `dump-${before.id}` : null }
		};
	});
	const sets = [...types, facts, ...vocabularies, ...boards, ...series];
	const records = types.map(({ id }) => id);
	const served = (wanted: readonly string[]) => records.filter((id) => wanted.includes(id.slice('records-'.length)));
	const service = (id: 'api' | 'oai' | 'odata2' | 'odata4' | 'skos', endpoint: string, description: string, serves: string[]): DataService => ({
		id: `service-${id}`,
		title: inAll(`datasets.service.${id}`),
		endpoint: origin + endpoint,
		description: origin + description,
		serves
	});
	return {
		origin,
		title: numbered(inAll('datasets.catalogue'), ''),
		description: inAll('datasets.catalogue.text'),
		publisher: inAll('site.name'),
		email,
		licence: inAll('datasets.licence.text'),
		world: inAll('datasets.world'),
		seriesTitle: inAll('datasets.series'),
		seriesDescription: inAll('datasets.package.description'),
		modified: modified.toISOString(),
		vocabularies: thesaurus.vocabularies.map(({ uri }) => uri),
		sets,
		services: [
			service('api', '/api/v1', '/api/v1/openapi.json', [...records, 'facts']),
			service('oai', '/oai', '/oai?verb=Identify', records),
			service('odata2', '/informea.svc', '/informea.svc/$metadata', [...served(recordTypesTold), 'facts']),
			service('odata4', '/odata', '/odata/$metadata', [...records, 'facts']),
			service(
				'skos',
				'/rest/v1',
				'/en/concepts',
				vocabularies.map(({ id }) => id)
			)
		]
	};
}

const day = (at: Date): string => at.toISOString().slice(0, 10);
const numbered = (words: Words, suffix: string): Words =>
	Object.fromEntries(Object.entries(words).map(([language, text]) => [language, suffix ? `${text} (${suffix})` : text]));
