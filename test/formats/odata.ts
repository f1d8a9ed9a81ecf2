// SPDX-License-Identifier: Apache-2.0
// OData: the descriptions of both dialects by the standard's own schema and by readers of two houses, and the service by a client that asks as its makers
// think right.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OData } from '@odata/client';
import { convert } from '@sap-ux/annotation-converter';
import { parse } from '@sap-ux/edmx-parser';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { xml2json } from 'odata-csdl';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Outlets } from './outlets.ts';

const schemas = join(dirname(createRequire(import.meta.url).resolve('odata-csdl')), '../schemas');
const schema = (name: string) => readFile(join(schemas, name), 'utf8');

/** By the XML Schema that OASIS publishes with the standard; [] where nothing is wrong. */
async function faultsOf(metadata: string): Promise<string[]> {
	const found = await validateXML({
		xml: [{ fileName: 'metadata.xml', contents: metadata }],
		schema: [{ fileName: 'edmx.xsd', contents: await schema('edmx.xsd') }],
		preload: [{ fileName: 'edm.xsd', contents: await schema('edm.xsd') }]
	});
	return found.errors.map(({ message }) => message);
}

/** As JSON by the converter of OASIS, which refuses elements and attributes out of place; then by the JSON Schema of OASIS. */
async function asJson(metadata: string): Promise<Record<string, unknown>> {
	const messages: unknown[] = [];
	const json = xml2json(metadata, { strict: true, messages });
	expect(messages).toEqual([]);
	const ajv = new Ajv({ strict: false });
	addFormats.default(ajv);
	const fits = ajv.compile(JSON.parse(await schema('csdl.schema.json')) as object);
	expect([fits(json), fits.errors]).toEqual([true, null]);
	return json;
}

/** Every way from one type to another leads to a type that is there, as the reader of SAP follows it. */
function waysOf(metadata: string): string[] {
	const { entityTypes, entitySets, diagnostics } = convert(parse(metadata));
	expect(entitySets.length).toBeGreaterThan(30);
	const lost = entityTypes.flatMap((type) =>
		type.navigationProperties.filter(({ targetType }) => !targetType).map(({ name }) => `${type.name}/${name}`)
	);
	return [...lost, ...diagnostics.map(({ message }) => message)];
}

type Row = Record<string, unknown>;

export function odata(outlets: () => Outlets): void {
	test('$metadata of V4 is valid by the schemas of OASIS; a broken one is not', async () => {
		const metadata = await outlets().text('/odata/$metadata');
		expect(await faultsOf(metadata)).toEqual([]);
		expect(await asJson(metadata)).toMatchObject({ $Version: '4.0', $EntityContainer: expect.stringMatching(/^informea\./) });
		expect(waysOf(metadata)).toEqual([]);
		expect(await faultsOf(metadata.replace('Type="Edm.String"', 'Type="Edm.Strin g"'))).not.toEqual([]);
		expect(await faultsOf(metadata.replace('<EntityType Name="Decision">', '<EntityType>'))).not.toEqual([]);
		await expect(asJson(metadata.replaceAll('PropertyRef', 'PropertyReference'))).rejects.toThrow();
	});

	test('$metadata of V2 is read by both; broken ones are not', async () => {
		const metadata = await outlets().text('/informea.svc/$metadata');
		expect(await asJson(metadata)).toMatchObject({ $EntityContainer: 'informea.InforMEAService' });
		expect(waysOf(metadata)).toEqual([]);
		await expect(asJson(metadata.replace('<Association ', '<Way ').replace('</Association>', '</Way>'))).rejects.toThrow();
		expect(waysOf(metadata.replace(/Relationship="informea\.\w+"/, 'Relationship="informea.None"'))).not.toEqual([]);
	});

	test('a client counts, filters, sorts, pages and expands in V2', async () => {
		const client = OData.New({ serviceEndpoint: `${outlets().origin}/informea.svc/` });
		const decisions = client.getEntitySet<Row>('Decisions');
		const asked = client.newOptions().filter(client.newFilter().property('number').eq('MC-9/9'));
		const [found] = await decisions.query(asked.expand(['title', 'files']).top(1));
		expect(found).toMatchObject({ number: 'MC-9/9', treaty: 'minamata', type: 'decision' });
		expect((found?.title as { results: Row[] }).results.map(({ language }) => language).toSorted()).toEqual(['ar', 'en']);
		expect(await decisions.retrieve(String(found?.id))).toMatchObject({ id: found?.id });
		const meetings = client.getEntitySet<Row>('Meetings');
		const sorted = () => client.newOptions().orderby('start', 'asc').select(['id', 'start']);
		const all = await meetings.query(sorted());
		expect([all.length, all.length > 5]).toEqual([await meetings.count(), true]);
		const pages = [...(await meetings.query(sorted().top(5))), ...(await meetings.query(sorted().skip(5).top(100)))];
		expect(pages.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
		await expect(decisions.retrieve('none')).rejects.toThrow();
		await expect(client.getEntitySet('Nothing').query()).rejects.toThrow();
	});

	test('and in V4', async () => {
		const client = OData.New4({ serviceEndpoint: `${outlets().origin}/odata/` });
		const decisions = client.getEntitySet<Row>('Decisions');
		const filter = client.newFilter().property('number').eq('MC-9/9');
		const [found] = await decisions.query(client.newOptions().filter(filter).expand(['title']).top(1));
		expect(found).toMatchObject({ number: 'MC-9/9', published: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
		expect((found?.title as Row[]).map(({ language }) => language).toSorted()).toEqual(['ar', 'en']);
		expect(await decisions.retrieve(String(found?.id))).toMatchObject({ id: found?.id });
		expect(await decisions.count(filter)).toBe(1);
		await expect(decisions.retrieve('none')).rejects.toThrow();
	});
}
