// SPDX-License-Identifier: Apache-2.0
// A banner and the menu are drafted at the desk, looked at in six languages, published now or when their hour comes, and given up; readers see nothing
// before, and nothing that anybody typed is lost.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '#api/access.ts';
import { fieldsOf } from '#components/facts/fields.ts';
import type { FactKind } from '#convention/fact.ts';
import { currentConvention, forget } from '#convention/server/current.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factOf, historyOf } from '#convention/server/facts.ts';
import { draftOf, openDrafts, plansOfDraft } from '#editorial/server/fact-drafts.ts';
import type { Banner, MenuGroup } from '#editorial/menu.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { sendLetters } from '#people/server/ground.ts';
import { addRole } from '#people/server/roles.ts';
import { readTrail } from '#insights/administration/server/trail.ts';
import { trailAsked } from '#insights/administration/trail.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import type { Platform } from '#platform/server/platform.ts';
import { readWithoutZeros } from '#platform/server/posted-text.ts';
import { languages, type Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { publishPlannedDrafts } from '#worker/fact-drafts.ts';
import * as frame from '#routes/[lang]/+layout.server.ts';
import * as list from '#routes/[lang]/work/facts/[kind]/+page.server.ts';
import * as page from '#routes/[lang]/work/facts/[kind]/[id]/+page.server.ts';
import * as draftPage from '#routes/[lang]/work/facts/[kind]/[id]/draft/+page.server.ts';
import * as preview from '#routes/[lang]/work/facts/[kind]/[id]/draft/preview/+page.server.ts';
import { adam, ama, edith, lena, nina, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let platform: Platform;
let jobs: Jobs;
let folder: string;
/** The hour at the desk, and the one by which the worker looks. */
const morning = '2026-11-24T10:00:00.000Z';
let workerNow = new Date(morning);

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'fact-drafts-'));
	const log = openLog('silent');
	const configuration = configurationFrom({ DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	jobs = await openJobs(world.database, { log, drained: true });
	const mailer = await openMailer({ dataDir: folder, mailServer: null, sender: 'noreply@example.org' });
	platform = { configuration, log, database: world.database, mailer, files: await openFiles(configuration), jobs, close: async () => mailer.close() };
	await publishPlannedDrafts(platform, () => workerNow);
	await sendLetters(platform);
	await world.database.write(async (db) => {
		const at = new Date();
		for (const { id, name, email, language, roles } of [paul, edith, adam]) {
			await db.insertInto('people.accounts').values({ id, name, email, language, created_at: at, updated_at: at }).execute();
			for (const role of roles) await addRole(db, id, role, { by: 'platform', at });
		}
	});
}, 120_000);
afterAll(async () => {
	await jobs.stop();
	await platform.close();
	await world.database.close();
	await rm(folder, { recursive: true });
});

const db = () => world.database.read;
type Handler = (event: never) => unknown;
interface Ran<T> {
	status: number;
	location?: string;
	value: T;
}

/** Runs a page's load or action as the hooks would; a refusal or a redirect is given back as data. */
async function run<T>(
	handler: unknown,
	person: Person | null,
	{ kind, id, lang = 'en', fields, method }: { kind: string; id: string; lang?: Language; fields?: Record<string, string>; method?: 'GET' | 'POST' }
): Promise<Ran<T> & { headers: Record<string, string> }> {
	const headers: Record<string, string> = {};
	const { definitions } = world;
	const locals = {
		person,
		definitions,
		platform,
		convention: await currentConvention(world.database),
		reader: await readerIn(lang),
		today: morning.slice(0, 10),
		query: '',
		support: null,
		remembered: (_: string, make: () => unknown) => make(),
		doing: () => world.doing(person as Person)
	};
	const body = new FormData();
	for (const [name, value] of Object.entries(fields ?? {})) body.append(name, value);
	const request =
		!fields && method !== 'POST' ? new Request('http://platform.test/') : new Request('http://platform.test/', { method: 'POST', body });
	if (request.method === 'POST') readWithoutZeros(request);
	const event = {
		locals,
		params: { lang, kind, id },
		url: new URL(`http://platform.test/${lang}/work/facts/${kind}/${id}`),
		request,
		setHeaders: (more: Record<string, string>) => void Object.assign(headers, more)
	};
	try {
		const value = (await (handler as Handler)(event as never)) as { status?: number; data?: unknown } & T;
		return value?.data !== undefined && value.status ? { status: value.status, value: value.data as T, headers } : { status: 200, value, headers };
	} catch (thrown) {
		const { status, location } = thrown as { status?: number; location?: string };
		if (!status) throw thrown;
		return { status, location, value: undefined as T, headers };
	}
}

