// SPDX-License-Identifier: Apache-2.0
// Describes a bulk download as a Frictionless Data Package: each file with its size, hash, licence and, where it is a table, its Table Schema. Pure.
import type { Words } from '#text/words.ts';
import type { Fitting } from './table.ts';

export const mediaTypes = { csv: 'text/csv', jsonl: 'application/x-ndjson', json: 'application/json', zip: 'application/zip' } as const;

/** A file as it lies on the disk, ready to be given out. */
export interface DumpFile {
	name: string;
	title: Words;
	mediaType: string;
	recordType: string | null;
	/** Rows or lines of data; null where it has none. */
	lines: number | null;
	size: number;
	sha256: string;
	/** Where it is a table. */
	table?: Pick<Fitting, 'fields'> & { primaryKey: string[] | null };
}

export interface About {
	id: string;
	at: Date;
	title: Words;
	description: string;
	licence: Words;
	/** The page for people, and where the files are found. */
	page: string;
	origin: string;
	site: Words;
	demo: boolean;
}

export const packageName = 'minamata-exchange';
export const descriptorName = 'datapackage.json';
export const zipName = (id: string): string => `${packageName}-${id}.zip`;

export function descriptor(about: About, files: readonly DumpFile[]): string {
	return `${JSON.stringify(
		{
			profile: 'data-package',
			name: packageName,
			id: `${about.origin}/data/${about.id}/${descriptorName}`,
			title: about.title.en,
			titles: about.title,
			description: about.description,
			homepage: about.page,
			version: about.id,
			created: about.at.toISOString(),
			// Which licence holds is said by whoever published each record; the text tells what is asked of whoever uses the data.
			licenses: [{ name: 'notspecified', path: about.page, title: about.licence.en, titles: about.licence }],
			sources: [{ title: about.site.en, path: about.origin }],
			...(about.demo ? { keywords: ['demonstration'] } : {}),
			resources: files.map((file) => ({
				profile: file.table ? 'tabular-data-resource' : 'data-resource',
				name: file.name.replace(/\.\w+$/, ''),
				title: file.title.en,
				titles: file.title,
				path: file.name,
				format: file.name.replace(/^.*\./, ''),
				mediatype: file.mediaType,
				encoding: 'utf-8',
				bytes: file.size,
				hash: `sha256:${file.sha256}`,
				...(file.lines === null ? {} : { lines: file.lines }),
				...(file.table
					? {
							schema: {
								fields: file.table.fields,
								missingValues: [''],
								...(file.table.primaryKey ? { primaryKey: file.table.primaryKey } : {})
							}
						}
					: {})
			}))
		},
		null,
		'\t'
	)}\n`;
}
