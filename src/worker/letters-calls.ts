// SPDX-License-Identifier: Apache-2.0
// The letters of calls, each to a person by name, in their language. What is written to whom the noun decides and remembers.
import type { World } from '#catalogue/server/project.ts';
import { day as dayIn } from '#components/intl.ts';
import { callsHref } from '#components/calls/addresses.ts';
import { lastDay } from '#exchange/call.ts';
import { type CallLetter, type CallLetterAsked, callLetters, remindersDue, writeCallLetters } from '#exchange/server/call-letters.ts';
import type { Ground } from '#people/server/doing.ts';
import { groundOf } from '#people/server/ground.ts';
import { organisationName } from '#people/server/organisation-names.ts';
import { reading } from '#platform/server/database.ts';
import type { Platform } from '#platform/server/platform.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';

/** Early in the day of most offices of the secretariat, after the letters of reports. */
const daily = '10 5 * * *';

/** Does what is asked, and looks for reminders once a day. A job without a wish is that of the clock. */
export async function sendCallLetters(platform: Platform, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	await platform.jobs.work<Partial<CallLetterAsked>>(callLetters, async (asked) => {
		const wish = asked.call && asked.letter ? { call: asked.call, letter: asked.letter } : null;
		await writeCallLettersDue(platform, await world(), wish, clock());
	});
	await platform.jobs.every(daily, callLetters);
}

/** One transaction a call: what was written before a fault stays written, and is not written again. Returns how many letters were written. */
export async function writeCallLettersDue(
	platform: Pick<Platform, 'database' | 'configuration' | 'jobs'>,
	world: World,
	asked: CallLetterAsked | null,
	at: Date
): Promise<number> {
	const { database } = platform;
	const ground = await groundOf(platform as Platform);
	const due = asked ? [asked] : await remindersDue(database.fresh, world.definitions, at);
	let written = 0;
	for (const letter of due)
		written += await database.write((db) =>
			writeCallLetters(
				db,
				{
					definitions: world.definitions,
					at,
					write: async (own, each) => {
						const owner =
							each.to.ownerKind === 'party'
								? say(world.convention.state(each.to.owner)?.name, each.to.language)
								: await organisationName(reading(own), each.to.owner);
						await ground.post(own, await worded(each, owner ?? each.to.owner, ground));
					}
				},
				letter
			)
		);
	return written;
}

async function worded({ id, call, letter, to }: CallLetter, owner: string, { origin }: Ground) {
	const { language, email, name } = to;
	const { t } = await readerIn(language);
	const last = lastDay(call);
	const extension = call.extensions.find((each) => each.deadline === last);
	const kind = letter.startsWith('extended') ? 'extended' : letter.startsWith('opened') ? 'opened' : 'reminder';
	const values = { name, owner, title: say(call.title, language) || id, day: dayIn(language, last), zone: t(`calls.zone.${call.zone}`) };
	const text = [
		t('calls.mail.greeting', values),
		t(`calls.mail.${kind}.text`, values),
		...(kind === 'extended' && extension?.reason ? [extension.reason] : []),
		`${origin}${callsHref(language).call(id)}`,
		t('mail.foot', { owner })
	].join('\n\n');
	return { to: email, language, subject: t(`calls.mail.${kind}.subject`, values), text: `${text}\n` };
}
