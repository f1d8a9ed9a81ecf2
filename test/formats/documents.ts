// SPDX-License-Identifier: Apache-2.0
// Documents in XML, by libxml2. For OAI-PMH, Akoma Ntoso, XLIFF and IATI the schemas are ours (test/formats/schemas), made from what the standards say, since
// nothing in npm brings theirs: the judge is of others, the law is not. XLIFF is read by a library of others too.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import xliff from 'xliff';
import { validateXML } from 'xmllint-wasm';
import { languages } from '#text/languages.ts';
import { iatiSchema } from './iati-schema.ts';
import type { Outlets } from './outlets.ts';

const schema = async (fileName: string) => ({ fileName, contents: await readFile(`test/formats/schemas/${fileName}`, 'utf8') });

/** What libxml2 finds in documents, [] where nothing is wrong; without a schema only whether each is well formed. */
async function faultsOf(documents: readonly string[], law?: { fileName: string; contents: string }, ...beside: string[]): Promise<string[]> {
	const xml = documents.map((contents, at) => ({ fileName: `${at}.xml`, contents }));
	const preload = await Promise.all(beside.map(schema));
	const found = await validateXML({ xml, initialMemoryPages: 1024, maxMemoryPages: 4096, ...(law ? { schema: [law], preload } : {}) } as Parameters<
		typeof validateXML
	>[0]);
	return found.errors.map(({ rawMessage }) => rawMessage);
}

/** Each document is right, and each with one thing broken is not. */
async function judged(
	documents: readonly string[],
	broken: readonly [from: string | RegExp, to: string][],
	...law: [{ fileName: string; contents: string }, ...string[]]
): Promise<void> {
	expect(await faultsOf(documents, ...law)).toEqual([]);
	for (const [from, to] of broken) {
		const spoilt = documents.map((each) => each.replace(from, to));
		expect(spoilt, String(from)).not.toEqual(documents);
		expect(await faultsOf(spoilt, ...law), String(from)).not.toEqual([]);
	}
}

const token = (reply: string): string | undefined => /<resumptionToken[^>]*>([^<]+)<\/resumptionToken>/.exec(reply)?.[1];

export function documents(outlets: () => Outlets): void {
	test('OAI-PMH: all verbs and errors keep to the protocol, a whole harvest too', async () => {
		const ask = (query: string) => outlets().text(`/oai?${query}`);
		const records = [await ask('verb=ListRecords&metadataPrefix=oai_dc')];
		for (let next = token(records[0] as string); next; next = token(records.at(-1) as string))
			records.push(await ask(`verb=ListRecords&resumptionToken=${encodeURIComponent(next)}`));
		expect(records.length).toBeGreaterThan(2);
		const [, identifier] = /<identifier>([^<]+)</.exec(records[0] as string) ?? [];
		const day = new Date().toISOString().slice(0, 10);
		const others = await Promise.all(
			[
				...['verb=Identify', 'verb=ListSets', 'verb=ListMetadataFormats', `verb=ListMetadataFormats&identifier=${identifier}`],
				...['verb=ListIdentifiers&metadataPrefix=oai_dc', `verb=ListIdentifiers&metadataPrefix=oai_dc&from=${day}&set=type:decision`],
				`verb=GetRecord&metadataPrefix=oai_dc&identifier=${identifier}`,
				...['verb=Nothing', 'verb=ListRecords', 'verb=ListRecords&resumptionToken=none', 'verb=ListRecords&metadataPrefix=marc'],
				...['verb=GetRecord&metadataPrefix=oai_dc&identifier=none', 'verb=ListRecords&metadataPrefix=oai_dc&from=2999-01-01']
			].map(ask)
		);
		await judged(
			[...others, ...records],
			[
				[/<datestamp>[^<]*</, '<datestamp>today<'],
				[/<dc:title/, '<dc:titel'],
				['<deletedRecord>persistent', '<deletedRecord>perhaps'],
				['code="badVerb"', 'code="bad"'],
				[/<header>.*?<\/header>/, '']
			],
			await schema('oai-pmh.xsd'),
			'oai-dc.xsd',
			'dc.xsd',
			'xml.xsd'
		);
	});

	test('Akoma Ntoso: a decision in its languages', async () => {
		const texts = await Promise.all(
			['ar', 'en'].map((language) => outlets().text(`/${language}/records/${outlets().content.decision}/1/record.akn`))
		);
		const broken: [RegExp, string][] = [
			[/<FRBRcountry[^>]*>/, ''],
			[/eId="para_2"/, 'eId="para_1"'],
			[/date="2023-11-03"/, 'date="3.11.2023"'],
			[/<num>1.<\/num>/, '<number>1.</number>']
		];
		await judged(texts, broken, await schema('akn-decision.xsd'), 'xml.xsd');
	});

	test('XLIFF: the texts of a record for translators', async () => {
		const texts = await Promise.all(
			['fr', 'ar'].map((language) => outlets().text(`/en/work/translation/${outlets().content.decision}/${language}.xlf`, { 'x-person': 'edith' }))
		);
		const broken: [RegExp, string][] = [
			[/ srcLang="\w+"/, ''],
			[/<unit id="[^"]*"/, '<unit'],
			[/state="\w+"/, 'state="finished"'],
			[/<source/, '<target']
		];
		await judged(texts, broken, await schema('xliff-core.xsd'), 'xml.xsd');
		const read = await xliff.xliff2js(texts[1] as string);
		expect(read).toMatchObject({ sourceLanguage: 'en', targetLanguage: 'ar' });
		expect(read.resources[outlets().content.decision]).toMatchObject({
			title: { source: expect.stringContaining('it is <none> & decides'), target: 'مقرر للاختبار' }
		});
		await expect(xliff.xliff2js((texts[0] as string).replace('</unit>', ''))).rejects.toThrow();
	});

	test('IATI 2.03: the projects', async () => {
		const broken: [string | RegExp, string][] = [
			[/<title>.*?<\/title>/, ''],
			['<activity-status code="4"/>', '<activity-status code="9"/>'],
			[/iso-date="2019-02-01"/, 'iso-date="February"'],
			[/<iati-identifier>.*?<\/iati-identifier>/, ''],
			[/(<reporting-org .*?<\/reporting-org>)(<title>.*?<\/title>)/, '$2$1'],
			[/<value ([^>]*)>1500000.5</, '<value $1>many<']
		];
		await judged([await outlets().text('/iati/activities.xml')], broken, { fileName: 'iati.xsd', contents: await iatiSchema() }, 'xml.xsd');
	});

	test('every other outlet in XML is well formed, in every language', async () => {
		const paths = languages.flatMap((language) => [`/feeds/${language}/publications.atom`, `/feeds/${language}/publications.rss`]);
		const figure = `${outlets().origin}/en/dashboards/reports/q3-1`;
		const more = [
			'/dcat.rdf',
			'/concepts/mercury.rdf',
			'/informea.svc/',
			'/informea.svc/Decisions',
			'/informea.svc/$metadata',
			`/oembed?format=xml&url=${encodeURIComponent(figure)}`
		];
		const texts = await Promise.all([...paths, ...more].map((path) => outlets().text(path)));
		expect(await faultsOf(texts)).toEqual([]);
		expect(await faultsOf([(texts[0] as string).replace('</entry>', '')])).not.toEqual([]);
	});
}
