// SPDX-License-Identifier: Apache-2.0
// The demonstration as a first start loads it: on an embedded database in a folder of its own, with real files and real acts.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers, Form, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { personById } from '#people/server/accounts.ts';
import type { DemoAccount } from '#people/server/demo-accounts.ts';
import { type Configuration, configurationFrom } from '#platform/configuration.ts';
import { lastReturn, recordsOf } from '#records/server/records.ts';
import { brokenSeals, readRevision } from '#records/server/revisions.ts';
import { readableFile } from '#records/server/readable-file.ts';
import { knownFor } from '#records/server/known.ts';
import { check } from '#forms/check.ts';
import { aboutOf, explanationsIn } from '#reporting/checks.ts';
import { boundBy, counted, type Cycle, isReportType, reportTypes } from '#reporting/cycle.ts';
import { examineReport } from '#reporting/server/examine.ts';
import { roundsOpen, standingsOf } from '#reporting/server/rounds.ts';
import { proposalsFor } from '#reporting/server/take-over.ts';
import { languages } from '#text/languages.ts';
import { loadDemonstration } from './demonstration.ts';
import { readTold, type Told } from './demonstration/content.ts';
import { documentOf } from './demonstration/document.ts';
import { filedBefore, toFile } from './demonstration/situations.ts';
import { type Instance, openInstance } from './instance.ts';

let folder: string;
let instance: Instance;
let accounts: DemoAccount[];
let told: Told;
let milliseconds: number;
const db = () => instance.platform.database.read;
const settings = (more: Record<string, string> = {}) => configurationFrom({ DATA_DIR: folder, LOG_LEVEL: 'error', ...more }) as Configuration;

/** How many rows each table of records, catalogue and people holds that loading writes to. */
async function counts(): Promise<number[]> {
	const tables = [
		'records.records',
		'records.drafts',
		'records.revisions',
		'records.moves',
		'records.attachments',
		'records.events',
		'catalogue.entries',
		'people.accounts',
		'people.organisations'
	] as const;
	return Promise.all(
		tables.map(
			async (table) =>
				(
					await db()
						.selectFrom(table)
						.select((select) => select.fn.countAll<number>().as('n'))
						.executeTakeFirstOrThrow()
				).n
		)
	);
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
	told = await readTold();
	instance = await openInstance(settings());
	const began = performance.now();
	accounts = await loadDemonstration(instance);
	milliseconds = Math.round(performance.now() - began);
}, 120_000);
afterAll(async () => {
	await instance.close();
	await rm(folder, { recursive: true });
});

