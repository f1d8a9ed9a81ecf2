// SPDX-License-Identifier: Apache-2.0
// A register: the public list that an article or a COP asks for, as rows of cells computed from entries. Pure; which registers there are stands in
// registers.ts, the list that is made from facts in amendments.ts.
import type { Convention } from '#convention/convention.ts';
import { addYears, type Day } from '#convention/day.ts';
import { exemptionExpiry } from '#convention/deadline.ts';
import { allQuestions, type Answers, type Form, type Json, type Question, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { choices, schemeOf } from '#records/schemes.ts';
import type { MessageId } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from './entry.ts';

/** One cell as data; words and dates are put into the reader's language where it is shown. */
export type Cell =
	| { is: 'nothing' }
	| { is: 'owner'; kind: string; id: string }
	| { is: 'words'; words: Words }
	| { is: 'text'; text: string }
	/**
	 * `extendedBy` is the record by which the day was moved; `partly` where by how much stands in a decision alone; `withdrawal` where it ends on this
	 * day because the Party took it back.
	 */
	| { is: 'day'; day: string; past?: boolean; extendedBy?: string; partly?: boolean; withdrawal?: boolean }
	| { is: 'yes-no'; yes: boolean }
	| { is: 'options'; options: Words[] }
	| { is: 'record'; id: string }
	| { is: 'files'; files: PublicFile[] }
	| { is: 'state'; state: Entry['state'] }
	/** Said by a message of the platform. */
	| { is: 'message'; id: MessageId };

export interface PublicFile {
	file: string;
	name: string;
	language: string;
}

/** In which standing a row is; those of records, of what runs out, and of amendments. `published` is what cannot run out. */
export const standings = [
	'in-force',
	'published',
	'expired',
	'not-in-force',
	'unknown',
	'withdrawn',
	'superseded'
] as const satisfies readonly string[];
export type Standing = (typeof standings)[number];

export interface RegisterRow {
	/** Identity within the register. */
	id: string;
	owner: { kind: string; id: string };
	standing: Standing;
	cells: Cell[];
	/** The record that it is projected from; null where it is computed from the facts. */
	entry: RegisterEntry | null;
	/** The public files of the record that no cell holds. */
	files: PublicFile[];
}

/** An entry, or what it was on a past day. */
export interface RegisterEntry extends Entry {
	/** On a past day: the day on which it was withdrawn afterwards, so that its content is shown no more. */
	withdrawnSince?: Day;
	/** Version of the form that it answers, where it is not read as the current one. */
	formVersion?: string;
}

/** An extension that the Conference of the Parties granted (Article 6(6)). */
export interface Extension {
	record: string;
	/** As requested; null where it was granted in part, so that the years stand in the decision alone. */
	years: number | null;
}

/** What the rules look at beside the entry. */
export interface Seen {
	convention: Convention;
	/** The day on which the register is looked at. */
	day: Day;
	/** By the identifier of the exemption. */
	extensions: ReadonlyMap<string, Extension>;
}

const nothing: Cell = { is: 'nothing' };
const dueCell = (due: Day | null | undefined, day: Day): Cell => (due ? { is: 'day', day: due, past: due < day } : nothing);
const dayCell = (day: Json | undefined): Cell => (typeof day === 'string' ? { is: 'day', day } : nothing);
export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);

/** The day until which a thing holds that runs out; null for what does not, and where an answer is missing. */
export type Expiring = (entry: Entry, form: Form, seen: Seen) => End | null;

/** Of a withdrawal the day is the first on which it holds no more, else the last on which it does. */
interface End {
	day: Day;
	extendedBy?: string;
	partly?: boolean;
	withdrawal?: boolean;
}

const isOver = ({ day, withdrawal }: End, on: Day): boolean => (withdrawal ? day <= on : day < on);

/** The questions that ask from and until when a thing holds. */
export interface SaidDays {
	from: string;
	to: string;
}

/** The days that a person said a thing holds from and until. Without a last one it holds until it is withdrawn. */
const saidDays: Record<string, SaidDays> = {
	validTo: { from: 'validFrom', to: 'validTo' },
	end: { from: 'start', to: 'end' }
};

/** The day of the notice: it stands beside the signature; a record may come here long after it. */
function noticeOf({ answers, firstPublishedAt }: Entry): Day {
	const signed = isObject(answers.signature) ? answers.signature.date : null;
	return typeof signed === 'string' ? signed : dayOf(firstPublishedAt);
}

/**
 * Article 6(5): five years after the phase-out date, or earlier as registered; extended once by the COP (Article 6(6)); ten years where it was registered
 * late (Article 6(8)); and never beyond the day that a notice of withdrawal names (Article 6(7)).
 */
