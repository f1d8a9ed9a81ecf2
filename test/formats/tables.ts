// SPDX-License-Identifier: Apache-2.0
// Files for spreadsheets and for statistics: the data package by the library of Frictionless Data with every row of every table cast to the type that it
// says, CSV by a strict reader, workbooks and documents by readers of others.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Package } from 'datapackage';
import mammoth from 'mammoth';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outlets } from './outlets.ts';

interface Descriptor {
	resources: { name: string; path: string; lines?: number; schema?: { fields: { name: string; type: string }[] } }[];
}

/** Every line has the columns of the first, every quote its end. */
const strict = (text: string): string[][] => parse(text, { bom: true, relax_column_count: false, relax_quotes: false });

export function tables(outlets: () => Outlets): void {
	let folder: string;
	let descriptor: Descriptor;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'package-'));
		descriptor = JSON.parse(await outlets().text('/data/latest/datapackage.json')) as Descriptor;
		for (const { path } of descriptor.resources) await writeFile(join(folder, path), await outlets().bytes(`/data/latest/${path}`));
	});
	afterAll(() => rm(folder, { recursive: true }));

	test('the data package is valid, and every row fits the schema of its table', async () => {
		const found = await Package.load(descriptor, { basePath: folder });
		expect([found.valid, found.errors]).toEqual([true, []]);
		const tabular = found.resources.filter((resource) => resource.tabular);
		expect(tabular.length).toBeGreaterThan(20);
		let rows = 0;
		for (const resource of tabular) {
			const read = await resource.read({ keyed: true });
			const lines = descriptor.resources.find(({ name }) => name === resource.name)?.lines;
			expect([resource.name, read.length]).toEqual([resource.name, lines]);
			rows += read.length;
		}
		expect(rows).toBeGreaterThan(1000);
	});

	test('one without a name, with a type that there is not, or with a row that does not fit is refused', async () => {
		const broken = structuredClone(descriptor);
		delete (broken.resources[0] as Partial<Descriptor['resources'][number]>).name;
		expect((await Package.load(broken, { basePath: folder })).valid).toBe(false);
		const typed = structuredClone(descriptor);
		const table = typed.resources.find(({ name, lines }) => name === 'parties' && lines);
		const [field] = table?.schema?.fields ?? [];
		if (!field) throw new Error('the table of States has no fields');
		field.type = 'words';
		expect((await Package.load(typed, { basePath: folder })).valid).toBe(false);
		field.type = 'integer';
		const cast = await Package.load(typed, { basePath: folder });
		await expect(cast.resources.find(({ name }) => name === 'parties')?.read({ keyed: true })).rejects.toThrow();
	});

	test('CSV, and the same rows as a workbook', async () => {
		for (const [path, name] of [
			['/en/deadlines', 'deadlines'],
			['/ar/projects', 'projects'],
			['/fr/search', 'search'],
			[`/zh/records/${outlets().content.decision}/1/record`, 'record']
		] as const) {
			const rows = strict(await outlets().text(`${path}.csv`));
			expect(rows.length, name).toBeGreaterThan(1);
			const [sheet] = await readSheet(Buffer.from(await outlets().bytes(`${path}.xlsx`)));
			const cells = new Set(sheet?.data.flat().map((cell) => String(cell ?? '')));
			expect(
				rows[0]?.filter((head) => !cells.has(head)),
				name
			).toEqual([]);
		}
		expect(() => strict('a,b\r\n1\r\n')).toThrow();
		expect(() => strict('a,b\r\n1,"2\r\n')).toThrow();
		await expect(readSheet(Buffer.from('no workbook'))).rejects.toThrow();
	});

	test('a form on paper as a document of Word, and as a workbook', async () => {
		const { forms } = JSON.parse(await outlets().text('/api/v1/forms')) as { forms: { id: string; version: string }[] };
		const version = forms.find(({ id }) => id === 'art21-short')?.version;
		const path = `/fr/reporting/forms/art21-short/${version}/form`;
		const { value, messages } = await mammoth.extractRawText({ buffer: Buffer.from(await outlets().bytes(`${path}.docx`)) });
		expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
		expect(value.length).toBeGreaterThan(1000);
		const sheets = await readSheet(Buffer.from(await outlets().bytes(`${path}.xlsx`)));
		expect(sheets.length).toBeGreaterThan(0);
		await expect(mammoth.extractRawText({ buffer: Buffer.from('no document') })).rejects.toThrow();
	});
}