describe('what is loaded', () => {
	it('is enough that no page is empty', async () => {
		const records = await db().selectFrom('records.records').selectAll().execute();
		const parties = new Set(records.filter((record) => record.owner_kind === 'party').map((record) => record.owner));
		const convention = await instance.convention();
		const regions = new Set([...parties].map((party) => convention.state(party)?.region));
		console.log(`${records.length} demonstration records of ${parties.size} Parties loaded in ${milliseconds} ms`);
		// Two calls, and three answers to one of them, are acted out beside the stories.
		expect(records.filter(({ type }) => !isReportType(type))).toHaveLength(told.records.length + 5);
		expect(told.records.length).toBeGreaterThanOrEqual(66);
		expect(parties.size).toBeGreaterThanOrEqual(120);
		for (const region of ['africa', 'asia-pacific', 'eastern-europe', 'grulac', 'weog']) expect(regions).toContain(region);
		// Decisions and projects are real ones, and come after the start; a report on the strategy is drafted from the figures of a platform in use.
		const none = ['decision', 'project', 'strategy-report'];
		const types = instance.definitions.all.map(({ type }) => type.id).filter((id) => !none.includes(id));
		expect(new Set(records.map((record) => record.type))).toEqual(new Set(types));
		expect(new Set(records.map((record) => record.stage))).toEqual(new Set(['draft', 'submitted', 'returned', 'declined', 'done']));
		expect(new Set(records.map((record) => record.state))).toEqual(new Set(['unpublished', 'published', 'withdrawn', 'superseded']));
		expect(records.every((record) => record.demo)).toBe(true);
		expect(new Set(records.filter((record) => record.owner_kind === 'organisation').map((record) => record.owner)).size).toBeGreaterThanOrEqual(4);
		expect(records.filter((record) => record.stage === 'submitted').length).toBeGreaterThanOrEqual(4);
		expect(records.filter((record) => record.state === 'withdrawn')).toHaveLength(2);
	});

	it('speaks for Parties only, and for nobody without a part', async () => {
		const convention = await instance.convention();
		const owners = new Set(told.records.map((record) => record.owner));
		expect(new Set([...Object.keys(told.people.parties), ...Object.keys(told.people.organisations), 'secretariat'])).toEqual(owners);
		expect(Object.keys(told.people.parties).filter((party) => convention.state(party)?.party !== true)).toEqual([]);
	});

	it('is written in all six languages, often in several at once', async () => {
		const entries = await db()
			.selectFrom('catalogue.entries')
			.select(['languages', 'title', 'type'])
			.where('type', '=', 'art17-exchange-record')
			.execute();
		for (const language of languages) expect(entries.filter((entry) => entry.languages.includes(language)).length).toBeGreaterThanOrEqual(3);
		const titles = entries.map((entry) => Object.keys(entry.title as object).length);
		expect(titles.filter((count) => count >= 2).length).toBeGreaterThanOrEqual(15);
		expect(titles.filter((count) => count === 3).length).toBeGreaterThanOrEqual(5);
	});

	it('is spread over the years, none before the Convention was in force', async () => {
		const rows = await db().selectFrom('records.moves').select(['moved_at', 'record_id']).orderBy('seq').execute();
		const years = new Set(rows.map((row) => row.moved_at.getUTCFullYear()));
		for (let year = 2018; year <= 2026; year += 1) expect(years).toContain(year);
		expect(Math.min(...years)).toBe(2018);
		// The reports were filed together, after the stories; then the secretariat called and was answered.
		const first = rows.findIndex(({ record_id }) => record_id.startsWith('MC-CALL-'));
		expect(first).toBeGreaterThan(0);
		const [before, calls] = [rows.slice(0, first), rows.slice(first)];
		const isReport = (id: string) => /-S?REPORT-/.test(id);
		for (const part of [before.filter((row) => !isReport(row.record_id)), before.filter((row) => isReport(row.record_id)), calls]) {
			const times = part.map((row) => row.moved_at.getTime());
			expect(times).toEqual(times.toSorted((a, b) => a - b));
		}
	});
});