const exemptionEnd: Expiring = (entry, form, { convention, extensions }) => {
	const scheme = questionOf(form, 'entry')?.scheme;
	const { entry: id, durationYears } = entry.answers;
	if (typeof id !== 'string') return null;
	const phaseOutYear = (scheme === 'annex-b' ? convention.annexBEntry(id) : convention.annexAEntry(id))?.phaseOutYear;
	if (!phaseOutYear) return null;
	const extension = extensions.get(entry.recordId);
	const day = exemptionExpiry({
		phaseOutYear,
		registeredOn: noticeOf(entry),
		durationYears: typeof durationYears === 'number' ? durationYears : null,
		extendedYears: extension?.years
	});
	const { withdrawnFrom } = entry.answers;
	if (typeof withdrawnFrom === 'string' && (withdrawnFrom <= day || extension?.years === null)) return { day: withdrawnFrom, withdrawal: true };
	return extension ? { day, extendedBy: extension.record, ...(extension.years === null ? { partly: true } : {}) } : { day };
};

/** Those of a register with these columns, if any. */
export const saidDaysOf = (columns: readonly string[]): SaidDays | null => columns.flatMap((column) => saidDays[column] ?? [])[0] ?? null;

/** Whether rows of these columns run out, so that one may ask for those in force only. */
export const runsOut = (columns: readonly string[]): boolean => columns.some((column) => column === 'expiry' || column in saidDays);

type Compute = (entry: RegisterEntry, form: Form, seen: Seen) => Cell;

const owner: Compute = (entry) => ({ is: 'owner', kind: entry.ownerKind, id: entry.owner });
const title: Compute = (entry) => ({ is: 'words', words: entry.title });
const activity =
	(id: string): Compute =>
	(entry) =>
		entry.answers.activities === undefined ? nothing : { is: 'yes-no', yes: [entry.answers.activities].flat().includes(id) };

/** Columns that are computed from the treaty's rules, not answered. */
const computed: Record<string, Compute> = {
	category: title,
	process: title,
	date: (entry) => ({ is: 'day', day: dayOf(entry.firstPublishedAt) }),
	state: (entry) => ({ is: 'state', state: entry.state }),
	manufacture: activity('manufacture'),
	import: activity('import'),
	export: activity('export'),
	revokedOn: (entry) => (entry.state === 'withdrawn' ? { is: 'day', day: dayOf(entry.publishedAt) } : nothing),
	since: (entry) => dayCell(entry.answers.start),
	language: (entry, form, { convention }) => languageCell(entry.languages, convention),
	// Article 7(3)(c): a review every three years.
	reviewDue: (entry, _form, { day }) =>
		entry.state === 'withdrawn' || entry.withdrawnSince
			? nothing
			: dueCell(addYears(typeof entry.answers.endorsedOn === 'string' ? entry.answers.endorsedOn : dayOf(entry.firstPublishedAt), 3), day),
	expiry: (entry, form, seen) => {
		const end = exemptionEnd(entry, form, seen);
		return end ? { is: 'day', past: isOver(end, seen.day), ...end } : nothing;
	},
	extension: (entry, form, seen) => {
		const end = exemptionEnd(entry, form, seen);
		return end?.extendedBy ? { is: 'day', past: isOver(end, seen.day), ...end } : nothing;
	},
	declaration: (_entry, form) => ({ is: 'words', words: form.words['form.short'] ?? form.words['form.title'] ?? {} }),
	outcome: ({ register }, form) => (register?.outcome ? { is: 'options', options: [form.words[`outcome.${register.outcome}`] ?? {}] } : nothing)
};

const languageCell = (ids: readonly string[], convention: Convention): Cell =>
	ids.length ? { is: 'options', options: ids.map((id) => convention.one('language', id)?.name ?? { en: id }) } : nothing;

/** Answers that name an entry of a list: countries, Parties, concepts, articles, languages. */
const listed = new Set(['country', 'party', 'concept', 'language']);

function answered(answers: Answers, question: Question, form: Form, convention: Convention): Cell {
	const answer = answers[question.id];
	if (answer === undefined || answer === null) return nothing;
	const several = [answer].flat();
	if (listed.has(question.kind)) {
		const among = choices(convention, schemeOf(question) ?? '');
		return { is: 'options', options: several.map((id) => among.find((choice) => choice.id === id)?.words ?? { en: String(id) }) };
	}
	switch (question.kind) {
		case 'words':
			return isObject(answer) ? { is: 'words', words: answer as Words } : nothing;
		case 'one-of':
		case 'some-of':
			return { is: 'options', options: several.map((option) => form.words[`option.${question.id}.${String(option)}`] ?? {}) };
		case 'yes-no':
			return typeof answer === 'boolean'
				? { is: 'yes-no', yes: answer }
				: { is: 'message', id: answer === 'unknown' ? 'forms.unknown' : 'forms.not-applicable' };
		case 'day':
			return dayCell(answer);
		case 'attachment':
			return { is: 'files', files: filesOf(answer) };
		case 'reference':
			return typeof answer === 'string' ? { is: 'record', id: answer } : textCell(several);
		case 'quantity':
		case 'money':
			return isObject(answer) ? textCell([answer.amount, answer.unit ?? answer.currency]) : nothing;
		default:
			return isObject(answer) ? textCell([answer.name, answer.organisation]) : textCell(several, ', ');
	}
}

