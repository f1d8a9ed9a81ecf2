// SPDX-License-Identifier: Apache-2.0
// The letters about what one Party sends to another, and about outcomes: to the other side when it is sent and while its clock runs, to the owner
// when something became of it. Nobody else is told.
import { outcomeWords, replyTo } from '#catalogue/server/desk.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { day as dayIn } from '#components/intl.ts';
import { type Addressee, peopleOfOwner } from '#people/server/addressees.ts';
import { type Announced, eventQueue } from '#records/server/doing.ts';
import { movesOf, standingSince } from '#records/server/records.ts';
import type { ReplyClock } from '#records/reply.ts';
import { say, type Words } from '#text/words.ts';
import { about, post, type Told } from './letters.ts';
import type { Reacting } from './reactions.ts';

/** The event that a letter of reminder follows from; it happens by the clock alone. */
export const answerDue = 'answer-due';

interface Between extends Told {
	other: Words;
	people: Addressee[];
	clock: ReplyClock | null;
}

/** A record that was sent, with the other side and its clock. */
async function between(reacting: Reacting, event: Announced): Promise<Between | undefined> {
	const { platform, world } = reacting;
	const db = platform.database.fresh;
	const told = await about(reacting, event);
	const other = told?.record.visibility === 'bilateral' ? told.record.otherParty : null;
	if (!told || !other) return undefined;
	const since = await standingSince(db, [told.record.id]);
	return {
		...told,
		other: await ownerName(db, world.convention, 'party', other),
		people: await peopleOfOwner(db, 'party', other),
		clock: replyTo(told.record, since.get(told.record.id), world.definitions, new Date().toISOString().slice(0, 10))
	};
}

const toTheRecord =
	({ record }: Told) =>
	({ language }: { language: string }) =>
		`/${language}/work/records/${record.id}`;

/** To the other Party: something was sent, and by when an answer is expected. */
export async function tellOtherParty(reacting: Reacting, event: Announced): Promise<void> {
	const sent = await between(reacting, event);
	if (!sent) return;
	const { clock, other } = sent;
	const workingDays = reacting.world.definitions.type(sent.record.type)?.reply?.workingDays;
	await post(reacting, sent.people, sent, {
		subject: 'flows.mail.sent.subject',
		text: 'flows.mail.sent.text',
		values: ({ language }) => ({ other: say(other, language) }),
		more: ({ t, language }) => (clock && workingDays ? [t('flows.mail.sent.clock', { count: workingDays, day: dayIn(language, clock.due) })] : []),
		address: toTheRecord(sent),
		foot: 'mail.foot',
		readersFor: other
	});
}

/** Holds back a reminder for the working day at half time, and one for the last. */
export async function windUp(reacting: Reacting, event: Announced): Promise<void> {
	const sent = await between(reacting, event);
	if (!sent?.clock) return;
	const { halfway, due } = sent.clock;
	await reacting.platform.database.write(async (db) => {
		for (const day of new Set([halfway, due]))
			await reacting.platform.jobs.enqueue(db, eventQueue, { ...event, event: answerDue }, { after: new Date(`${day}T06:00:00Z`) });
	});
}

/** To the other Party, where it has not answered the revision that the clock was wound up for. */
export async function remind(reacting: Reacting, event: Announced): Promise<void> {
	const waiting = await between(reacting, event);
	if (!waiting?.clock || waiting.clock.status === 'answered') return;
	const last = await reacting.platform.database.fresh
		.selectFrom('records.events')
		.select((select) => select.fn.max('seq').as('seq'))
		.where('record_id', '=', event.record)
		.where('event', '=', 'sent')
		.executeTakeFirst();
	if (Number(last?.seq) !== Number(event.seq)) return;
	const { other, clock } = waiting;
	await post(reacting, waiting.people, waiting, {
		subject: 'flows.mail.reminder.subject',
		text: 'flows.mail.reminder.text',
		values: ({ language }) => ({ other: say(other, language), day: dayIn(language, clock.due) }),
		address: toTheRecord(waiting),
		foot: 'mail.foot',
		readersFor: other
	});
}

/** To the other Party: what was sent to it was withdrawn. */
export async function tellOtherPartyOfWithdrawal(reacting: Reacting, event: Announced): Promise<void> {
	const gone = await between(reacting, event);
	if (!gone) return;
	await post(reacting, gone.people, gone, {
		subject: 'mail.withdrawn.subject',
		text: 'mail.withdrawn.text',
		more: () => (gone.reason ? [gone.reason] : []),
		address: toTheRecord(gone),
		foot: 'mail.foot',
		readersFor: gone.other
	});
}

/** To the owner: what became of the record. What the owner recorded itself it knows. */
export async function tellOutcome(reacting: Reacting, event: Announced): Promise<void> {
	const { platform, world } = reacting;
	const told = await about(reacting, event);
	const outcome = told && outcomeWords(told.record, world.definitions);
	if (!told || !outcome || told.record.ownerKind === 'secretariat' || world.definitions.type(told.record.type)?.decides === 'owner') return;
	const decided = (await movesOf(platform.database.fresh, told.record.id)).findLast(({ move }) => move === 'decide');
	await post(reacting, await peopleOfOwner(platform.database.fresh, told.record.ownerKind, told.record.owner), told, {
		subject: 'flows.mail.decided.subject',
		text: 'flows.mail.decided.text',
		values: ({ language }) => ({ outcome: say(outcome, language) }),
		more: () => (decided?.reason ? [decided.reason] : []),
		address: toTheRecord(told),
		foot: 'mail.foot'
	});
}
