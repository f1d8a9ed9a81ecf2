// SPDX-License-Identifier: Apache-2.0
// Sharing the work on a national report: colleagues and an expert are asked, what they answer comes back as suggestions, is taken, changed or declined;
// comments, approval, reminders, and answers by mail. Through the acts that pages use, with the letters as they are written.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '#forms/form.ts';
import type { Letter } from '#people/server/letters.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { historyOf } from '#records/server/answer-history.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { type Opened, openAsk, saveAsked, sendAsked } from '#sharing/server/answer.ts';
import { approvalsOf, approvalsOwedBy } from '#sharing/server/approvals.ts';
import { askApproval, decideApproval, setApprovers } from '#sharing/server/approve.ts';
import { askFor, type Wish } from '#sharing/server/ask-for.ts';
import { asksOf, type Door, owedBy } from '#sharing/server/asks.ts';
import { extendAsk, remindAsk, revokeAsk } from '#sharing/server/change-ask.ts';
import { commentsOf, resolve, say } from '#sharing/server/comments.ts';
import { decideSuggestion } from '#sharing/server/decide-suggestion.ts';
import type { Answering, LetterWanted, Sharing } from '#sharing/server/doing.ts';
import { askLines, sharedOn, sharedWhole } from '#sharing/server/overview.ts';
import { suggestedIn, suggestionsOf } from '#sharing/server/suggestions.ts';
import { readerIn } from '#text/message.ts';
import { takeIn } from '#worker/inbox.ts';
import { type Desk, writeLetter, writeReminders } from '#worker/letters-sharing.ts';
import { information } from '../exchange.ts';
import { ama, kofi, lena, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let report: string;
const cycle = '2021-2024';
const now = '2026-11-24T10:00:00.000Z';
const wanted: LetterWanted[] = [];
const letters: Letter[] = [];
const people = [ama, { ...kofi, language: 'fr' as const }, lena, paul];

type Act<T> = Parameters<typeof world.database.write<T>>[0];
const write = <T>(act: Act<T>): Promise<T> => world.database.write(act);
type Done<T> = Exclude<T, { refusal: unknown }>;
function done<T>(outcome: T): Done<T> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Done<T>;
}
const tell = async (_: unknown, letter: LetterWanted) => void wanted.push(letter);
const by = (person: Person, at = now): Sharing => ({ ...world.doing(person, at), tell });
const nobody = (at = now): Answering => ({ ...world.doing(ama, at), by: null, tell });
const desk = (): Desk => ({
	database: world.database,
	world: world.catalogue,
	replyDomain: 'reply.example.org',
	ground: { origin: 'https://exchange.example.org', post: async (_, letter) => void letters.push(letter) }
});
/** Writes every letter that was asked for; gives back those that this wrote. */
async function post(at = now): Promise<Letter[]> {
	const before = letters.length;
	for (const letter of wanted.splice(0)) await writeLetter(desk(), letter, new Date(at));
	return letters.slice(before);
}
const draft = async () => (await draftOf(world.database.fresh, report)) as NonNullable<Awaited<ReturnType<typeof draftOf>>>;
const save = async (person: Person, answers: Answers) => {
	const { version } = await draft();
	return done(await write((db) => saveAnswers(db, world.doing(person), { record: report, version, answers })));
};
const keyIn = (letter: Letter | undefined): string => /\/answer\/([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
const replyTo = (letter: Letter | undefined): string => letter?.headers?.['Reply-To'] ?? '';
const expert = { name: 'Dr Sophie Laurent', email: 'sophie@institute.example', language: 'fr' };
const wish = (more: Partial<Wish>): Wish => ({
	record: report,
	questions: ['q3-1'],
	sections: [],
	of: expert,
	due: '2026-12-10',
	word: '',
	showsAnswers: false,
	...more
});
const opened = async (door: Door, at = now, who: Person | null = null): Promise<Opened> =>
	done(await openAsk(world.database.fresh, { ...nobody(at), by: who }, door));

beforeAll(async () => {
	world = await openWorld();
	await write(async (db) => {
		await db
			.insertInto('people.accounts')
			.values(people.map(({ id, name, email, language }) => ({ id, name, email, language, created_at: new Date(), updated_at: new Date() })))
			.execute();
		for (const { id, roles } of people)
			for (const role of roles)
				await db
					.insertInto('people.roles')
					.values({
						id: `${id}-role`,
						account_id: id,
						role: role.role,
						party: 'party' in role ? role.party : null,
						given_by: 'platform',
						given_at: new Date()
					})
					.execute();
	});
	done(await write((db) => openCycle(db, world.doing(paul), cycle)));
	report = done(await write((db) => beginReport(db, world.doing(ama), { cycle, party: 'GHA' }))).id;
	await save(ama, { 'q3-1': true, 'q3-3-iii': 'canary: a secret of the ministry' });
});
afterAll(() => world?.database.close());

describe('an expert without an account', () => {
	let door: Door;

	test('is asked by an editor of the draft, for questions of the form, by a day that can be met', async () => {
		expect(await write((db) => askFor(db, by(lena), wish({})))).toEqual({ refusal: 'not-found' });
		expect(await write((db) => askFor(db, by(ama), wish({ questions: ['cycle', 'nothing'] })))).toEqual({ refusal: 'nothing-asked' });
		expect(await write((db) => askFor(db, by(ama), wish({ due: '2026-11-23' })))).toEqual({ refusal: 'day-past' });
		expect(await write((db) => askFor(db, by(ama), wish({ due: '2028-01-01' })))).toMatchObject({ refusal: 'too-far-ahead' });
		expect(await write((db) => askFor(db, by(ama), wish({ due: 'soon' })))).toMatchObject({ refusal: 'not-a-day' });
		expect(await write((db) => askFor(db, by(ama), wish({ of: { ...expert, email: 'sophie' } })))).toEqual({ refusal: 'email-not-valid' });
		expect(await write((db) => askFor(db, by(ama), wish({ of: { account: 'lena' } })))).toEqual({ refusal: 'nobody-asked' });
		expect(wanted).toEqual([]);
		done(await write((db) => askFor(db, by(ama), wish({ questions: ['q3-1', 'q3-3-iii'], word: 'Les mines de <b>Prestea</b> ?' }))));
		const [letter] = await post();
		expect(letter).toMatchObject({ to: expert.email, language: 'fr' });
		expect(letter?.text).toContain('Ama Owusu');
		expect(letter?.text).toContain('10 décembre 2026');
		expect(letter?.text).toContain('Les mines de <b>Prestea</b> ?');
		// Two questions cannot be answered by one reply.
		expect(letter?.headers).toBeUndefined();
		door = { key: keyIn(letter), opens: 'page' };
	});

	test('has a link of which only the hash is kept', async () => {
		const keys = await world.database.fresh.selectFrom('sharing.keys').selectAll().execute();
		expect(keys).toHaveLength(1);
		expect(JSON.stringify(keys)).not.toContain('key' in door ? door.key : '');
		expect(await openAsk(world.database.fresh, nobody(), { key: 'x'.repeat(43), opens: 'page' })).toEqual({ refusal: 'link-unknown' });
		expect(await openAsk(world.database.fresh, nobody(), { ...door, opens: 'reply' } as Door)).toEqual({ refusal: 'link-unknown' });
	});

	test('sees the questions asked and nothing else: no answer, no condition, no rule', async () => {
		const { form, state } = await opened(door);
		expect(state).toBe('open');
		expect(form.sections.flatMap(({ questions }) => questions.map(({ id }) => id))).toEqual(['q3-1', 'q3-3-iii']);
		expect(form.sections.flatMap(({ questions }) => questions).some((question) => question.when || question.required)).toBe(false);
		expect(form.rules).toEqual([]);
		expect(Object.keys(form.words).filter((key) => key.startsWith('question.'))).toEqual(['question.q3-1', 'question.q3-3-iii']);
	});

	test('saves as often as is needed, of the questions asked alone, and returns', async () => {
		done(await write((db) => saveAsked(db, nobody(), door, { 'q3-3-iii': 'Rien de connu.', 'q5-1': true })));
		done(await write((db) => saveAsked(db, nobody(), door, { 'q3-1': false })));
		expect((await opened(door)).ask.answers).toEqual({ 'q3-1': false, 'q3-3-iii': 'Rien de connu.' });
		expect((await draft()).answers['q3-3-iii']).toBe('canary: a secret of the ministry');
	});

	test('sends once; then the link says so and takes nothing', async () => {
		done(await write((db) => saveAsked(db, nobody(), door, { 'q3-1': 'perhaps' })));
		expect(await write((db) => sendAsked(db, nobody(), door))).toMatchObject({ refusal: 'has-errors', findings: [{ at: 'q3-1' }] });
		done(await write((db) => saveAsked(db, nobody(), door, { 'q3-1': false })));
		expect(await write((db) => sendAsked(db, nobody(), door))).toEqual({ suggested: 2 });
		expect(await write((db) => sendAsked(db, nobody(), door))).toEqual({ refusal: 'ask-sent' });
		expect(await write((db) => saveAsked(db, nobody(), door, { 'q3-1': true }))).toEqual({ refusal: 'ask-sent' });
		expect((await opened(door)).state).toBe('sent');
		const [letter] = await post();
		expect(letter).toMatchObject({ to: ama.email });
		expect(letter?.text).toContain(`/work/records/${report}/edit/asks`);
	});

	test('is shut out when the ask is revoked, expires, or the time is given anew', async () => {
		const { id } = done(await write((db) => askFor(db, by(ama), wish({}))));
		const link: Door = { key: keyIn((await post())[0]), opens: 'page' };
		expect((await opened(link, '2026-12-24T12:00:00Z')).state).toBe('open');
		expect((await opened(link, '2026-12-25T00:00:00Z')).state).toBe('expired');
		expect(await write((db) => saveAsked(db, nobody('2026-12-25T00:00:00Z'), link, { 'q3-1': true }))).toEqual({ refusal: 'ask-over' });
		expect(await write((db) => extendAsk(db, by(ama), { record: report, ask: id, due: '2026-12-01' }))).toMatchObject({ refusal: 'day-not-later' });
		expect(await write((db) => extendAsk(db, by(lena), { record: report, ask: id, due: '2027-01-10' }))).toEqual({ refusal: 'not-found' });
		done(await write((db) => extendAsk(db, by(kofi), { record: report, ask: id, due: '2027-01-10' })));
		expect((await opened(link, '2026-12-25T00:00:00Z')).state).toBe('open');
		expect(await write((db) => remindAsk(db, by(ama), { record: report, ask: id }))).toMatchObject({ refusal: 'too-many-requests' });
		done(await write((db) => remindAsk(db, by(ama, '2026-11-24T11:00:00.000Z'), { record: report, ask: id })));
		const sent = await post();
		expect(sent).toHaveLength(2);
		// Every letter has a link of its own, and all of them work.
		const again: Door = { key: keyIn(sent[1]), opens: 'page' };
		expect((await opened(again)).ask.id).toBe(id);
		done(await write((db) => revokeAsk(db, by(ama), { record: report, ask: id })));
		for (const each of [link, again]) {
			expect((await opened(each)).state).toBe('revoked');
			expect(await write((db) => saveAsked(db, nobody(), each, { 'q3-1': true }))).toEqual({ refusal: 'ask-over' });
		}
		expect(await write((db) => remindAsk(db, by(ama), { record: report, ask: id }))).toEqual({ refusal: 'ask-over' });
	});
});

describe('a suggestion', () => {
	const open = async () => (await suggestionsOf(world.database.fresh, report)).filter(({ state }) => state === 'open');

	test('is before the editors, and changes nothing until one takes it', async () => {
		expect((await open()).map(({ question, value }) => [question, value])).toEqual(expect.arrayContaining([['q3-1', false]]));
		const form = world.definitions.form('art21-full', (await draft()).formVersion);
		const record = { id: report, type: 'art21-full', ownerKind: 'party', owner: 'GHA' } as never;
		const shared = await sharedOn(
			world.database.fresh,
			{ definitions: world.definitions, today: '2026-11-24' },
			record,
			await draft(),
			form as never
		);
		expect(shared).toMatchObject({ suggested: 2, at: { 'q3-1': { suggested: 1 } } });
		expect((await draft()).answers['q3-1']).toBe(true);
	});

	test('is taken by one who may edit the draft, and its origin stays in the history', async () => {
		const [first] = (await open()).filter(({ question }) => question === 'q3-1');
		const { version } = await draft();
		const deciding = { record: report, suggestion: first?.id ?? '', version, decision: 'accept' as const, word: '' };
		expect(await write((db) => decideSuggestion(db, by(lena), deciding))).toEqual({ refusal: 'not-found' });
		expect(done(await write((db) => decideSuggestion(db, by(kofi), deciding)))).toEqual({ question: 'q3-1', clashes: false });
		expect(await write((db) => decideSuggestion(db, by(ama), deciding))).toEqual({ refusal: 'changed-meanwhile' });
		const after = await draft();
		expect(after.answers['q3-1']).toBe(false);
		expect(after.touched['q3-1']).toMatchObject({ by: 'kofi', from: { kind: 'suggestion', id: first?.id } });
		const [change] = await historyOf(world.database.fresh, report, 'q3-1');
		const suggested = await suggestedIn(world.database.fresh, report);
		expect(suggested('q3-1', change?.version ?? 0)).toBe(expert.name);
		expect(suggested('q3-1', 0)).toBeNull();
	});

	test('is changed, then taken; and clashes with what somebody else wrote meanwhile', async () => {
		const [second] = (await open()).filter(({ question }) => question === 'q3-3-iii');
		const { version } = await draft();
		await save(ama, { 'q3-3-iii': 'Written by Ama meanwhile.' });
		const deciding = { record: report, suggestion: second?.id ?? '', version, decision: 'change' as const, answer: 'Nothing is known.', word: '' };
		expect(done(await write((db) => decideSuggestion(db, by(kofi), deciding)))).toEqual({ question: 'q3-3-iii', clashes: true });
		const after = await draft();
		expect(after.answers['q3-3-iii']).toBe('Written by Ama meanwhile.');
		expect(after.clashes).toMatchObject([{ question: 'q3-3-iii', value: 'Nothing is known.', by: 'kofi' }]);
		await write((db) => db.updateTable('records.drafts').set({ clashes: '[]' }).where('record_id', '=', report).execute());
	});

	test('for an older version of the form is carried over, or has no place and is not taken', async () => {
		const taken = (await suggestionsOf(world.database.fresh, report)).find(({ question }) => question === 'q3-1');
		const again = (set: { question: string; state?: string }) =>
			write((db) =>
				db
					.updateTable('sharing.suggestions')
					.set({ form_version: 'mc-1-8', state: 'open', ...set })
					.where('id', '=', taken?.id ?? '')
					.execute()
			);
		const deciding = { record: report, suggestion: taken?.id ?? '', decision: 'accept' as const, word: '' };
		await again({ question: 'q-of-another-age' });
		const { version } = await draft();
		expect(await write((db) => decideSuggestion(db, by(ama), { ...deciding, version }))).toEqual({ refusal: 'question-gone' });
		await again({ question: 'q3-1' });
		expect(done(await write((db) => decideSuggestion(db, by(ama), { ...deciding, version })))).toMatchObject({ question: 'q3-1' });
	});

	test('is declined with a word, which goes to whoever made it', async () => {
		done(await write((db) => askFor(db, by(ama), wish({ of: { account: 'kofi' }, questions: ['q3-3-iii'] }))));
		const [letter] = await post();
		expect(letter).toMatchObject({ to: kofi.email, language: 'fr' });
		const [mine] = await owedBy(world.database.fresh, 'kofi');
		const door: Door = { ask: mine?.id ?? '' };
		expect(letter?.text).toContain(`/fr/work/asked/${mine?.id}`);
		// The page of a colleague opens to nobody else.
		expect(await openAsk(world.database.fresh, { ...nobody(), by: ama }, door)).toEqual({ refusal: 'not-found' });
		expect(await openAsk(world.database.fresh, nobody(), door)).toEqual({ refusal: 'not-found' });
		const as = { ...nobody(), by: kofi };
		expect(await write((db) => sendAsked(db, as, door))).toEqual({ refusal: 'nothing-answered' });
		done(await write((db) => saveAsked(db, as, door, { 'q3-3-iii': 'لا شيء' })));
		done(await write((db) => sendAsked(db, as, door)));
		expect(await owedBy(world.database.fresh, 'kofi')).toEqual([]);
		const [suggestion] = await open();
		const deciding = { record: report, suggestion: suggestion?.id ?? '', version: (await draft()).version, decision: 'decline' as const, word: ' ' };
		expect(await write((db) => decideSuggestion(db, by(ama), deciding))).toEqual({ refusal: 'reason-missing' });
		done(await write((db) => decideSuggestion(db, by(ama), { ...deciding, word: 'Please give the source.' })));
		const declined = (await post()).find(({ to, text }) => to === kofi.email && text.includes('Please give the source.'));
		expect(declined?.language).toBe('fr');
		expect(await open()).toEqual([]);
	});
});

describe('reminders', () => {
	test('are written before the day, on it and after it, once each, and to nobody who has answered', async () => {
		const { id } = done(await write((db) => askFor(db, by(ama), wish({ due: '2026-12-20' }))));
		await post();
		const on = async (day: string) => {
			const before = letters.length;
			await writeReminders(desk(), new Date(`${day}T05:30:00Z`));
			return letters.slice(before).map(({ subject }) => subject);
		};
		expect(await on('2026-12-01')).toEqual([]);
		expect(await on('2026-12-13')).toHaveLength(1);
		expect(await on('2026-12-13')).toEqual([]);
		// A day without a worker skips no reminder.
		expect(await on('2026-12-16')).toEqual([]);
		expect((await on('2026-12-20'))[0]).toContain('aujourd’hui');
		expect((await on('2026-12-24'))[0]).toContain('retard');
		const form = world.definitions.form('art21-full', (await draft()).formVersion);
		const whole = await sharedWhole(world.database.fresh, world, 'art21-full', report, form as never);
		const line = (await askLines(world.database.fresh, whole, '2026-12-24')).find((each) => each.id === id);
		expect(line).toMatchObject({ late: true, name: expert.name, questions: ['q3-1'], lastLetter: new Date('2026-12-24T05:30:00Z') });
		// The link has expired: a letter with it would help nobody.
		expect(await on('2027-01-04')).toEqual([]);
		done(await write((db) => revokeAsk(db, by(ama), { record: report, ask: id })));
	});
});

describe('comments', () => {
	test('stay among the people of the Party; whoever is mentioned is told; a thread is resolved and opened again', async () => {
		const saying = {
			record: report,
			question: 'q3-1',
			replyTo: null,
			body: 'canary: is this <script>true</script>?',
			mentions: ['kofi', 'lena', 'ama']
		};
		expect(await write((db) => say(db, by(lena), saying))).toEqual({ refusal: 'not-found' });
		expect(await write((db) => say(db, by(paul), saying))).toEqual({ refusal: 'not-found' });
		expect(await write((db) => say(db, by(ama), { ...saying, body: ' \n' }))).toEqual({ refusal: 'reason-missing' });
		expect(await write((db) => say(db, by(ama), { ...saying, body: 'x'.repeat(4001) }))).toMatchObject({ refusal: 'too-large' });
		expect(await write((db) => say(db, by(ama), { ...saying, question: 'nothing' }))).toEqual({ refusal: 'question-gone' });
		const { id } = done(await write((db) => say(db, by(ama), saying)));
		const told = await post();
		expect(told.map(({ to }) => to)).toEqual([kofi.email]);
		expect(told[0]?.text).toContain(saying.body);
		done(await write((db) => resolve(db, by(kofi), { record: report, comment: id, resolved: true })));
		expect((await commentsOf(world.database.fresh, report))[0]).toMatchObject({ resolvedBy: 'kofi', mentions: ['kofi'] });
		// Whoever goes on talking has not done with it.
		done(await write((db) => say(db, by(kofi), { ...saying, replyTo: id, body: 'Yes.', mentions: [] })));
		expect((await commentsOf(world.database.fresh, report))[0]?.resolvedAt).toBeNull();
		expect(await write((db) => say(db, by(kofi), { ...saying, replyTo: 'elsewhere' }))).toEqual({ refusal: 'not-found' });
	});
});

describe('approval inside the Party', () => {
	const holds = async () => approvalsOf(world.database.fresh, { id: report, ownerKind: 'party', owner: 'GHA', type: 'art21-full' }, await draft());

	test('is wanted where the focal point says so, of colleagues alone', async () => {
		const setting = { party: 'GHA', type: 'art21-full', accounts: ['kofi'] };
		expect(await write((db) => setApprovers(db, by(kofi), setting))).toEqual({ refusal: 'not-allowed' });
		expect(await write((db) => setApprovers(db, by(lena), setting))).toEqual({ refusal: 'not-allowed' });
		expect(await write((db) => setApprovers(db, by(ama), { ...setting, accounts: ['lena'] }))).toEqual({ refusal: 'nobody-asked' });
		expect(await write((db) => setApprovers(db, by(ama), { ...setting, type: 'nothing' }))).toEqual({ refusal: 'not-found' });
		expect(await holds()).toEqual([]);
		done(await write((db) => setApprovers(db, by(ama), setting)));
		expect(await holds()).toMatchObject([{ account: 'kofi', state: 'not-asked' }]);
	});

	test('is asked for, declined with a reason, given, and falls when an answer changes', async () => {
		expect(done(await write((db) => askApproval(db, by(ama), { record: report })))).toEqual({ asked: 1 });
		const [letter] = await post();
		expect(letter).toMatchObject({ to: kofi.email });
		expect(letter?.text).toContain(`/fr/work/records/${report}/edit/approval`);
		expect((await holds())[0]?.state).toBe('asked');
		expect((await approvalsOwedBy(world.database.fresh, kofi)).map(({ id }) => id)).toEqual([report]);
		expect(await approvalsOwedBy(world.database.fresh, ama)).toEqual([]);
		const { version } = await draft();
		const deciding = { record: report, version, given: false, reason: '' };
		expect(await write((db) => decideApproval(db, by(ama), { ...deciding, given: true }))).toEqual({ refusal: 'not-allowed' });
		expect(await write((db) => decideApproval(db, by(kofi), deciding))).toEqual({ refusal: 'reason-missing' });
		expect(await write((db) => decideApproval(db, by(kofi), { ...deciding, version: version - 1, given: true }))).toEqual({
			refusal: 'changed-meanwhile'
		});
		done(await write((db) => decideApproval(db, by(kofi), { ...deciding, reason: 'Annex B is missing.' })));
		expect((await post())[0]).toMatchObject({ to: ama.email });
		expect((await holds())[0]).toMatchObject({ state: 'declined', last: { reason: 'Annex B is missing.' } });
		done(await write((db) => decideApproval(db, by(kofi), { ...deciding, given: true })));
		expect((await holds())[0]?.state).toBe('given');
		expect(await approvalsOwedBy(world.database.fresh, kofi)).toEqual([]);
		await save(ama, { 'q3-1': true });
		expect((await holds())[0]?.state).toBe('outdated');
	});

	test('a submission without it is refused with the names; with it the draft goes, and what was asked of it is wanted no more', async () => {
		const beginning = { type: 'art17-exchange-record', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers: information('A study') } as const;
		const { id } = done(await write((db) => begin(db, world.doing(ama), beginning)));
		done(await write((db) => setApprovers(db, by(ama), { party: 'GHA', type: '*', accounts: ['kofi'] })));
		done(await write((db) => askFor(db, by(ama), wish({ record: id, questions: ['title'] }))));
		const letter = (await post()).find(({ to }) => to === expert.email);
		const link: Door = { key: keyIn(letter), opens: 'page' };
		expect(await write((db) => submit(db, world.doing(ama), id))).toEqual({
			refusal: 'approval-missing',
			values: { names: 'Kofi Mensah', count: 1 }
		});
		const version = (await draftOf(world.database.fresh, id))?.version ?? -1;
		done(await write((db) => decideApproval(db, by(kofi), { record: id, version, given: true, reason: '' })));
		expect(done(await write((db) => submit(db, world.doing(ama), id)))).toMatchObject({ number: 1 });
		expect((await opened(link)).state).toBe('closed');
		expect(await write((db) => saveAsked(db, nobody(), link, { title: { fr: 'Trop tard' } }))).toEqual({ refusal: 'ask-over' });
		for (const type of ['*', 'art21-full']) done(await write((db) => setApprovers(db, by(ama), { party: 'GHA', type, accounts: [] })));
		expect(await holds()).toEqual([]);
		await post();
	});
});

describe('an answer by mail', () => {
	const raw = (to: string, text: string, more: Record<string, string> = {}) =>
		Buffer.from(
			[
				...Object.entries({
					From: `Sophie <${expert.email}>`,
					To: to,
					Subject: 'Re: report',
					'Message-ID': `<${to}-${text.length}-${Object.keys(more).length}@institute.example>`,
					'Content-Type': 'text/plain; charset=utf-8',
					...more
				}).map(([name, value]) => `${name}: ${value}`),
				'',
				text
			].join('\r\n')
		);
	const take = (letter: Buffer | undefined, at = now) =>
		takeIn(world.database, world.catalogue, { domain: 'reply.example.org', tell }, letter, new Date(at));
	const asked = async (more: Partial<Wish>) => {
		done(await write((db) => askFor(db, by(ama), wish(more))));
		return (await post())[0];
	};
	const last = async (question: string) =>
		(await suggestionsOf(world.database.fresh, report)).find((each) => each.question === question && each.state === 'open');

	test('is read in the words of the person, above what they quote, and becomes a suggestion', async () => {
		const letter = await asked({});
		const to = replyTo(letter);
		expect(to).toMatch(/^answer\+[0-9a-f]{32}@reply\.example\.org$/);
		expect(letter?.text).toContain('1. Oui');
		expect(await take(raw(to, 'Peut-être bien\r\n\r\nLe 24 nov. 2026, la plateforme a écrit :\r\n> Oui'))).toBe('not-understood');
		const [unread] = await post();
		expect(unread).toMatchObject({ to: expert.email, language: 'fr' });
		expect(await take(raw(to.toUpperCase(), `Oui, depuis 2019.\r\n\r\n-- \r\nDr Laurent\r\n\r\n> 2. Non`))).toBe('suggested');
		expect(await last('q3-1')).toMatchObject({ value: true, cameBy: 'mail', cameFrom: '', state: 'open' });
		const both = await post();
		expect(both.map(({ to: each }) => each)).toEqual([expert.email, ama.email]);
		expect(both[0]?.text).toContain('Oui');
	});

	test('may be given anew until somebody has looked, from another address too, which is said', async () => {
		const letter = letters.findLast((each) => replyTo(each) !== '');
		const to = replyTo(letter);
		const reply = raw(to, '2', { From: 'other@elsewhere.example', 'Message-ID': '<second@elsewhere.example>' });
		expect(await take(reply)).toBe('suggested');
		expect(await take(reply)).toBe('again');
		expect((await post()).every((each) => each.to !== 'other@elsewhere.example')).toBe(true);
		const suggestion = await last('q3-1');
		expect(suggestion).toMatchObject({ value: false, cameFrom: 'other@elsewhere.example' });
		const deciding = { record: report, suggestion: suggestion?.id ?? '', version: (await draft()).version, decision: 'accept' as const, word: '' };
		done(await write((db) => decideSuggestion(db, by(ama), deciding)));
		expect(await take(raw(to, '1', { 'Message-ID': '<third@institute.example>' }))).toBe('sent');
		await post();
	});

	test('of machines, lists and strangers is dropped in silence, and no machine is answered for ever', async () => {
		const letter = await asked({ questions: ['q3-3-iii'] });
		const to = replyTo(letter);
		for (const more of [
			{ 'Auto-Submitted': 'auto-replied' },
			{ Precedence: 'bulk' },
			{ 'List-Id': '<all.example>' },
			{ 'Return-Path': '<>' },
			{ From: 'MAILER-DAEMON@example.org' },
			{ 'Content-Type': 'multipart/report; boundary=x' }
		])
			expect(await take(raw(to, 'Nothing', more as never)), JSON.stringify(more)).toBe('automatic');
		expect(await take(raw(`answer+${'0'.repeat(32)}@reply.example.org`, 'Nothing'))).toBe('unknown');
		expect(await take(raw(to.replace('reply.', 'other.'), 'Nothing'))).toBe('unknown');
		expect(await take(undefined)).toBe('too-large');
		expect(wanted).toEqual([]);
		const outcomes = [];
		for (let count = 0; count < 12; count += 1) outcomes.push(await take(raw(to, '> quoted', { 'Message-ID': `<loop-${count}@machine.example>` })));
		expect(outcomes.slice(0, 10)).toEqual(Array(10).fill('nothing'));
		expect(outcomes.slice(10)).toEqual(['too-many', 'too-many']);
		expect(await post()).toHaveLength(10);
	});

	test('is read out of HTML alone, and of a charset of another age', async () => {
		const letter = await asked({ questions: ['q3-3-iii'] });
		const html =
			'<div>Aucun stock connu.</div><div><br></div><div>Le mar. 24 nov. 2026 à 10:00, Plateforme a écrit :</div><blockquote>Non</blockquote>';
		expect(await take(raw(replyTo(letter), html, { 'Content-Type': 'text/html; charset=utf-8' }))).toBe('suggested');
		expect(await last('q3-3-iii')).toMatchObject({ value: 'Aucun stock connu.' });
		const body = Buffer.from('Déjà dit.', 'latin1').toString('base64');
		const more = { 'Content-Type': 'text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding': 'base64' };
		expect(await take(raw(replyTo(letter), body, more))).toBe('suggested');
		expect(await last('q3-3-iii')).toMatchObject({ value: 'Déjà dit.' });
		expect((await post()).length).toBe(4);
	});

	test('over its time takes nothing', async () => {
		const letter = await asked({ questions: ['q3-3-iii'] });
		expect(await take(raw(replyTo(letter), 'Text'), '2027-02-01T00:00:00Z')).toBe('over');
		expect((await post())[0]).toMatchObject({ to: expert.email });
	});
});

test('what is shared is in no table that the public reads, and every event says who did it', async () => {
	const { rows } = await world.database.fresh
		.selectFrom('catalogue.entries')
		.selectAll()
		.execute()
		.then((entries) => ({ rows: entries }));
	expect(JSON.stringify(rows)).not.toContain('canary');
	const events = await world.database.fresh.selectFrom('sharing.events').select(['event', 'caused_by', 'details']).orderBy('seq').execute();
	expect(new Set(events.map(({ event }) => event))).toEqual(
		new Set([
			'asked',
			'asked-again',
			'extended',
			'revoked',
			'answered',
			'suggestion-accepted',
			'suggestion-changed',
			'suggestion-declined',
			'commented',
			'resolved',
			'approvers-set',
			'approval-asked',
			'approval-given',
			'approval-declined'
		])
	);
	expect(events.find(({ event }) => event === 'answered')?.caused_by).toBe('expert');
	expect(JSON.stringify(events)).not.toMatch(/canary|sophie/i);
	expect((await asksOf(world.database.fresh, report)).length).toBeGreaterThan(5);
});

test('every letter of the shared work is worded in all six languages without a gap', async () => {
	for (const language of ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const) {
		const { t } = await readerIn(language);
		const values = { name: 'N', asker: 'A', owner: 'O', form: 'F', count: 1, day: 'D', id: 'I', question: 'Q' };
		for (const kind of ['asked', 'again', 'extended', 'reminder.before', 'reminder.on', 'reminder.after'] as const) {
			expect(t(`sharing.mail.${kind}.text`, values)).toMatch(/[FQ]/);
			expect(t(`sharing.mail.${kind}.subject`, values)).toContain('F');
		}
	}
});
