// The form of a draft on paper, and what a file that came back says against it.
import { day } from '#components/intl.ts';
import { offerOf } from '#components/roundtrip/offer.ts';
import { paperForm } from '#components/roundtrip/paper-form.ts';
import { type Fault, saidOn, understand } from '#components/roundtrip/understand.ts';
import { onPaper } from '#components/roundtrip/leaves.ts';
import { check } from '#forms/check.ts';
import { carryAlong } from '#forms/designed.ts';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import type { About, Paper } from '#interop/roundtrip/paper.ts';
import type { Place, ReadForm } from '#interop/roundtrip/read.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { knownFor } from '#records/server/known.ts';
import { answersAt, type Draft } from '#records/server/records.ts';
import { isLanguage } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { vocabularyOf } from '../../../../file.server.ts';

export async function draftPaper(locals: App.Locals, record: RecordEnvelope, draft: Draft, form: Form): Promise<Paper> {
	const { language, t } = locals.reader;
	const owner = record.ownerKind === 'party' ? say(locals.convention.state(record.owner)?.name, language) : record.owner;
	return paperForm(await vocabularyOf(form, locals), {
		about: { form: form.id, version: form.version, record: record.id, draft: draft.version, language },
		facts: [
			[t('roundtrip.fact.record'), record.id],
			[t('roundtrip.fact.owner'), owner || record.owner],
			[t('roundtrip.fact.made'), day(language, locals.today)],
			[t('roundtrip.fact.version'), form.version]
		],
		answers: draft.answers
	});
}

export type FileRefused = { fault: 'not-a-form' | 'other-record' | 'other-form' | 'other-version'; record?: string; version?: string };

/** What the file says of itself, as far as it can be believed; or why it is not read. */
export function aboutIn(locals: App.Locals, { about }: ReadForm, record: RecordEnvelope): About | FileRefused {
	if (!about?.form || !about.version) return { fault: 'not-a-form' };
	const said = about.record ?? '';
	if (said && said !== record.id) return { fault: 'other-record', record: said.slice(0, 60) };
	if (about.form !== record.type) return { fault: 'other-form' };
	if (!locals.definitions.form(record.type, about.version)) return { fault: 'other-version', version: about.version.slice(0, 60) };
	const draft = said ? Number(about.draft) : 0;
	const language = isLanguage(about.language) ? about.language : locals.reader.language;
	return { form: about.form, version: about.version, record: said, draft: Number.isSafeInteger(draft) && draft > 0 ? draft : 0, language };
}

export interface FileOffer extends ReturnType<typeof offerOf> {
	/** Version of the form that the file was made with, where it is another than the draft's. */
	older: string | null;
	dropped: Answers;
	absent: number;
	faults: Fault[];
}

export async function compareFile(locals: App.Locals, record: RecordEnvelope, draft: Draft, read: ReadForm, about: About): Promise<FileOffer> {
	const db = locals.platform.database.read;
	const formAt = (version: string) => locals.definitions.form(record.type, version);
	const form = formAt(draft.formVersion) as Form;
	const theirs = formAt(about.version) as Form;
	const started = Math.min(about.draft, draft.version);
	const ids = allQuestions(theirs).map(({ id }) => id);
	const base = !about.record ? {} : started === draft.version && theirs === form ? draft.answers : await answersAt(db, record.id, started, ids);
	const vocabulary = await vocabularyOf(theirs, locals);
	const said = understand(vocabulary, read, about.language);
	const made = understand(vocabulary, saidOn(paperForm(vocabulary, { about, facts: [], answers: base })), about.language);
	const carry = (answers: Answers) => (theirs === form ? { answers, dropped: {} } : carryAlong(form, theirs.version, answers, formAt));
	const file = carry(said.answers);
	const known = await knownFor(db, locals.convention, form, record.id, { ...draft.answers, ...file.answers }, new Date());
	const compared = offerOf({
		form,
		file: file.answers,
		made: carry(made.answers).answers,
		base: carry(base).answers,
		now: draft.answers,
		places: placesIn(said.places, (id) => Object.keys(carry({ [id]: true }).answers)[0]),
		faults: said.faults,
		check: (answers) => check(form, answers, known)
	});
	const unread = read.faults.map((fault): Fault => ({ ...fault, question: fault.path.split('.')[0] ?? '' }));
	return {
		...compared,
		older: theirs === form ? null : theirs.version,
		dropped: file.dropped,
		absent: allQuestions(theirs).filter((question) => onPaper(question) && !(question.id in said.answers)).length,
		faults: [...unread, ...said.faults]
	};
}

/** By the names that questions have in the draft's version. */
function placesIn(places: ReadonlyMap<string, Place>, newName: (id: string) => string | undefined): Map<string, Place> {
	const names = new Map<string, string | undefined>();
	return new Map(
		[...places].flatMap(([path, place]): [string, Place][] => {
			const [id = '', ...rest] = path.split('.');
			if (!names.has(id)) names.set(id, newName(id));
			const name = names.get(id);
			return name ? [[[name, ...rest].join('.'), place]] : [];
		})
	);
}