interface Shown {
	shown: { value: object; status: string; source: string };
	seen?: string;
	draft: { version: number; by: string } | null;
	findings: { at: string; code: string }[];
	changes: { at: string }[];
	moved: { at: string }[] | null;
	preview: string | null;
	plan: { id: string; dueAt: Date; zone: string; by: string } | null;
	refused: { why: string } | null;
	zone: string | null;
}
interface NotDone {
	refusal: { refusal: string };
	findings: { at: string; code: string }[];
	typed: { value: object; source: string };
	differs: { at: string }[];
}
interface Framed {
	menu: MenuGroup[];
	banners: Banner[];
}

const opened = async (kind: string, id: string, person: Person | null = edith) => (await run<Shown>(draftPage.load, person, { kind, id })).value;
const shownToAll = async (lang: Language = 'en') => (await run<Framed>(frame.load, null, { kind: '', id: '', lang })).value;
const previewed = (kind: string, id: string, lang: Language = 'en', person: Person | null = edith) =>
	run<{ drafted: Framed; day: string; home: { figures: { parties: number } } }>(preview.load, person, { kind, id, lang });

/** Posts the form of the draft page as it shows it, with some fields typed over. */
async function keep(person: Person, kind: FactKind, id: string, typed: Record<string, string>, version?: number): Promise<Ran<NotDone>> {
	const shown = await opened(kind, id);
	const { value, status, source } = shown.shown;
	const fields = {
		...Object.fromEntries(fieldsOf(kind, value)),
		status,
		source,
		seen: shown.seen ?? '',
		version: String(version ?? shown.draft?.version ?? 0),
		...typed
	};
	return run<NotDone>(draftPage.actions.keep, person, { kind, id, fields });
}
const act = async (name: keyof typeof draftPage.actions, person: Person, kind: string, id: string, more: Record<string, string> = {}) =>
	run<NotDone>(draftPage.actions[name], person, { kind, id, fields: { version: String((await opened(kind, id)).draft?.version ?? 0), ...more } });

const words = (text: string) => Object.fromEntries(languages.map((language) => [`words.${language}`, `${text} ${language}`]));
const banner = (text: string) => ({ ...words(text), severity: 'warning', from: '2026-11-20', until: '2026-12-20', link: '/news' });
const standing = { status: 'sourced', source: 'Secretariat' };
/** A new banner, drafted. */
async function drafted(id: string, text: string, more: Record<string, string> = {}): Promise<void> {
	const kept = await run(draftPage.actions.keep, edith, {
		kind: 'banner',
		id: 'new',
		fields: { ...banner(text), ...standing, id, version: '0', ...more }
	});
	expect(kept).toMatchObject({ status: 303, location: `/en/work/facts/banner/${id}/draft?done=kept` });
}
const textOf = (banners: Banner[]) => banners.map((each) => each.words);

