// SPDX-License-Identifier: Apache-2.0
// Where form definitions are kept, and how the seeds reach the database. A version that stands is never changed by a seed.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { json, type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { Form } from '#forms/form.ts';
import { faultsOf } from '#forms/sound.ts';
import { type Definitions, definitionsFrom } from '../definitions.ts';
import { derived, type Difference, isDifference } from '../derived.ts';
import type { Definition, RecordType } from '../type.ts';

export async function loadDefinitions(db: Reading): Promise<Definitions> {
	const rows = await db
		.selectFrom('forms.definitions')
		.select(['form', 'type', 'current'])
		.orderBy('position')
		.orderBy('id')
		.orderBy('published_at')
		.orderBy('version')
		.execute();
	return definitionsFrom(rows.map((row) => ({ form: row.form as Form, type: row.type as RecordType, current: row.current })));
}

/** One seeded definition, with the hash of all that it was made from. */
export interface Seeded {
	definition: Definition;
	sha256: string;
	/** Published before the one in use: answered by whoever is asked by an older round. */
	earlier: boolean;
}

/**
 * Reads seeds/forms, and seeds/forms/earlier for versions that came before; throws with every fault named when a definition is not sound, since
 * that is a defect of the release.
 */
export const readSeededDefinitions = async (folder = 'seeds/forms'): Promise<Seeded[]> => takenApart(await seedFiles(folder));

function takenApart(texts: readonly SeedFile[]): Seeded[] {
	const files = texts.map(({ name, text, earlier }): Read => ({
		name,
		read: parse(text) as Definition | Difference,
		sha256: createHash('sha256').update(text).digest('hex'),
		earlier
	}));
	const whole: Seeded[] = [];
	// What is like another one is made after it: the whole ones first, then in the order of their names until all have their base.
	for (let waiting = files; waiting.length;) {
		const [ready, rest] = split(waiting, ({ read }) => !isDifference(read) || baseOf(whole, read) !== undefined);
		if (ready.length === 0) throw new Error(`${rest.map(({ name }) => name).join(', ')}: like a form that is not there`);
		for (const { name, read, sha256, earlier } of ready) {
			const base = isDifference(read) ? baseOf(whole, read) : undefined;
			const definition = isDifference(read) ? derived((base as Seeded).definition, read) : read;
			const faults = faultsOf(definition.form);
			if (faults.length) throw new Error(`${name} is not sound:\n  ${faults.join('\n  ')}`);
			whole.push({ definition, sha256: base ? createHash('sha256').update(`${base.sha256} ${sha256}`).digest('hex') : sha256, earlier });
		}
		waiting = rest;
	}
	const order = (seeded: Seeded) => `${seeded.definition.form.id} ${seeded.earlier ? 0 : 1}`;
	return whole.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

interface Read {
	name: string;
	read: Definition | Difference;
	sha256: string;
	earlier: boolean;
}

interface SeedFile {
	name: string;
	text: string;
	earlier: boolean;
}

async function seedFiles(folder: string): Promise<SeedFile[]> {
	const earlier = await readFolder(join(folder, 'earlier')).catch(() => []);
	return [...(await readFolder(folder)).map((file) => ({ ...file, earlier: false })), ...earlier.map((file) => ({ ...file, earlier: true }))];
}

async function readFolder(folder: string): Promise<{ name: string; text: string }[]> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
	return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

const baseOf = (whole: Seeded[], { like, likeVersion }: Difference): Seeded | undefined =>
	whole.find(({ definition: { form }, earlier }) => form.id === like && (likeVersion === undefined ? !earlier : form.version === likeVersion));

function split<T>(all: T[], ready: (each: T) => boolean): [T[], T[]] {
	return [all.filter(ready), all.filter((each) => !ready(each))];
}

const setting = 'seeds.forms';

/**
 * Adds seeded definitions. A newer seed of the same version replaces it only while no record has answered it and nobody edited it. Where neither the
 * files nor the definitions have changed since they were last compared, they are not taken apart again, so that a start costs little.
 */
export async function seedDefinitions(db: Writing, folder = 'seeds/forms'): Promise<number> {
	const files = await seedFiles(folder);
	const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex');
	const last = await db.selectFrom('platform.settings').select('value').where('name', '=', setting).executeTakeFirst();
	if (last?.value === `${hash} ${await markOfDefinitions(reading(db))}`) return 0;
	const written = await store(db, takenApart(files));
	const value = `${hash} ${await markOfDefinitions(reading(db))}`;
	await db
		.insertInto('platform.settings')
		.values({ name: setting, value })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value, set_at: sql<Date>`now()` }))
		.execute();
	return written;
}

/** Differs whenever a version was added or replaced: sums over row versions, which see a slow transaction too. */
export async function markOfDefinitions(db: Reading): Promise<string> {
	const { rows } = await sql<{ mark: string }>`
		select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) as mark from forms.definitions`.execute(db as never);
	return rows[0]?.mark ?? '';
}

async function store(db: Writing, seeds: readonly Seeded[]): Promise<number> {
	let written = 0;
	for (const [position, { definition, sha256, earlier }] of seeds.entries()) {
		const { form, type } = definition;
		const there = await db
			.selectFrom('forms.definitions')
			.select(['version', 'seeded_sha256', 'current'])
			.where('id', '=', form.id)
			.where((where) => where.or([where('version', '=', form.version), where('current', '=', true)]))
			.execute();
		const same = there.find((row) => row.version === form.version);
		if (same && (same.seeded_sha256 === null || same.seeded_sha256 === sha256 || (await isAnswered(db, form)))) continue;
		const row = { position, form: json(form), type: json(type), seeded_sha256: sha256 };
		if (same) {
			await db.updateTable('forms.definitions').set(row).where('id', '=', form.id).where('version', '=', form.version).execute();
		} else {
			// What the secretariat published stays in use until the secretariat publishes another version.
			const current = !earlier && !there.some((each) => each.current && each.seeded_sha256 === null);
			if (current) await db.updateTable('forms.definitions').set({ current: false }).where('id', '=', form.id).execute();
			await db
				.insertInto('forms.definitions')
				.values({ id: form.id, version: form.version, current, ...row })
				.execute();
		}
		written += 1;
	}
	return written;
}

/** Whether any draft or revision answers this version: it is then what those people were asked, and stays so. */
async function isAnswered(db: Writing, form: Form): Promise<boolean> {
	const answered = await db
		.selectFrom('records.records as record')
		.select('record.id')
		.where('record.type', '=', form.id)
		.where((where) =>
			where.or([
				where.exists(
					where.selectFrom('records.revisions').select('number').whereRef('record_id', '=', 'record.id').where('form_version', '=', form.version)
				),
				where.exists(
					where.selectFrom('records.drafts').select('version').whereRef('record_id', '=', 'record.id').where('form_version', '=', form.version)
				)
			])
		)
		.limit(1)
		.executeTakeFirst();
	return answered !== undefined;
}
