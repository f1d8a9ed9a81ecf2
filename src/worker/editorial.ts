// SPDX-License-Identifier: Apache-2.0
// What is done for the editorial desk without anybody waiting: planned publications when their hour comes, and where published texts lead.
import { isPage, pageExists } from '#api/pages.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import type { World } from '#catalogue/server/project.ts';
import { addressesIn, type Looked } from '#editorial/links.ts';
import { editorialTypes, isEditorial } from '#editorial/sections.ts';
import { doPlan, endPlansOf } from '#editorial/server/do-plan.ts';
import { linksToLookAt, noteLinks, noteLook } from '#editorial/server/links.ts';
import { plannedQueue } from '#editorial/server/plan-publication.ts';
import { visit, type Visiting } from '#editorial/server/visit.ts';
import type { Person } from '#people/person.ts';
import { groundOf } from '#people/server/ground.ts';
import { type Reading, reading } from '#platform/server/database.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Announced, Doing } from '#records/server/doing.ts';
import { isLanguage } from '#text/languages.ts';
import { tellPlanner } from './plan-letters.ts';

const linksQueue = 'editorial-links';
const dueLinks = 'due-editorial-links';
export const editorialQueues = [plannedQueue, linksQueue, dueLinks];

interface Reacting {
	platform: Platform;
	world: World;
}

/** Looked at again after so many days; and so many in one job, four at a time. */
const week = 7 * 86_400_000;
const inOneJob = 100;
const atOnce = 4;

/** Whoever published, returned or recalled it by hand has called off what was planned. The plan itself has ended by then. */
export const moved = async ({ platform }: Reacting, { record, seq }: Announced): Promise<void> =>
	platform.database.write(async (db) => {
		const event = await db.selectFrom('records.events').select(['caused_by', 'occurred_at']).where('seq', '=', seq).executeTakeFirst();
		// A plan that was made after it happened is another one.
		const plans = await db
			.selectFrom('editorial.plans')
			.select('id')
			.where('record_id', '=', record)
			.where('ended_at', 'is', null)
			.where('planned_at', '<=', event?.occurred_at ?? new Date(0))
			.execute();
		if (event && plans.length) await endPlansOf(db, record, event.caused_by, event.occurred_at);
	});

/** The addresses of what was published are noted, and those that are new are looked at. */
export async function followEditorial({ platform, world }: Reacting, { record }: Announced): Promise<void> {
	await platform.database.write(async (db) => {
		const noted = await noteLinksOf(db, world, record);
		if (noted) await platform.jobs.enqueue(db, linksQueue, {});
	});
}

async function noteLinksOf(db: Parameters<typeof noteLinks>[0], world: World, record: string): Promise<boolean> {
	const entry = await findEntry(reading(db), record);
	if (!entry || !isEditorial(entry.type)) return false;
	const form = world.definitions.form(entry.type);
	await noteLinks(db, record, form && entry.state === 'published' ? addressesIn(form, entry.answers) : []);
	return true;
}

/** What a path of the platform leads to, without going there. A record that was withdrawn has a page, and is no good place to lead to. */
export async function lookInside(db: Reading, world: World, address: string): Promise<Looked> {
	const gone: Looked = { state: 'broken', status: null, reason: 'no-such-page' };
	const path = decoded(address.split(/[?#]/)[0] ?? '');
	if (path === undefined || path.includes('\0')) return gone;
	const pieces = path.split('/').filter(Boolean);
	const inside = isLanguage(pieces[0]) ? pieces.slice(1) : pieces;
	const there = isPage(['/en', ...inside].join('/')) ? await pageExists(db, world, path) : isPage(path);
	const [section, name] = inside;
	const withdrawn = there && name && (section === 'records' || section === 'calls') && (await findEntry(db, name))?.state !== 'published';
	return there && !withdrawn ? { state: 'good', status: null, reason: null } : gone;
}

/** Undefined where it is no address: an old one may be written in another encoding than UTF-8. */
function decoded(path: string): string | undefined {
	try {
		return decodeURI(path);
	} catch {
		return undefined;
	}
}

/** Looks at links whose turn it is. Returns how many. */
export async function lookAtLinks(platform: Platform, world: World, at: Date, visiting: Visiting = {}): Promise<number> {
	const { database } = platform;
	const due = await linksToLookAt(database.fresh, new Date(at.getTime() - week), inOneJob);
	for (let first = 0; first < due.length; first += atOnce) {
		visiting.signal?.throwIfAborted();
		await Promise.all(
			due.slice(first, first + atOnce).map(async (address) => {
				const looked = address.startsWith('/') ? await lookInside(database.fresh, world, address) : await visit(address, visiting);
				await database.write((db) => noteLook(db, address, looked, at));
			})
		);
	}
	return due.length;
}

/** Notes the links of all that is published: what came in without an event, such as demonstration content. */
async function noteAllLinks({ platform, world }: Reacting): Promise<void> {
	const rows = await platform.database.fresh
		.selectFrom('catalogue.entries')
		.select('record_id')
		.where('type', 'in', [...editorialTypes])
		.execute();
	for (const { record_id: record } of rows) await platform.database.write((db) => noteLinksOf(db, world, record));
}

export async function runEditorial(
	platform: Platform,
	world: () => Promise<World>,
	doing: (by: Person, at: Date) => Promise<Doing>,
	visiting: Visiting = {}
): Promise<void> {
	const { jobs, database } = platform;
	await jobs.work<{ plan: string }>(plannedQueue, async ({ plan }) => {
		const given = await doing(nobody, new Date());
		const ground = await groundOf(platform);
		const outcome = await database.write((db) => doPlan(db, given, plan, (ended, refusal) => tellPlanner(ground, db, ended, refusal)));
		if (outcome === 'refused') platform.log.warn({ plan }, 'a planned publication did not fit any more');
	});
	await jobs.work(linksQueue, async (_, { signal }) => {
		await lookAtLinks(platform, await world(), new Date(), { ...visiting, signal });
	});
	await jobs.work(dueLinks, async (_, { signal }) => {
		const facts = await world();
		await noteAllLinks({ platform, world: facts });
		for (let looked = inOneJob; looked === inOneJob && !signal.aborted;)
			looked = await lookAtLinks(platform, facts, new Date(), { ...visiting, signal });
	});
	await jobs.every('23 3 * * *', dueLinks);
}

/** In whose name a planned publication is done says the plan. */
const nobody: Person = { id: 'platform', name: '', email: '', language: 'en', roles: [] };