describe('the stories', () => {
	it('are in the catalogue as far as they are public', async () => {
		const records = await db()
			.selectFrom('records.records')
			.select(['id', 'state'])
			.where('state', '!=', 'unpublished')
			.where('visibility', '=', 'public')
			.orderBy('id')
			.execute();
		const entries = await db()
			.selectFrom('catalogue.entries')
			.select(['record_id', 'state', 'reason', 'title', 'superseded_by'])
			.orderBy('record_id')
			.execute();
		expect(entries.map(({ record_id: id, state }) => ({ id, state }))).toEqual(records);
		for (const tombstone of entries.filter((entry) => entry.state === 'withdrawn')) {
			expect(tombstone.reason).toBeTruthy();
			expect(Object.keys(tombstone.title as object).length).toBeGreaterThan(0);
		}
		expect(entries.filter((entry) => entry.state === 'superseded').map((entry) => [entry.record_id, entry.superseded_by])).toEqual([
			['MC-NAP-SN-0001', 'MC-NAP-SN-0002']
		]);
	});

	it('leave chains of revisions that hold, with real differences between them', async () => {
		const revisions = await db()
			.selectFrom('records.revisions')
			.select(['record_id', 'number', 'answers'])
			.orderBy('record_id')
			.orderBy('number')
			.execute();
		for (const id of new Set(revisions.map((revision) => revision.record_id))) expect(await brokenSeals(db(), id)).toEqual([]);
		const later = revisions.filter((revision) => revision.number > 1);
		expect(later.length).toBeGreaterThanOrEqual(8);
		for (const revision of later) {
			const before = revisions.find((each) => each.record_id === revision.record_id && each.number === revision.number - 1);
			expect(revision.answers).not.toEqual(before?.answers);
		}
	});

	it('tell Ghana’s whole, by the account that one signs in with', async () => {
		const account = accounts.find((each) => each.role === 'focal-point' && each.party === 'GHA');
		const records = await recordsOf(db(), 'party', 'GHA');
		expect(Object.fromEntries(records.map(({ id, stage, state }) => [id, `${stage} ${state}`]))).toEqual({
			'MC-FOCALPOINT-GH-0001': 'done published',
			'MC-ASGM-GH-0001': 'done published',
			'MC-NAP-GH-0001': 'done published',
			'MC-INFORMATION-GH-0001': 'done published',
			'MC-AMALGAM-GH-0001': 'done published',
			'MC-CONSENT-GH-0001': 'returned unpublished',
			'MC-EXEMPTION-GH-0001': 'draft unpublished',
			'MC-REPORT-GH-0001': 'done published',
			'MC-RESPONSE-GH-0001': 'done published'
		});
		expect((await lastReturn(db(), ['MC-CONSENT-GH-0001'])).get('MC-CONSENT-GH-0001')?.reason).toContain('second page');
		const submitted = await db().selectFrom('records.revisions').select('submitted_by').distinct().where('record_id', 'like', 'MC-%-GH-%').execute();
		expect(submitted).toHaveLength(1);
		expect((await personById(db(), submitted[0]?.submitted_by ?? ''))?.email).toBe(account?.email);
	});

	it('send consents from Party to Party, one answered, and register a matter that the public does not see', async () => {
		const closed = await db()
			.selectFrom('records.records')
			.select(['id', 'visibility', 'other_party', 'state', 'outcome'])
			.where('visibility', '!=', 'public')
			.where('state', '=', 'published')
			.orderBy('id')
			.execute();
		expect(closed.map(({ id, other_party: other, outcome }) => [id, other, outcome])).toEqual([
			['MC-COMPLIANCE-NO-0001', null, null],
			['MC-CONSENTA-CH-0001', 'BRA', 'consented'],
			['MC-CONSENTA-CH-0002', 'GHA', null]
		]);
		for (const { id } of closed) expect(await readRevision(db(), instance.definitions, null, id)).toBeUndefined();
	});

	it('keep closed what a ground keeps closed, and show the remark that a Party insisted against', async () => {
		const costs = await readRevision(db(), instance.definitions, null, 'MC-INFORMATION-EXDENT-0002');
		expect(costs && 'revision' in costs && Object.keys(costs.revision.answers)).not.toContain('files');
		const lamps = await readRevision(db(), instance.definitions, null, 'MC-EXEMPTION-UY-0001');
		expect(lamps && 'revision' in lamps && lamps.revision.remark).toContain('cantidad');
	});
});

