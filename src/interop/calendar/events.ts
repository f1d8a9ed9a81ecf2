// SPDX-License-Identifier: Apache-2.0
// Deadlines and meetings as events of a calendar, in one language. Pure: rows, facts and what changed in them come in.
import type { ClockChange, DeadlineRow, ShownDeadline } from '#catalogue/deadlines.ts';
import { citationText } from '#convention/citation.ts';
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import type { Known } from '#convention/fact.ts';
import type { Reader } from '#text/message.ts';
import { languages } from '#text/languages.ts';
import { headed, say, type Words } from '#text/words.ts';
import type { CalendarEvent } from './icalendar.ts';

/** Changes of facts by hand, by kind and id: how many, and the last. */
export type Changes = ReadonlyMap<string, { count: number; last: Date }>;
export const changeKey = (kind: string, id: string): string => `${kind} ${id}`;

function changedIn(changes: Changes, facts: readonly string[], days: readonly string[] = []): { changed: Date | null; changes: number } {
	const found = facts.flatMap((fact) => changes.get(fact) ?? []);
	const times = [...found.map(({ last }) => last.getTime()), ...days.map((day) => Date.parse(`${day}T00:00:00Z`))];
	return { changed: times.length ? new Date(Math.max(...times)) : null, changes: found.reduce((sum, { count }) => sum + count, 0) };
}

const ofParty = (id: string, party: string): string => changeKey(`deadline ${id} of`, party);

/** The facts and records that a row is computed from. */
const factsOf = ({ id, party, about, cycle }: DeadlineRow): string[] => [
	changeKey('state', party),
	changeKey('deadline', id),
	ofParty(id, party),
	...(about && 'record' in about ? [changeKey('record', about.record), changeKey('extensions', party)] : []),
	...(cycle === undefined ? [] : [changeKey('cycle', cycle)]),
	...(about && 'amendment' in about ? [changeKey('amendment', about.amendment)] : [])
];

/** What falls due before a meeting is changed with the meetings: which of them is next, the day tells. */
export function withMeetings(changes: Changes, convention: Convention): Changes {
	const meetings = [...changes].filter(([key]) => key.startsWith(changeKey('meeting', ''))).map(([, change]) => change);
	if (!meetings.length) return changes;
	const more = convention.all('deadline').flatMap(({ id, rule }) => {
		const key = changeKey('deadline', id);
		const those = [...meetings, ...(changes.get(key) ? [changes.get(key) as (typeof meetings)[number]] : [])];
		const last = new Date(Math.max(...those.map((each) => each.last.getTime())));
		return rule?.startsWith('meeting.') ? [[key, { count: those.reduce((sum, { count }) => sum + count, 0), last }] as const] : [];
	});
	return new Map([...changes, ...more]);
}

const together = (some: readonly ClockChange[]) => ({
	count: some.reduce((sum, { count }) => sum + count, 0),
	last: new Date(Math.max(...some.map(({ last }) => last.getTime())))
});

/** What rests on records is changed with them: the end of an exemption with it and with its extension, what runs from a notification with that. */
export function withRecords(changes: Changes, clocks: readonly ClockChange[], convention: Convention): Changes {
	const found = new Map(changes);
	const by = (type: string) =>
		Map.groupBy(
			clocks.filter((each) => each.type === type),
			({ party }) => party
		);
	const running = convention.all('deadline').filter(({ rule }) => rule?.includes('notification'));
	for (const [party, notifications] of by('art7-notification')) {
		const { count, last } = together(notifications);
		// The first made the day; only what came after it changed one.
		for (const { id } of running) found.set(ofParty(id, party), { count: count - 1, last });
	}
	for (const [party, requests] of by('art6-extension-request')) found.set(changeKey('extensions', party), together(requests));
	for (const { record, count, last } of clocks) found.set(changeKey('record', record), { count: count - 1, last });
	return found;
}

/** In every language that all of them have. */
const joined = (write: (said: (words: Words) => string) => string, ...parts: Words[]): Words =>
	Object.fromEntries(
		languages.filter((language) => parts.every((words) => words[language])).map((language) => [language, write((words) => words[language] ?? '')])
	);

/** What is due, with the amendment that it is about. */
const titleOf = ({ title, about }: ShownDeadline): Words =>
	about && 'amendment' in about ? joined((said) => `${said(title)} (${said(about.amendment)})`, title, about.amendment) : title;

/** What is known of a deadline, whoever it concerns. */
const explained = (shown: ShownDeadline, { language, t }: Reader): string[] => [
	headed(language, t('record.article'), citationText(shown.article, language)),
	`${t('deadlines.nature')}: ${t(`deadlines.nature.${shown.nature}`)}`,
	...(shown.forms.length ? [`${t('deadlines.form')}: ${shown.forms.map(({ name }) => say(name, language)).join('; ')}`] : [])
];

