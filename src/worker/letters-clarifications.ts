// SPDX-License-Identifier: Apache-2.0
// The letters about clarifications: to the focal points of the Party when it is asked, to officers when it has answered, and reminders before and after
// the due day. None carries what was written: that is read on the platform, by those who may.
import type { World } from '#catalogue/server/project.ts';
import type { Day } from '#convention/day.ts';
import { day as dayIn } from '#components/intl.ts';
import { questionOf } from '#forms/form.ts';
import type { RoleName } from '#people/person.ts';
import { type FocalPoint, focalPointsOf, officersWith } from '#people/server/addressees.ts';
import { groundOf } from '#people/server/ground.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Announced } from '#records/server/doing.ts';
import { awaitsParty, clarificationReminder, type ListedThread, type PostKind } from '#reporting/clarification.ts';
import { listEveryThread } from '#reporting/server/clarifications.ts';
import { noteLetter } from '#reporting/server/note-letter.ts';
import { type MessageId, readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Reacting } from './reactions.ts';

export const clarificationReminders = 'clarification-reminders';

/** A little after the letters of rounds. */
const daily = '20 5 * * *';

/** A focal point, who has a Party, or an officer. */
type Reader = Omit<FocalPoint, 'party'> & { party?: string };

/** Who is told of a post: the Party, or officers with one of these roles. */
const toldOf: Record<PostKind, 'party' | RoleName[]> = {
	question: 'party',
	reopening: 'party',
	extension: 'party',
	closing: 'party',
	publication: 'party',
	answer: ['reviewer', 'editor', 'publisher'],
	agreement: ['publisher'],
	retraction: ['publisher']
};

/** Follows from every post. */
export async function tellOfClarification({ platform, world }: Reacting, event: Announced): Promise<void> {
	const db = platform.database.fresh;
	const row = await db.selectFrom('records.events').select(['details', 'occurred_at']).where('seq', '=', event.seq).executeTakeFirst();
	if (!row) return;
	const { clarification, post, kind } = row.details as { clarification: number; post: number; kind: PostKind };
	const thread = (await listEveryThread(db, world.convention, event.record)).find(({ number }) => number === clarification);
	if (!thread) return;
	const to = toldOf[kind];
	const people = to === 'party' ? await focalPointsOf(db, [thread.party]) : await officersWith(db, to);
	await write({ platform, world }, people, thread, { letter: `post ${post}`, text: kind, what: `clarifications.post.${kind}`, at: row.occurred_at });
}

/** Looks for what is due once a day. */
export async function remindOfClarifications(platform: Platform, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	await platform.jobs.work(clarificationReminders, async () => {
		await writeReminders({ platform, world: await world() }, clock());
	});
	await platform.jobs.every(daily, clarificationReminders);
}

/** Returns how many letters were written. */
export async function writeReminders(reacting: Reacting, at: Date): Promise<number> {
	const db = reacting.platform.database.fresh;
	const today: Day = at.toISOString().slice(0, 10);
	let written = 0;
	for (const thread of await listEveryThread(db, reacting.world.convention)) {
		const letter = awaitsParty(thread) ? clarificationReminder(thread.due, today) : null;
		if (!letter) continue;
		const late = letter.startsWith('after');
		// What is late the officers are told of as well.
		const people = [...(await focalPointsOf(db, [thread.party])), ...(late ? await officersWith(db, ['editor', 'publisher']) : [])];
		written += await write(reacting, people, thread, { letter, text: late ? 'after' : 'before', what: 'clarifications.mail.reminder', at });
	}
	return written;
}

async function write(
	{ platform, world }: Reacting,
	people: Reader[],
	thread: ListedThread,
	{ letter, text, what, at }: { letter: string; text: PostKind | 'before' | 'after'; what: MessageId; at: Date }
): Promise<number> {
	const ground = await groundOf(platform);
	const form = world.definitions.form(thread.type, thread.formVersion);
	const question = (form && questionOf(form, thread.question)?.number) || thread.question;
	// Whoever holds two roles is written to once.
	const each = [...new Map(people.map((person) => [person.account, person])).values()];
	return platform.database.write(async (db) => {
		const about = { record: thread.record, clarification: thread.number, letter, at };
		const fresh = await noteLetter(
			db,
			about,
			each.map(({ account }) => account)
		);
		for (const { account, name, email, language, party } of each) {
			if (!fresh.has(account)) continue;
			const { t } = await readerIn(language);
			const owner = say(thread.name, language);
			const values = { id: thread.record, number: thread.number, question, party: owner, day: dayIn(language, thread.due), name, what: t(what) };
			const paragraphs = [
				t('reporting.mail.greeting', values),
				t(`clarifications.mail.${text}`, values),
				`${ground.origin}/${language}/work/clarifications/${thread.record}/${thread.number}`,
				party ? t('mail.foot', { owner }) : t('mail.foot.secretariat')
			];
			await ground.post(db, { to: email, language, subject: t('clarifications.mail.subject', values), text: `${paragraphs.join('\n\n')}\n` });
		}
		return fresh.size;
	});
}
