// SPDX-License-Identifier: Apache-2.0
// Reads the tables that adapters look names up in from seeds/projects. Read once in a process: they change with a release only.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Programme } from '#projects/mercury.ts';
import type { NamedState, OtherNames } from '../places.ts';
import { type Agency, type HarvestTables, tablesFrom } from '../tables.ts';

interface Seeds {
	others: OtherNames;
	agencies: Agency[];
	programmes: Programme[];
}
let read: Promise<Seeds> | undefined;

async function load(folder: string): Promise<Seeds> {
	const { parse } = await import('yaml');
	const file = async <T>(name: string): Promise<T> => parse(await readFile(join(folder, name), 'utf8')) as T;
	return {
		others: await file<OtherNames>('places.yaml'),
		agencies: await file<Agency[]>('agencies.yaml'),
		programmes: await file<Programme[]>('programmes.yaml')
	};
}

const seeds = (): Promise<Seeds> => (read ??= load('seeds/projects'));

/** `states`: of the facts, so that an edited name is known at once. */
export async function harvestTables(states: readonly NamedState[]): Promise<HarvestTables> {
	const { others, agencies, programmes } = await seeds();
	return tablesFrom(states, others, agencies, programmes);
}

/** For the rules that look for mercury. */
export const programmes = async (): Promise<readonly Programme[]> => (await seeds()).programmes;
