// SPDX-License-Identifier: Apache-2.0
// How long the adapters take to read what sources give, and whether their memory grows with it: the real export of the GEF, and many activities of IATI that
// are made while they are read. Reading alone, without the database. ACTIVITIES (50000); run Node with --expose-gc for memory that is truly in use.
import { readFileSync } from 'node:fs';
import { readSource } from '#interop/harvest/server/read-source.ts';
import { harvestTables } from '#interop/harvest/server/tables.ts';
import { readSeeds } from '#convention/server/seed.ts';
import type { StateValue } from '#convention/fact.ts';
import type { Told } from '#projects/found.ts';
import { median } from './ground/figures.ts';
import { report, wanted } from './ground/results.ts';

const activities = wanted('ACTIVITIES', 50_000);
const facts = await readSeeds();
const tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
const megabytes = (bytes: number): number => bytes / 1024 / 1024;
const inUse = (): number => {
	globalThis.gc?.();
	return megabytes(process.memoryUsage().heapUsed);
};

interface Ran {
	seconds: number;
	/** Of the processor alone: what others do on the machine does not count. */
	processor: number;
	projects: number;
	refused: number;
	/** Of the heap, megabytes, over what was in use before. */
	most: number;
	/** In the first and in the last tenth: what grows, shows here. */
	early: number;
	late: number;
}

/** Counts what is told and keeps nothing. */
async function run(told: AsyncIterable<Told>, expected: number): Promise<Ran> {
	const before = inUse();
	const began = performance.now();
	const used = process.cpuUsage();
	let [projects, refused, most, early, late] = [0, 0, 0, 0, 0];
	for await (const one of told) {
		if ('found' in one) projects += 1;
		else if ('refused' in one) refused += 1;
		else throw new Error(`the source has a fault: ${one.fault.code}`);
		const count = projects + refused;
		if (count % Math.ceil(expected / 20) === 0) {
			const now = inUse() - before;
			most = Math.max(most, now);
			if (count <= expected / 10) early = now;
			else if (count > expected * 0.9) late = now;
		}
	}
	const { user, system } = process.cpuUsage(used);
	return { seconds: (performance.now() - began) / 1000, processor: (user + system) / 1e6, projects, refused, most, early, late };
}

const filler = 'A sentence of the kind that stands in descriptions of projects, in which nothing is said that anybody would remember. '.repeat(12);
const countries = ['PE', 'GH', 'ID', 'CN', 'KE', 'BR', 'XX'];
let bytes = 0;

/** About 6 kB each, of the make of large publishers; every thousandth is not well-formed. */
async function* made(): AsyncGenerator<Uint8Array> {
	const give = (text: string) => {
		const part = Buffer.from(text);
		bytes += part.length;
		return part;
	};
	yield give('<?xml version="1.0" encoding="UTF-8"?><iati-activities version="2.03" generated-datetime="2026-11-01T00:00:00Z">');
	for (let at = 0; at < activities; at += 1) {
		const transactions = Array.from(
			{ length: 10 },
			(_, n) =>
				`<transaction><transaction-type code="${n % 5 === 0 ? 11 : 3}"/><transaction-date iso-date="2020-0${(n % 9) + 1}-01"/><value value-date="2020-01-01">${1000 + n}.25</value><provider-org ref="XM-DAC-${n % 2 ? 47044 : 41114}"><narrative>Giver ${n % 3}</narrative></provider-org></transaction>`
		).join('');
		yield give(
			`<iati-activity default-currency="USD" xml:lang="en"><iati-identifier>XM-BENCH-${at}</iati-identifier><reporting-org ref="XM-DAC-41114" type="40"><narrative>UNDP</narrative></reporting-org><title><narrative>Invented project ${at} on mercury</narrative><narrative xml:lang="fr">Projet inventé ${at}</narrative></title><description type="1"><narrative>${filler}${at % 1000 === 999 ? '&nothing;' : ''}</narrative></description><participating-org ref="XM-DAC-47044" role="1"/><participating-org ref="XM-DAC-41116" role="4"/><other-identifier ref="${at}" type="A9"><owner-org ref="XM-DAC-47044"/></other-identifier><activity-status code="${(at % 6) + 1}"/><activity-date iso-date="2020-01-01" type="2"/><recipient-country code="${countries[at % countries.length]}" percentage="100"/><sector vocabulary="1" code="14050"/><tag vocabulary="99" code="minamata"/>${transactions}<result type="1"><title><narrative>${filler}</narrative></title></result></iati-activity>`
		);
	}
	yield give('</iati-activities>');
}

const file = readFileSync('test/files/gef-export-2020-03-08.csv');
const gef: Ran[] = [];
for (let time = 0; time < 5; time += 1) gef.push(await run(readSource({ kind: 'gef' }, file, tables), 5031));
const iati = await run(readSource({ kind: 'iati' }, made(), tables), activities);

const seconds = gef.map((ran) => ran.seconds);
report(
	{
		name: 'harvest',
		question: 'How long do the adapters take, and does their memory grow with what they read?',
		settings: { activities, collected: Boolean(globalThis.gc) },
		notes: [
			'Reading, taking apart and bringing to our shape; no database, no network. The time of a whole harvest is another matter.',
			'Growth is the heap in use in the last tenth over that in the first. The numbers of activities are remembered, so that one that comes again is refused.'
		]
	},
	[
		{
			what: 'export of the GEF',
			of: `${gef[0]?.projects} projects`,
			value: median(seconds),
			unit: 's',
			target: { on: 'value', most: 10 },
			more: { first: seconds[0] as number, processor: median(gef.map((ran) => ran.processor)), most: Math.max(...gef.map((ran) => ran.most)) }
		},
		{
			what: 'activities of IATI',
			of: `${iati.projects} read, ${iati.refused} refused, ${Math.round(megabytes(bytes))} MB`,
			value: iati.seconds,
			unit: 's',
			target: { on: 'value', most: (60 * activities) / 50_000 },
			more: { processor: iati.processor, perSecond: activities / iati.seconds }
		},
		{
			what: 'memory over idle',
			of: 'activities of IATI',
			value: iati.most,
			unit: 'MB',
			target: { on: 'value', most: 200 },
			more: { early: iati.early, late: iati.late }
		}
	]
);