/** One deadline of one State. What a day is now, to come or past, is left to the calendar that shows it. */
export const deadlineEvent = (row: DeadlineRow, shown: ShownDeadline, changes: Changes, reader: Reader, cancelled = false): CalendarEvent => ({
	id: `deadline.${row.key}`,
	cancelled,
	start: row.due,
	summary: joined((said) => `${said(titleOf(shown))} – ${said(shown.name)}`, titleOf(shown), shown.name),
	description: [
		...explained(shown, reader),
		...(shown.about && 'record' in shown.about ? [`${reader.t('register.record')}: ${shown.about.record}`] : []),
		...(shown.records.length ? [`${reader.t('party.state.published')} ${shown.records.map(({ id }) => id).join(', ')}`] : []),
		...(shown.demo ? [reader.t('look.demonstration')] : []),
		...(shown.standing === 'to-verify' ? [`${reader.t('look.to-verify')}. ${reader.t('look.to-verify.why')}`] : []),
		reader.t('deadlines.help')
	],
	page: `/${reader.language}/parties/${row.party}#deadlines`,
	categories: [row.nature],
	...changedIn(
		changes,
		factsOf(row),
		row.records.map(({ day }) => day)
	)
});

/** Days of one State that there are no more, each as one that is off: the same event that it was, changed once more. */
export const fallenEvents = (
	fallen: readonly (readonly [DeadlineRow, ShownDeadline])[],
	standing: ReadonlySet<string>,
	changes: Changes,
	reader: Reader
): CalendarEvent[] => {
	// What has another day now is one event that moved.
	const gone = new Map(
		fallen
			.filter(([{ key }]) => !standing.has(key))
			.toReversed()
			.map((each) => [each[0].key, each])
	);
	return [...gone.values()].map(([row, shown]) => deadlineEvent(row, shown, changes, reader, true));
};

const sharedKey = ({ id, due, about, cycle }: DeadlineRow): string =>
	[id, ...(about && 'amendment' in about ? [about.amendment] : []), ...(cycle === undefined ? [] : [cycle]), due].join('.');

/** Of shared days those on which nothing falls due any more. */
export const fallenShared = (
	fallen: readonly (readonly [DeadlineRow, ShownDeadline])[],
	rows: readonly (readonly [DeadlineRow, ShownDeadline])[],
	changes: Changes,
	reader: Reader,
	page: string
): CalendarEvent[] => {
	const standing = new Set(rows.map(([row]) => sharedKey(row)));
	const gone = fallen.filter(([row]) => !standing.has(sharedKey(row)));
	return sharedEvents(gone, changes, reader, page).map((event) => ({ ...event, cancelled: true }));
};

/** What falls due for several States on one day by one rule, as one event that names them. */
export function sharedEvents(
	rows: readonly (readonly [DeadlineRow, ShownDeadline])[],
	changes: Changes,
	reader: Reader,
	page: string
): CalendarEvent[] {
	const { language, t } = reader;
	const same = Map.groupBy(rows, ([row]) => sharedKey(row));
	return [...same].flatMap(([key, among]) => {
		const [first] = among;
		if (!first) return [];
		const [{ due, nature }, shown] = first;
		const names = [...new Set(among.map(([, { name }]) => say(name, language)))];
		const title = say(titleOf(shown), language);
		return [
			{
				id: `deadlines.${key}`,
				start: due,
				summary: { [language]: names.length === 1 ? `${title} – ${names[0]}` : `${title} (${t('deadlines.parties', { count: names.length })})` },
				description: [...explained(shown, reader), names.join('; '), t('deadlines.help')],
				page,
				categories: [nature],
				...changedIn(
					changes,
					among.flatMap(([row]) => factsOf(row))
				)
			}
		];
	});
}

/** The due days of reporting cycles; those of one Party where it was given more time. */
export const cycleEvents = (
	cycles: readonly Known<'cycle'>[],
	changes: Changes,
	{ language, t }: Reader,
	dueOf: (cycle: string) => string | undefined = () => undefined,
	/** Facts beside the cycle by which it binds whoever the calendar is of. */
	also: readonly string[] = [],
	cancelled = false
): CalendarEvent[] =>
	cycles.map((cycle) => ({
		id: `cycle.${cycle.id}`,
		cancelled,
		start: dueOf(cycle.id) ?? cycle.due,
		summary: { [language]: `${t('reporting.title')}: ${say(cycle.name, language)}` },
		description: [
			`${t('reporting.period')}: ${cycle.start} – ${cycle.end}`,
			t('reporting.lede'),
			...(cycle.status === 'to-verify' ? [`${t('look.to-verify')}. ${t('look.to-verify.why')}`] : [])
		],
		page: `/${language}/reporting/${cycle.id}`,
		categories: [cycle.kind],
		...changedIn(changes, [changeKey('cycle', cycle.id), ...also])
	}));

/** A meeting; none while its day is not known. One that had a day and has none any more is off on that day, until it has another. */
export function meetingEvents(
	convention: Convention,
	changes: Changes,
	lost: ReadonlyMap<string, { start: Day; end: Day | null }> = new Map()
): CalendarEvent[] {
	return convention.all('meeting').flatMap((meeting) => {
		const { start, end } = meeting.start ? meeting : (lost.get(meeting.id) ?? { start: null, end: null });
		if (!start) return [];
		return {
			id: `meeting.${meeting.id}`,
			start,
			end,
			summary: meeting.name,
			place: placeOf(meeting, convention),
			categories: [meeting.body],
			busy: true,
			cancelled: !meeting.start,
			...changedIn(changes, [changeKey('meeting', meeting.id)])
		};
	});
}

function placeOf({ place, country }: Known<'meeting'>, convention: Convention): Words | null {
	const state = country ? convention.state(country)?.name : undefined;
	return place && state ? joined((said) => `${said(place)}, ${said(state)}`, place, state) : (place ?? state ?? null);
}
