// What pages of work show of clarifications: threads in lists with the printed number of their question, of one record or of all that the reader may read.
import { questionOf } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isSecretariat, type Person } from '#people/person.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { ListedThread } from '#reporting/clarification.ts';
import { isReportType } from '#reporting/cycle.ts';
import { listThreads, type ListWish } from '#reporting/server/clarifications.ts';

export type ShownThread = ListedThread & { questionNumber: string };

export async function shownThreads(locals: App.Locals, wish: ListWish): Promise<ShownThread[]> {
	const { person, convention, today, definitions } = locals;
	const threads = await listThreads(locals.platform.database.read, { convention, person, today }, wish);
	return threads.map((thread) => {
		const form = definitions.form(thread.type, thread.formVersion);
		return { ...thread, questionNumber: (form && questionOf(form, thread.question)?.number) || thread.question };
	});
}

/** For a page about one record; null where there is nothing to say about clarifications. */
export async function threadsOn(locals: App.Locals, record: RecordEnvelope) {
	const { person } = locals;
	if (!isReportType(record.type) || !may(person, 'clarification.read', record)) return null;
	const mayReadLooks = may(person, 'look.read', record) && record.state !== 'unpublished';
	const mayAsk = may(person, 'clarification.ask', record) && (record.stage === 'submitted' || record.state === 'published');
	const threads = await shownThreads(locals, { record: record.id, state: 'any' });
	return { record: record.id, threads: threads.toSorted((a, b) => a.number - b.number), mayAsk, mayReadLooks };
}

/** The list of all threads is for whoever may have one to read; an organisation has no report. */
export const readsThreads = (person: Person | null): boolean =>
	isSecretariat(person) || !!person?.roles.some(({ role }) => ['focal-point', 'party-contributor', 'committee-reader'].includes(role));

/** What waits for the reader: answers of the own Party; for the secretariat what was answered, and what may be published. Null for all others. */
export async function threadsWaiting(locals: App.Locals): Promise<ShownThread[] | null> {
	const { person } = locals;
	const roles = new Set(person?.roles.map(({ role }) => role));
	// An administrator has nothing to answer: the list stands among the places of work, and the desk is silent about it.
	if (!person || !readsThreads(person) || [...roles].every((role) => role === 'administrator')) return null;
	const open = await shownThreads(locals, {});
	const agreed = roles.has('publisher') ? await shownThreads(locals, { state: 'agreed' }) : [];
	const own = (thread: ShownThread) => person.roles.some((role) => 'party' in role && role.party === thread.party);
	const officer = roles.has('reviewer') || roles.has('editor') || roles.has('publisher');
	return [...open.filter((thread) => (own(thread) ? thread.state !== 'answered' : officer && thread.state === 'answered')), ...agreed];
}