describe('the national reports', () => {
	const current = '2021-2024';
	const asReports = () => db().selectFrom('records.records').selectAll().where('type', 'in', Object.values(reportTypes)).orderBy('id').execute();

	it('are filed in cycles that are open, each the only one of its Party, some still on their way', async () => {
		expect((await roundsOpen(db())).map(({ cycle }) => cycle)).toEqual(['2017-2020', current]);
		const standings = await standingsOf(db(), { cycle: current });
		const convention = await instance.convention();
		expect(standings.map(({ party }) => party).toSorted()).toEqual(boundBy(convention, convention.cycle(current) as Cycle).toSorted());
		const count = counted(standings);
		expect(count.submitted).toBe(118);
		expect(count.published).toBeGreaterThanOrEqual(110);
		expect(count.begun).toBe(3);
		expect(count.onTime).toBeGreaterThanOrEqual(60);
		expect(count.onTime).toBeLessThan(count.submitted - 20);
		for (const { party, progress } of standings.filter(({ party }) => toFile.includes(party)))
			expect([party, progress]).toEqual([party, 'not-begun']);
		expect(standings.filter(({ showsProgress }) => showsProgress)).toHaveLength(1);
		expect(standings.filter(({ extended }) => extended).length).toBeGreaterThanOrEqual(2);
		expect((await standingsOf(db(), { cycle: '2017-2020' })).filter(({ progress }) => progress === 'published').map(({ party }) => party)).toEqual(
			filedBefore.toSorted()
		);
		expect((await asReports()).every(({ demo }) => demo)).toBe(true);
	});

	it('have two clarifications: one that waits for its Party, and one whose note is public', async () => {
		const rows = await db()
			.selectFrom('reporting.clarifications')
			.select(['state', 'outcome', 'agreed', 'published_at'])
			.orderBy('opened_at')
			.execute();
		expect(rows.map(({ published_at, ...row }) => ({ ...row, public: published_at !== null }))).toEqual([
			{ state: 'closed', outcome: 'note', agreed: 'note', public: true },
			{ state: 'open', outcome: null, agreed: null, public: false }
		]);
	});

	it('stand in the catalogue, with the texts that they are found by', async () => {
		const entries = await db().selectFrom('catalogue.entries').select(['record_id', 'demo', 'number']).where('type', '=', reportTypes.full).execute();
		expect(entries.map(({ record_id: id }) => id).toSorted()).toEqual(
			(await asReports()).filter(({ state, type }) => state === 'published' && type === reportTypes.full).map(({ id }) => id)
		);
		expect(entries.every(({ demo, number }) => demo && number !== null)).toBe(true);
	});

	it('are noticed something in by the checks, and what is explained was noticed', async () => {
		const convention = await instance.convention();
		const { definitions } = instance;
		const codes = new Map<string, number>();
		const strange: string[] = [];
		const filed = await db()
			.selectFrom('records.records as record')
			.innerJoin('records.revisions as revision', (join) => join.onRef('record_id', '=', 'record.id').onRef('number', '=', 'record.published'))
			.select(['record.id', 'owner', 'type', 'form_version', 'answers', 'submitted_at'])
			.where('type', 'in', Object.values(reportTypes))
			.execute();
		for (const { id, owner, type, form_version: version, answers: said, submitted_at: submittedAt } of filed) {
			const answers = said as Answers;
			const form = definitions.form(type, version) as Form;
			const today = submittedAt.toISOString().slice(0, 10);
			const asked = { record: { id, type, owner }, form, answers, today };
			const beyond = await examineReport(db(), { definitions, convention }, asked);
			const findings = [...check(form, answers, await knownFor(db(), convention, form, id, answers, submittedAt)), ...beyond];
			expect(findings.filter(({ severity }) => severity === 'error').map(({ at, code }) => [id, at, code])).toEqual([]);
			for (const { code } of beyond) codes.set(code, (codes.get(code) ?? 0) + 1);
			const noticed = new Set(findings.map(aboutOf));
			strange.push(...explanationsIn(answers).flatMap(({ about }) => (noticed.has(about) ? [] : [`${id} ${about}`])));
		}
		console.log(`noticed in reports: ${[...codes].map(([code, count]) => `${code} ${count}`).join(', ')}`);
		for (const code of [
			'report-mirror-differs',
			'report-mirror-silent',
			'report-consent-unknown',
			'report-notification-missing',
			'report-not-yet-due'
		])
			expect(codes.has(code), code).toBe(true);
		// The register may have come to know meanwhile what it did not know then.
		expect(strange.length).toBeLessThanOrEqual(5);
	});

	it('give Ghana something to fill its next one in from', async () => {
		const convention = await instance.convention();
		const { definitions } = instance;
		const draft = { formVersion: definitions.current(reportTypes.full)?.form.version ?? '', answers: { cycle: current } };
		const record = { id: '', type: reportTypes.full, owner: 'GHA' };
		const open = await proposalsFor(db(), { definitions, convention }, record, draft, '2026-11-27');
		expect(open.filter(({ from }) => from.id === 'MC-REPORT-GH-0001').length).toBeGreaterThanOrEqual(20);
		expect(open.map(({ question }) => question)).toEqual(expect.arrayContaining(['a-2', 'a-4', 'q7-2', 'q7-3-plan']));
	});

	it('offer the stocks that Latvia told of with their substance, in the language of whoever fills in', async () => {
		const convention = await instance.convention();
		const { definitions } = instance;
		const answers = { cycle: current, 'q3-3': true, 'q3-3-how': 'address' };
		const draft = { formVersion: definitions.current(reportTypes.full)?.form.version ?? '', answers };
		const record = { id: '', type: reportTypes.full, owner: 'LVA' };
		const open = await proposalsFor(db(), { definitions, convention }, record, draft, '2026-11-27', 'fr');
		const lines = open.find(({ question }) => question === 'q3-3-list')?.answer as { substance?: string }[];
		expect(lines.map(({ substance }) => substance)).toEqual(['Mercure', 'Mercure']);
	});
});