/** What can be said of a list in a line; parts that are no text are left out. */
function textCell(parts: readonly (Json | undefined)[], between = ' '): Cell {
	const text = parts
		.filter((part) => (typeof part === 'string' && part !== '') || typeof part === 'number')
		.map(String)
		.join(between);
	return text ? { is: 'text', text } : nothing;
}

const filesOf = (answer: Json): PublicFile[] =>
	[answer]
		.flat()
		.filter(isObject)
		.filter((file) => typeof file.file === 'string')
		.map((file) => ({ file: String(file.file), name: String(file.name), language: String(file.language) }));

/** Every file among the public answers. */
const publicFiles = (answers: Answers, form: Form): PublicFile[] =>
	allQuestions(form)
		.filter((question) => question.kind === 'attachment')
		.flatMap((question) => filesOf(answers[question.id] ?? null));

/** What a register is called: its own name where the form gives one. */
export const registerName = (form: Form): Words => form.words['form.register'] ?? form.words['form.title'] ?? {};

/** One cell of a column: answered where the form asks it, else computed from the treaty's rules. Whom a row speaks for is its owner. */
export function cellOf(column: string, entry: RegisterEntry, form: Form, seen: Seen): Cell {
	const question = questionOf(form, column);
	if (column === 'party' || column === 'country')
		return question && entry.ownerKind !== 'party' ? ownerOr(entry, question, form, seen) : owner(entry, form, seen);
	if (column in saidDays) {
		const last = entry.answers[column];
		return typeof last === 'string' ? dueCell(last, seen.day) : nothing;
	}
	if (question) return answered(entry.answers, question, form, seen.convention);
	if (column === 'document') {
		const files = publicFiles(entry.answers, form);
		return files.length ? { is: 'files', files } : nothing;
	}
	return computed[column]?.(entry, form, seen) ?? nothing;
}

/** What the secretariat enters for a State that does not submit names that State. */
function ownerOr(entry: RegisterEntry, question: Question, form: Form, seen: Seen): Cell {
	const answer = entry.answers[question.id];
	return typeof answer === 'string' && seen.convention.state(answer)
		? { is: 'owner', kind: 'party', id: answer }
		: answer === undefined
			? owner(entry, form, seen)
			: answered(entry.answers, question, form, seen.convention);
}

function standingOf(entry: RegisterEntry, form: Form, columns: readonly string[], seen: Seen): Standing {
	if (entry.state !== 'published') return entry.state;
	if (entry.withdrawnSince) return 'published';
	const said = saidDaysOf(columns);
	if (said) {
		const { [said.from]: from, [said.to]: to } = entry.answers;
		if (typeof to === 'string' && to < seen.day) return 'expired';
		return typeof from === 'string' && from > seen.day ? 'not-in-force' : 'in-force';
	}
	const end = columns.includes('expiry') ? exemptionEnd(entry, form, seen) : null;
	if (!end) return 'published';
	return !isOver(end, seen.day) ? 'in-force' : end.partly ? 'unknown' : 'expired';
}

/** The rows of a register; `formOf` gives the form that an entry is read by, entries of other forms are left out. */
export function registerRows(
	columns: readonly string[],
	entries: readonly RegisterEntry[],
	formOf: (entry: RegisterEntry) => Form | undefined,
	seen: Seen
): RegisterRow[] {
	return entries.flatMap((entry) => {
		const form = formOf(entry);
		if (!form) return [];
		const cells = columns.map((column) => cellOf(column, entry, form, seen));
		const held = new Set(cells.flatMap((cell) => (cell.is === 'files' ? cell.files.map(({ file }) => file) : [])));
		return [
			{
				id: entry.recordId,
				owner: { kind: entry.ownerKind, id: entry.owner },
				standing: standingOf(entry, form, columns, seen),
				cells,
				entry,
				files: publicFiles(entry.answers, form).filter(({ file }) => !held.has(file))
			}
		];
	});
}

/**
 * Which exemptions are extended, from the requests that were granted. One exemption is extended once (Article 6(6)): of several the earliest counts.
 */
export function extensionsFrom(requests: readonly Entry[]): Map<string, Extension> {
	const extensions = new Map<string, Extension>();
	for (const request of requests.toSorted((a, b) => a.firstPublishedAt.getTime() - b.firstPublishedAt.getTime())) {
		const { exemption, requestedYears: years } = request.answers;
		const granted = request.register?.outcome;
		if (request.state !== 'published' || (granted !== 'granted' && granted !== 'granted-in-part')) continue;
		if (typeof exemption !== 'string' || extensions.has(exemption)) continue;
		extensions.set(exemption, { record: request.recordId, years: granted === 'granted' && typeof years === 'number' ? years : null });
	}
	return extensions;
}
