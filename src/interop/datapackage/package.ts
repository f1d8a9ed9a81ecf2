// SPDX-License-Identifier: Apache-2.0
// A Frictionless Data Package: tables as CSV, each described in datapackage.json with its fields, licence and day. Pure; it is packed elsewhere.
import { createHash } from 'node:crypto';

export interface Field {
	name: string;
	title: string;
	type: 'string' | 'number' | 'integer' | 'date';
}

export interface Resource {
	name: string;
	title: string;
	fields: Field[];
	primaryKey?: string[];
	foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
	/** As CSV, without a byte order mark. */
	csv: string;
}

export interface About {
	name: string;
	title: string;
	description: string;
	/** Day of the data. */
	day: string;
	/** Where it comes from and is read. */
	address: string;
	site: string;
	licence: string;
	language: string;
}

/** Paths and contents of the files of the package. */
export function dataPackage(about: About, resources: readonly Resource[]): Record<string, string> {
	const described = {
		profile: 'data-package',
		name: about.name,
		title: about.title,
		description: about.description,
		homepage: about.address,
		version: about.day,
		created: `${about.day}T00:00:00Z`,
		languages: [about.language],
		// Which licence holds is said by whoever published each record; the text tells what is asked of whoever uses the figures.
		licenses: [{ name: 'notspecified', path: about.address, title: about.licence }],
		sources: [{ title: about.site, path: about.address }],
		resources: resources.map(({ name, title, fields, primaryKey, foreignKeys, csv }) => ({
			profile: 'tabular-data-resource',
			name,
			title,
			path: `${name}.csv`,
			format: 'csv',
			mediatype: 'text/csv',
			encoding: 'utf-8',
			bytes: Buffer.byteLength(csv),
			hash: `sha256:${createHash('sha256').update(csv).digest('hex')}`,
			schema: { fields, missingValues: [''], ...(primaryKey ? { primaryKey } : {}), ...(foreignKeys ? { foreignKeys } : {}) }
		}))
	};
	return {
		'datapackage.json': `${JSON.stringify(described, null, '\t')}\n`,
		...Object.fromEntries(resources.map(({ name, csv }) => [`${name}.csv`, csv]))
	};
}
