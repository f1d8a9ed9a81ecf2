// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { differencesOf } from '#convention/status.ts';
import { placesFrom } from '../harvest/places.ts';
import { instrumentIn, readStatus, type ReadStatus } from './read-status.ts';

const state = (id: string, iso2: string, en: string) => ({ id, name: { en }, iso2, iso3: id });
const states = [
	state('ALB', 'AL', 'Albania'),
	state('BOL', 'BO', 'Bolivia (Plurinational State of)'),
	state('CHE', 'CH', 'Switzerland'),
	state('GHA', 'GH', 'Ghana'),
	state('TUV', 'TV', 'Tuvalu')
];
const places = placesFrom(states, { states: {}, scopes: { global: [], regional: [] }, withoutState: [] });

const list = (rows: string, head = '') =>
	`<?xml version="1.0"?><Treaty><Participants><Table><TGroup>${head}<Tbody><Rows>${rows}</Rows></Tbody></TGroup></Table></Participants></Treaty>`;
const row = (...cells: string[]) => `<Row>${cells.map((cell) => `<Entry>${cell}</Entry>`).join('')}</Row>`;

describe('The list of the depositary', () => {
	test('letters behind the day say what the instrument was', () => {
		expect(['26 May 2020', '26 May 2020 a', '26 May 2020 A', '26 May 2020 AA', '2020-05-26 a'].map((cell) => instrumentIn(cell)?.type)).toEqual([
			...['ratification', 'accession', 'acceptance', 'approval', 'accession']
		]);
		expect(instrumentIn('26 May 2020&nbsp;&nbsp;a 1')).toEqual({ day: '2020-05-26', type: 'accession' });
		expect(instrumentIn('')).toEqual({ day: null, type: null });
		expect(instrumentIn('26 May 2020 c')).toMatchObject({ type: null, strange: 'c' });
		expect(instrumentIn('31 Feb 2020')).toBeNull();
		expect(instrumentIn('soon')).toBeNull();
	});

	test('rows are read by the names of columns, with footnotes, codes and without', () => {
		const read = readStatus(
			list(
				row('Albania <superscript>2</superscript>', '9 Oct 2014', '26 May 2020') +
					row('Bolivia (Plurinational State of)', '10 Oct 2013', '26 Jan 2016') +
					`<Row><Entry ISO="CH">La Suisse</Entry><Entry>10 Oct 2013</Entry><Entry>25 May 2016</Entry></Row>` +
					row('Atlantis', '', '1 Jan 2020 a') +
					row('Ghana', '24 Sep 2014', 'in March') +
					row('Albania', '', '1 Jan 2021 a'),
				`<Thead><Rows>${row('Participant', 'Signature', 'Ratification, Acceptance(A), Approval(AA), Accession(a)')}</Rows></Thead>`
			),
			places
		) as ReadStatus;
		expect(read.rows.map(({ state: id, instrumentDate }) => [id, instrumentDate])).toEqual([
			...[
				['ALB', '2020-05-26'],
				['BOL', '2016-01-26'],
				['CHE', '2016-05-25'],
				[null, '2020-01-01']
			]
		]);
		expect(read.refused.map(({ code }) => code)).toEqual(['day-wrong', 'id-twice']);
		expect(readStatus('<html/>', places)).toMatchObject({ code: 'not-a-status' });
		expect(readStatus(list(''), places)).toMatchObject({ code: 'no-rows' });
		expect(readStatus('<!DOCTYPE a [<!ENTITY b "c">]><Treaty/>', places)).toMatchObject({ code: 'xml-doctype' });
	});

	test('is compared with the facts: new, changed, without an instrument, missing, unknown; entry into force by Article 31', () => {
		const known = (id: string, party: true | null, instrumentDate: string | null, entryIntoForce: string | null) => ({
			...{ id, name: { en: id }, party, signature: null, instrumentDate, instrumentType: null, entryIntoForce }
		});
		const said = (id: string | null, instrumentDate: string | null) => ({
			name: id ?? 'Atlantis',
			state: id,
			signature: null,
			instrumentDate,
			instrumentType: null
		});
		const differences = differencesOf(
			[said('ALB', '2025-11-03'), said('BOL', '2016-01-27'), said('CHE', null), said(null, '2020-01-01'), said('GHA', '2017-03-23')],
			[
				...[known('ALB', null, null, null), known('BOL', true, '2016-01-26', '2017-08-16'), known('CHE', true, '2016-05-25', '2017-08-16')],
				...[known('GHA', true, '2017-03-23', '2017-08-16'), known('TUV', true, '2019-06-07', '2019-09-05')]
			]
		);
		expect(differences.map(({ key, kind, fields }) => [key, kind, fields])).toEqual([
			['ALB', 'new-party', ['instrumentDate', 'entryIntoForce']],
			['BOL', 'changed', ['instrumentDate']],
			['CHE', 'no-instrument', ['instrumentDate']],
			['Atlantis', 'unknown-name', []],
			['TUV', 'not-listed', []]
		]);
		expect(differences[0]?.said.entryIntoForce).toBe('2026-02-01');
	});
});