test('a new banner is drafted, is seen by nobody, and is looked at in six languages on the home page', async () => {
	await drafted('storm', 'Closed');
	for (const language of languages) {
		expect(JSON.stringify(await shownToAll(language))).not.toContain('Closed');
		const { value, headers, status } = await previewed('banner', 'storm', language);
		expect(status).toBe(200);
		expect(textOf(value.drafted.banners)).toContainEqual(expect.objectContaining({ [language]: `Closed ${language}` }));
		expect(value.drafted.banners.at(0)).toMatchObject({ severity: 'warning', href: `/${language}/news` });
		expect(value.drafted.menu).toEqual((await shownToAll(language)).menu);
		expect(value.home.figures.parties).toBeGreaterThan(100);
		expect(headers).toEqual({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	}
	expect(await factOf(db(), 'banner', 'storm')).toBeUndefined();
	expect((await currentConvention(world.database)).one('banner', 'storm')).toBeUndefined();
	expect(await opened('banner', 'storm')).toMatchObject({ draft: { version: 1, by: 'Édith Moreau' }, findings: [], preview: 'ready', plan: null });
	const lines = await run<{ drafts: { fact: string }[] }>(list.load, paul, { kind: 'banner', id: '' });
	expect(lines.value.drafts).toMatchObject([{ fact: 'storm', name: 'Closed en', plan: null }]);
});

test('it is published by another person, and the history says by whom', async () => {
	const published = await act('publish', paul, 'banner', 'storm');
	expect(published).toMatchObject({ status: 303, location: '/en/work/facts/banner/storm?done=published' });
	for (const language of languages) expect(textOf((await shownToAll(language)).banners)).toContainEqual(expect.objectContaining({ en: 'Closed en' }));
	expect(await draftOf(db(), 'banner', 'storm')).toBeNull();
	expect(await previewed('banner', 'storm')).toMatchObject({ status: 404 });
	expect(await historyOf(db(), 'banner', 'storm')).toMatchObject([{ by: 'paul', before: null, at: new Date(morning) }]);
	const { lines } = await readTrail(db(), { ...trailAsked(new URLSearchParams()), about: 'banner/storm', source: null });
	expect(lines.map((line) => [line.act, line.by]).sort()).toEqual([
		['fact-draft.begun', 'edith'],
		['fact-draft.published', 'paul'],
		['fact.added', 'paul']
	]);
});

test('a line of the menu is drafted from what stands; the menu of readers stays until it is published', async () => {
	const before = (await shownToAll('fr')).menu;
	const [first] = world.convention.all('menu-item').filter((item) => item.under === null);
	const id = first?.id ?? '';
	// Half-done is kept too, with warnings; it cannot be looked at or published before it is whole.
	expect(await keep(edith, 'menu-item', id, { order: 'soon', 'label.fr': '' })).toMatchObject({ status: 303 });
	const half = await opened('menu-item', id);
	expect(half.findings.map(({ at }) => at).sort()).toEqual(['label.fr', 'order']);
	expect(half.preview).toBe('not-yet');
	expect(await previewed('menu-item', id)).toMatchObject({ status: 422 });
	expect(await act('publish', edith, 'menu-item', id)).toMatchObject({ status: 422, value: { refusal: { refusal: 'draft-not-valid' } } });
	expect(await act('plan', edith, 'menu-item', id, { day: '2026-12-01', time: '08:00', zone: 'UTC' })).toMatchObject({
		value: { refusal: { refusal: 'draft-not-valid' } }
	});
	expect(await keep(edith, 'menu-item', id, { order: '0', 'label.fr': 'Accueil essayé' })).toMatchObject({ status: 303 });
	expect((await opened('menu-item', id)).changes.map(({ at }) => at)).toContain('label');
	expect((await shownToAll('fr')).menu).toEqual(before);
	const { value } = await previewed('menu-item', id, 'fr');
	expect(value.drafted.menu.map(({ label }) => label)).toContain('Accueil essayé');
	expect(await act('publish', edith, 'menu-item', id)).toMatchObject({ status: 303 });
	expect((await shownToAll('fr')).menu).toEqual(value.drafted.menu);
});

test('a banner for later is shown in the preview as on its first day', async () => {
	await drafted('later', 'Later', { from: '2027-02-01', until: '2027-02-10' });
	const { value } = await previewed('banner', 'later', 'ar');
	expect(value.day).toBe('2027-02-01');
	expect(value.drafted.banners.map(({ id }) => id)).toEqual(['later']);
	expect(await act('giveUp', edith, 'banner', 'later')).toMatchObject({ status: 303, location: '/en/work/facts/banner?done=given-up' });
});

test('any other kind of fact is drafted alike, and has no preview on the home page', async () => {
	const before = await factOf(db(), 'state', 'GHA');
	expect(await keep(edith, 'state', 'GHA', { source: 'Another source' })).toMatchObject({ status: 303 });
	expect(await opened('state', 'GHA')).toMatchObject({ preview: null, changes: [{ at: 'source' }] });
	expect(await previewed('state', 'GHA')).toMatchObject({ status: 404 });
	expect(await factOf(db(), 'state', 'GHA')).toEqual(before);
	// Given up, it leaves no trace but in the log, and what was typed is still in the table.
	expect(await act('giveUp', paul, 'state', 'GHA')).toMatchObject({ status: 303, location: '/en/work/facts/state/GHA?done=given-up' });
	expect(await factOf(db(), 'state', 'GHA')).toEqual(before);
	expect((await opened('state', 'GHA')).draft).toBeNull();
	const rows = await db().selectFrom('editorial.fact_drafts').select(['source', 'outcome', 'ended_by']).where('fact', '=', 'GHA').execute();
	expect(rows).toEqual([{ source: 'Another source', outcome: 'given-up', ended_by: 'paul' }]);
	expect(await act('giveUp', paul, 'state', 'GHA')).toMatchObject({ status: 409, value: { refusal: { refusal: 'no-such-draft' } } });
});

test('of two people at one draft the later one with the older version is refused, and sees what differs', async () => {
	await drafted('both', 'First');
	expect(await keep(paul, 'banner', 'both', words('Paul'), 1)).toMatchObject({ status: 303 });
	const late = await keep(edith, 'banner', 'both', { ...words('Edith'), source: 'Of Edith' }, 1);
	expect(late).toMatchObject({ status: 409, value: { refusal: { refusal: 'draft-changed' } } });
	expect(late.value.typed).toMatchObject({ value: { words: { en: 'Edith en' } }, source: 'Of Edith' });
	expect(late.value.differs.map(({ at }) => at)).toEqual(['words', 'source']);
	expect((await draftOf(db(), 'banner', 'both'))?.value).toMatchObject({ words: { en: 'Paul en' } });
	// What nobody has seen is not published, given up or planned either.
	for (const name of ['publish', 'giveUp', 'plan'] as const)
		expect((await act(name, edith, 'banner', 'both', { version: '1', day: '2026-12-01', time: '08:00', zone: 'UTC' })).value.refusal).toEqual({
			refusal: 'draft-changed'
		});
	expect(await keep(edith, 'banner', 'both', words('Edith'))).toMatchObject({ status: 303 });
	// A draft is begun once: the second beginner sees the first one's.
	const again = await run<NotDone>(draftPage.actions.keep, paul, {
		kind: 'banner',
		id: 'new',
		fields: { ...banner('Again'), ...standing, id: 'both', version: '0' }
	});
	expect(again).toMatchObject({ status: 409, value: { refusal: { refusal: 'draft-changed' }, differs: [{ at: 'words' }] } });
	// At the same moment one of two is kept, also where both begin it.
	const version = (await draftOf(db(), 'banner', 'both'))?.version;
	const saves = await Promise.all(['One', 'Two'].map((text) => keep(edith, 'banner', 'both', words(text), version)));
	expect(saves.map(({ status }) => status).sort()).toEqual([303, 409]);
	const begun = await Promise.all(['One', 'Two'].map((text) => keep(edith, 'state', 'CHE', { source: text }, 0)));
	expect(begun.map(({ status }) => status).sort()).toEqual([303, 409]);
});

test('what was typed into a draft that was given up meanwhile is shown again, and can be kept anew', async () => {
	await drafted('gone', 'Gone');
	const fields = { ...banner('Late'), ...standing, version: '1' };
	expect(await act('giveUp', paul, 'banner', 'gone')).toMatchObject({ status: 303 });
	const late = await run<NotDone>(draftPage.actions.keep, edith, { kind: 'banner', id: 'gone', fields });
	expect(late).toMatchObject({ status: 409, value: { refusal: { refusal: 'no-such-draft' }, typed: { value: { words: { en: 'Late en' } } } } });
	expect(await run(draftPage.load, edith, { kind: 'banner', id: 'gone' })).toMatchObject({ status: 404 });
	// The page that answers the post is there.
	expect(await run<Shown>(draftPage.load, edith, { kind: 'banner', id: 'gone', method: 'POST' })).toMatchObject({
		status: 200,
		value: { draft: null }
	});
	const again = await run<NotDone>(draftPage.actions.keep, edith, { kind: 'banner', id: 'gone', fields: { ...fields, version: '0' } });
	expect(again).toMatchObject({ status: 303, location: '/en/work/facts/banner/gone/draft?done=kept' });
});

test('an identifier that no fact can have, or has already, is told at once', async () => {
	const beginAs = (id: string) =>
		run<NotDone>(draftPage.actions.keep, edith, { kind: 'banner', id: 'new', fields: { ...banner('Odd'), ...standing, id, version: '0' } });
	expect(await beginAs('')).toMatchObject({ status: 422, value: { findings: [{ at: 'id', code: 'required' }], typed: { id: '' } } });
	expect(await beginAs('not an id')).toMatchObject({ status: 422, value: { findings: [{ code: 'not-an-identifier' }] } });
	expect(await beginAs('new')).toMatchObject({ status: 422 });
	// What no database takes in is left out, not a defect.
	await drafted('sign', 'Sign', { source: 'a\0b', 'words.en': 'c\0d' });
	expect(await draftOf(db(), 'banner', 'sign')).toMatchObject({ source: 'ab', value: { words: { en: 'cd' } } });
});

async function editDirectly(kind: FactKind, id: string, change: object): Promise<void> {
	const fact = await factOf(db(), kind, id);
	const edit = { kind, id, status: fact?.status, source: fact?.source, value: { ...fact?.value, ...change }, by: 'adam', at: new Date(morning) };
	expect(await world.database.write((own) => editFact(own, edit))).not.toHaveProperty('refusal');
	forget(world.database);
}

test('a draft is not published onto a fact that changed meanwhile: it stays, is compared, and is carried over', async () => {
	expect(await keep(edith, 'banner', 'storm', { ...words('Open again'), until: '2026-12-24' })).toMatchObject({ status: 303 });
	await editDirectly('banner', 'storm', { severity: 'note', until: '2026-12-22' });
	expect(await act('publish', edith, 'banner', 'storm')).toMatchObject({ status: 409, value: { refusal: { refusal: 'fact-changed' } } });
	expect((await act('plan', edith, 'banner', 'storm', { day: '2026-12-01', time: '08:00', zone: 'UTC' })).value.refusal).toEqual({
		refusal: 'fact-changed'
	});
	const behind = await opened('banner', 'storm');
	expect(behind.moved?.map(({ at }) => at).sort()).toEqual(['severity', 'until']);
	expect(behind.shown.value).toMatchObject({ words: { en: 'Open again en' } });
	expect(await act('carry', edith, 'banner', 'storm')).toMatchObject({ status: 303 });
	const carried = await opened('banner', 'storm');
	// What the draft left alone follows the fact; what it says itself stays.
	expect(carried).toMatchObject({ moved: null, shown: { value: { words: { en: 'Open again en' }, severity: 'note', until: '2026-12-24' } } });
	expect(await act('publish', edith, 'banner', 'storm')).toMatchObject({ status: 303 });
	expect((await historyOf(db(), 'banner', 'storm')).map(({ by }) => by)).toEqual(['edith', 'adam', 'paul']);
});

test('a publication is planned in a zone, holds the draft still, and is done by the worker when its hour comes', async () => {
	await drafted('planned', 'Planned');
	const wish = { day: '2026-12-01', time: '08:00', zone: 'Africa/Nairobi' };
	for (const wrong of [{ day: '2026-02-30' }, { time: '25:00' }, { zone: 'Nowhere/Else' }])
		expect(await act('plan', paul, 'banner', 'planned', { ...wish, ...wrong })).toMatchObject({ status: 422, value: { wrong: true } });
	expect((await act('plan', paul, 'banner', 'planned', { ...wish, day: '2026-11-01' })).value.refusal).toEqual({ refusal: 'moment-past' });
	expect((await act('plan', paul, 'banner', 'planned', { ...wish, day: '2029-11-01' })).value.refusal.refusal).toBe('too-far-ahead');
	expect(await act('plan', paul, 'banner', 'planned', wish)).toMatchObject({ status: 303 });
	const { plan, zone } = await opened('banner', 'planned', paul);
	expect(plan).toMatchObject({ dueAt: new Date('2026-12-01T05:00:00Z'), zone: 'Africa/Nairobi', by: 'Paul Petrov' });
	expect(zone).toBe('Africa/Nairobi');
	for (const name of ['giveUp', 'plan'] as const)
		expect((await act(name, edith, 'banner', 'planned', wish)).value.refusal).toEqual({ refusal: 'draft-planned' });
	const refused = await keep(edith, 'banner', 'planned', words('Changed'));
	expect(refused.value).toMatchObject({ refusal: { refusal: 'draft-planned' }, typed: { value: { words: { en: 'Changed en' } } } });

	// Called off, it is not published by the job that still waits; planned again, it is.
	expect(await act('cancel', edith, 'banner', 'planned', { plan: plan?.id ?? '' })).toMatchObject({ status: 303 });
	expect((await act('cancel', edith, 'banner', 'planned', { plan: plan?.id ?? '' })).value.refusal).toEqual({ refusal: 'not-planned' });
	await jobs.drain({ later: true });
	expect(await factOf(db(), 'banner', 'planned')).toBeUndefined();
	expect(await act('plan', paul, 'banner', 'planned', wish)).toMatchObject({ status: 303 });
	// Before its hour the queue gives the job to nobody.
	await jobs.drain();
	expect(await factOf(db(), 'banner', 'planned')).toBeUndefined();
	expect(await openDrafts(db(), 'banner')).toContainEqual(expect.objectContaining({ fact: 'planned', plan: expect.anything() as object }));
	workerNow = new Date('2026-12-01T05:00:01Z');
	await jobs.drain({ later: true });
	expect(textOf((await shownToAll('ru')).banners)).toContainEqual(expect.objectContaining({ ru: 'Planned ru' }));
	expect(await historyOf(db(), 'banner', 'planned')).toMatchObject([{ by: 'paul', at: workerNow }]);
	const { lines } = await readTrail(db(), { ...trailAsked(new URLSearchParams()), about: 'banner/planned', source: null });
	expect(lines.map((line) => line.act)).toEqual(
		expect.arrayContaining(['fact-draft.planned', 'fact-draft.called-off', 'fact-draft.published', 'fact.added'])
	);
});

/** Letters that came out of the outbox to somebody. */
async function lettersTo(email: string): Promise<string[]> {
	const outbox = join(folder, 'outbox');
	const texts = await Promise.all((await readdir(outbox)).map((name) => readFile(join(outbox, name), 'utf8')));
	return texts.filter((text) => text.includes(email));
}

test('whoever planned what could not be published is written to, and the draft stays', async () => {
	expect(await keep(edith, 'banner', 'planned', words('Refused'))).toMatchObject({ status: 303 });
	expect(await act('plan', edith, 'banner', 'planned', { day: '2026-12-05', time: '09:30', zone: 'Europe/Zurich' })).toMatchObject({ status: 303 });
	await editDirectly('banner', 'planned', { until: '2026-12-31' });
	await jobs.drain({ later: true });
	expect((await factOf(db(), 'banner', 'planned'))?.value).toMatchObject({ words: { en: 'Planned en' }, until: '2026-12-31' });
	const draft = await draftOf(db(), 'banner', 'planned');
	expect(draft?.value).toMatchObject({ words: { en: 'Refused en' } });
	expect(await plansOfDraft(db(), draft?.id ?? '')).toMatchObject([{ outcome: 'refused', why: 'fact-changed', zone: 'Europe/Zurich' }]);
	expect(await opened('banner', 'planned')).toMatchObject({ refused: { why: 'fact-changed' }, plan: null, moved: [{ at: 'until' }] });
	const lines = await run<{ drafts: { fact: string; refused: boolean }[] }>(list.load, paul, { kind: 'banner', id: '' });
	expect(lines.value.drafts.filter(({ refused }) => refused).map(({ fact }) => fact)).toEqual(['planned']);
	const letters = await lettersTo(edith.email);
	expect(letters).toHaveLength(1);
	expect(letters[0]).toContain(`/${edith.language}/work/facts/banner/planned/draft`);
});

test('a plan is refused where whoever made it may not edit facts any more', async () => {
	expect(await act('carry', edith, 'banner', 'planned')).toMatchObject({ status: 303 });
	expect(await act('plan', paul, 'banner', 'planned', { day: '2026-12-05', time: '09:30', zone: 'UTC' })).toMatchObject({ status: 303 });
	await world.database.write((own) => own.deleteFrom('people.roles').where('account_id', '=', 'paul').execute());
	await jobs.drain({ later: true });
	const draft = await draftOf(db(), 'banner', 'planned');
	const plans = await plansOfDraft(db(), draft?.id ?? '');
	expect(plans.map(({ outcome, why }) => `${outcome} ${why}`).sort()).toEqual(['refused fact-changed', 'refused not-allowed']);
	expect(await lettersTo(paul.email)).toHaveLength(1);
});

test('by hand before its hour, the plan has ended', async () => {
	expect(await act('plan', edith, 'banner', 'planned', { day: '2026-12-05', time: '09:30', zone: 'UTC' })).toMatchObject({ status: 303 });
	const draft = await draftOf(db(), 'banner', 'planned');
	expect(await act('publish', adam, 'banner', 'planned')).toMatchObject({ status: 303 });
	const plans = await plansOfDraft(db(), draft?.id ?? '');
	expect(plans.map(({ outcome }) => outcome).sort()).toEqual(['cancelled', 'refused', 'refused']);
	await jobs.drain({ later: true });
	expect((await historyOf(db(), 'banner', 'planned'))[0]).toMatchObject({ by: 'adam' });
});

test('only who may edit facts drafts, looks, publishes or plans', async () => {
	await drafted('rights', 'Rights');
	const version = '1';
	for (const person of [ama, ravi, lena, nina, null]) {
		expect(may(person, 'fact.edit')).toBe(false);
		expect(await run(draftPage.load, person, { kind: 'banner', id: 'rights' })).toMatchObject({ status: 403 });
		expect(await previewed('banner', 'rights', 'en', person)).toMatchObject({ status: 403 });
		for (const [name, action] of Object.entries(draftPage.actions))
			expect(await run(action, person, { kind: 'banner', id: 'rights', fields: { version } }), name).toMatchObject({ status: 403 });
	}
	for (const [route, needs] of Object.entries(access).filter(([each]) => each.includes('/facts/[kind]/[id]/draft')))
		expect(Object.values(needs), route).toEqual(Object.values(needs).map(() => 'fact.edit'));
	expect((await draftOf(db(), 'banner', 'rights'))?.version).toBe(1);
	expect(await run(draftPage.load, edith, { kind: 'nonsense', id: 'rights' })).toMatchObject({ status: 404 });
	expect(await run(draftPage.load, edith, { kind: 'banner', id: 'nowhere' })).toMatchObject({ status: 404 });
	const told = await run<{ draft: { fact: string } }>(page.load, edith, { kind: 'banner', id: 'storm' });
	expect(told.value.draft).toBeNull();
});