describe('the files', () => {
	it('can be opened from the answers that name them', async () => {
		const rows = await db()
			.selectFrom('records.revisions')
			.innerJoin('records.records', 'records.records.id', 'record_id')
			.select(['record_id', 'answers'])
			.where('state', '=', 'published')
			.execute();
		const named = (value: Json): string[] =>
			Array.isArray(value)
				? value.flatMap(named)
				: isObject(value)
					? [...(typeof value.file === 'string' ? [value.file] : []), ...Object.values(value).flatMap(named)]
					: [];
		const types = new Set<string>();
		for (const row of rows)
			for (const sha256 of named(row.answers as Answers)) {
				expect(await instance.platform.files.has(sha256)).toBe(true);
				const file = await readableFile(db(), instance.definitions, null, row.record_id, sha256);
				if (file) types.add(file.mediaType);
			}
		expect(types).toContain('application/pdf');
		expect(types).toContain('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
	});

	it('are the same bytes whenever they are made, and say that they are a demonstration', () => {
		const page = { says: 'Cornues fermées : manuel', lines: ['A line'], language: 'fr' };
		for (const name of ['a.pdf', 'a.docx', 'a.png']) expect(documentOf(name, page)).toEqual(documentOf(name, page));
		const text = Buffer.from(documentOf('a.pdf', page)).toString('latin1');
		expect(text).toContain(Buffer.from('Demonstration document.').toString('hex'));
		expect(Number(/startxref\n(\d+)/.exec(text)?.[1])).toBe(text.indexOf('xref\n0 '));
		expect(() => documentOf('a.pdf', { ...page, says: 'Зарплата' })).toThrow('cannot show');
	});
});

describe('loading again', () => {
	it('adds nothing, after a new start of the process either, and returns the same accounts', async () => {
		const before = await counts();
		expect(await loadDemonstration(instance)).toEqual(accounts);
		await instance.close();
		instance = await openInstance(settings());
		expect(await loadDemonstration(instance)).toEqual(accounts);
		expect(await counts()).toEqual(before);
		expect(accounts).toEqual(JSON.parse(await readFile(join(folder, 'demo-accounts.json'), 'utf8')));
	});

	it('does not bring back what was taken away, and does nothing at all with DEMO=0', async () => {
		await instance.platform.database.script('truncate records.records cascade; truncate catalogue.entries');
		const before = await counts();
		await loadDemonstration(instance);
		expect(await counts()).toEqual(before);
		await instance.platform.database.script('truncate people.accounts cascade; delete from platform.settings');
		await instance.close();
		instance = await openInstance(settings({ DEMO: '0' }));
		expect(await loadDemonstration(instance)).toEqual([]);
		expect((await counts()).slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
	});
});
