// SPDX-License-Identifier: Apache-2.0
// The letters of reporting rounds: invitations, reminders, more time. Each to a person by name, in their language; what is written to whom the noun
// decides and remembers.
import type { World } from '#catalogue/server/project.ts';
import type { Day } from '#convention/day.ts';
import { daysBetween } from '#convention/day.ts';
import { day as dayIn, list } from '#components/intl.ts';
import { focalPointsOf } from '#people/server/addressees.ts';
import type { Ground } from '#people/server/doing.ts';
import { groundOf } from '#people/server/ground.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Origin } from '#records/record.ts';
import { kindOfLetter, type LettersAsked, lettersDue } from '#reporting/letter.ts';
import { reportLetters } from '#reporting/server/ask-letters.ts';
import { standingsOf } from '#reporting/server/rounds.ts';
import { type ReportLetter, writeLetters } from '#reporting/server/write-letters.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';

/** Early in the day of most offices of the secretariat. */
const daily = '0 5 * * *';

/** Does what is asked, and looks for reminders once a day. A job without a wish is that of the clock. */
export async function sendReportLetters(platform: Platform, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	await platform.jobs.work<Partial<LettersAsked>>(reportLetters, async (asked) => {
		const wish = asked.letters ? (asked as LettersAsked) : ({ letters: 'reminders' } as const);
		await writeAsked(platform, await world(), wish, clock());
	});
	await platform.jobs.every(daily, reportLetters);
}

/** One transaction a Party: what was written before a fault stays written, and is not written again. */
export async function writeAsked(
	platform: Pick<Platform, 'database' | 'configuration' | 'jobs'>,
	world: World,
	asked: LettersAsked,
	at: Date
): Promise<number> {
	const { database } = platform;
	const today = at.toISOString().slice(0, 10);
	const ground = await groundOf(platform as Platform);
	const standings = await standingsOf(database.fresh, 'cycle' in asked ? { cycle: asked.cycle } : {});
	const reachable = new Set((await focalPointsOf(database.fresh)).map(({ party }) => party));
	let written = 0;
	for (const due of lettersDue(standings, asked, today).filter(({ party }) => reachable.has(party)))
		written += await database.write((db) =>
			writeLetters(db, { ...world, at, write: async (own, letter) => void (await ground.post(own, await worded(letter, world, ground, today))) }, due)
		);
	return written;
}

async function worded(letter: ReportLetter, { definitions, convention }: World, { origin }: Ground, today: Day) {
	const { to, round, due, waiting, reason } = letter;
	const { language, email } = to;
	const { t } = await readerIn(language);
	const party = say(convention.state(to.party)?.name ?? { en: to.party }, language);
	const values = {
		name: to.name,
		party,
		cycle: say(round.name, language),
		day: dayIn(language, due),
		days: Math.abs(daysBetween(today, due))
	};
	const kind = kindOfLetter(letter.letter);
	const names = new Map(waiting.map(({ from }) => [`${from.kind} ${from.id}`, nameOf(from)]));
	const text = [
		t('reporting.mail.greeting', values),
		t(`reporting.mail.${kind}.text`, values),
		...(reason ? [t('reporting.mail.reason'), reason] : []),
		t('reporting.mail.desk'),
		`${origin}/${language}/work`,
		...(waiting.length ? [t('reporting.mail.waiting', { count: waiting.length, origins: list(language, [...names.values()]) })] : []),
		t('mail.foot', { owner: party })
	].join('\n\n');
	return { to: email, language, subject: t(`reporting.mail.${kind}.subject`, values), text: `${text}\n` };

	/** What an origin is called: the kind of record with its identifier, or the facts of the Convention. */
	function nameOf(from: Origin): string {
		if (from.kind === 'fact') return t('reporting.mail.facts');
		if (from.kind === 'statement') return t('reuse.mail', { source: from.id.split(':')[0] ?? '' });
		const type = definitions.all.find((each) => from.id.startsWith(`MC-${each.type.prefix}-`));
		return `${say(type?.form.words['form.short'] ?? {}, language)} ${from.id}`.trim();
	}
}
