// SPDX-License-Identifier: Apache-2.0
// One line of an import: its shape, and what it says under which key. Pure; whether its answers hold is judged by its form, elsewhere.
import { createHash } from 'node:crypto';
import { canonical } from '#forms/comparison.ts';
import { allQuestions, type Answers, type Form, type Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { isDay } from '#convention/day.ts';
import type { OwnerKind } from '#records/type.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import { type Problem, problem } from '#components/importing/problem.ts';

export const rowStates = ['draft', 'submitted', 'published'] as const;
export type RowState = (typeof rowStates)[number];

/** A file beside the lines, and the answer that it belongs to: a question id, for parts of answers with dots (`rows.0.report`). */
export interface RowFile {
	file: string;
	name: string | null;
	language: string | null;
	question: string;
}

export interface Row {
	line: number;
	type: string;
	ownerKind: OwnerKind;
	owner: string;
	language: Language | null;
	key: string;
	/** The sender named no key: it was made of the line. */
	derived: boolean;
	answers: Answers;
	files: RowFile[];
	submittedAt: Date | null;
	publishedAt: Date | null;
	state: RowState;
	/** Characters of the line, for keeping a batch small. */
	size: number;
	/** Hash of all that the line says but its key. */
	sha256: string;
}

const members = ['type', 'party', 'organisation', 'secretariat', 'language', 'key', 'answers', 'attachments', 'submittedOn', 'publishedOn', 'state'];
const fileMembers = ['file', 'name', 'language', 'question'];
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

// Control characters and bidirectional overrides have no place in a key or a path.
// eslint-disable-next-line no-control-regex
const hidden = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
const isName = (value: unknown, longest: number): value is string =>
	typeof value === 'string' && value !== '' && value.length <= longest && !hidden.test(value) && value.isWellFormed();

/** No answer is nested nearly as deep. */
const deepest = 32;

function isTooDeep(said: unknown): boolean {
	let level = [said];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > deepest) return true;
		level = level.flatMap((value) => (typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : []));
	}
	return false;
}

/** The row that a line holds, or everything that is wrong with its shape. `now` is the moment of the import: no day may be later. */
export function rowFrom(line: number, text: string, now: Date): Row | { key: string | null; problems: Problem[] } {
	let said: unknown;
	try {
		said = JSON.parse(text);
	} catch {
		return { key: null, problems: [problem('not-json')] };
	}
	if (!isObject(said)) return { key: null, problems: [problem('not-an-object')] };
	// What is nested without end must not be walked by what follows, which would end the whole import.
	if (isTooDeep(said)) return { key: null, problems: [problem('too-deep', '', { most: deepest })] };
	const problems: Problem[] = [];
	const wrong = (member: string) => problems.push(problem('member-wrong', member, { member }));
	for (const name of Object.keys(said)) if (!members.includes(name)) problems.push(problem('unknown-member', '', { member: name.slice(0, 60) }));
	const { type, answers = {}, language = null, key = null, state = 'published' } = said;
	if (type === undefined) problems.push(problem('member-missing', 'type', { member: 'type' }));
	else if (!isName(type, 100)) wrong('type');
	if (!isObject(answers)) wrong('answers');
	if (language !== null && !isLanguage(language)) wrong('language');
	if (key !== null && !isName(key, 300)) wrong('key');
	if (!(rowStates as readonly unknown[]).includes(state)) wrong('state');
	const owner = ownerOf(said);
	if (!owner) problems.push(problem('owner-not-one'));
	const moments = momentsOf(said, now, problems);
	const files = filesOf(said.attachments, wrong);
	const whole = canonical(said);
	if (!soundText(said)) problems.push(problem('text-not-sound'));
	const named = isName(key, 300) ? key : null;
	if (problems.length || !owner) return { key: named, problems };
	const rest = Object.fromEntries(Object.entries(said).filter(([name]) => name !== 'key'));
	return {
		line,
		type: type as string,
		...owner,
		language: language as Language | null,
		key: named ?? `sha256:${sha(whole)}`,
		derived: named === null,
		answers: answers as Answers,
		files,
		...moments,
		state: state as RowState,
		size: text.length,
		sha256: sha(canonical(rest))
	};
}

export const isRow = (value: Row | { problems: Problem[] }): value is Row => 'sha256' in value;

function ownerOf(said: { [member: string]: Json }): { ownerKind: OwnerKind; owner: string } | null {
	const given = (['party', 'organisation', 'secretariat'] as const).filter((name) => said[name] !== undefined && said[name] !== false);
	const [kind] = given;
	if (given.length !== 1 || !kind) return null;
	if (kind === 'secretariat') return said.secretariat === true ? { ownerKind: kind, owner: kind } : null;
	return isName(said[kind], 100) ? { ownerKind: kind, owner: said[kind] } : null;
}

/** A day, or a moment of it with its zone. */
function momentOf(value: Json | undefined): Date | null | undefined {
	if (value === undefined || value === null) return null;
	if (typeof value !== 'string' || !isDay(value.slice(0, 10))) return undefined;
	if (value.length > 10 && !/^.{10}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(value)) return undefined;
	const moment = new Date(value);
	return Number.isNaN(moment.getTime()) ? undefined : moment;
}

function momentsOf(said: { [member: string]: Json }, now: Date, problems: Problem[]): Pick<Row, 'submittedAt' | 'publishedAt'> {
	const [submittedAt, publishedAt] = (['submittedOn', 'publishedOn'] as const).map((member) => {
		const moment = momentOf(said[member]);
		if (moment === undefined) problems.push(problem('member-wrong', member, { member }));
		else if (moment && moment > now) problems.push(problem('day-to-come', member, { member }));
		return moment ?? null;
	}) as [Date | null, Date | null];
	if (submittedAt && publishedAt && publishedAt < submittedAt) problems.push(problem('days-not-in-order', 'publishedOn'));
	return { submittedAt, publishedAt };
}

function filesOf(said: Json | undefined, wrong: (member: string) => void): RowFile[] {
	if (said === undefined || said === null) return [];
	const sound = (each: Json): each is { [member: string]: Json } =>
		isObject(each) &&
		Object.keys(each).every((name) => fileMembers.includes(name)) &&
		isName(each.file, 1000) &&
		isName(each.question, 200) &&
		(each.name === undefined || isName(each.name, 300)) &&
		(each.language === undefined || typeof each.language === 'string');
	if (!Array.isArray(said) || said.length > 100 || !said.every(sound)) {
		wrong('attachments');
		return [];
	}
	return said.map((each) => ({
		file: each.file as string,
		name: (each.name as string | undefined) ?? null,
		language: (each.language as string | undefined) ?? null,
		question: each.question as string
	}));
}

/** What no database keeps: NUL, and halves of a character. */
const soundText = (value: Json): boolean =>
	typeof value === 'string'
		? value.isWellFormed() && !value.includes('\u0000')
		: Array.isArray(value)
			? value.every(soundText)
			: !isObject(value) || Object.entries(value).every(([name, each]) => soundText(name) && soundText(each));

/** Plain text where the form asks for text in several languages is text in the language of the row. */
export function inItsLanguage(form: Form, answers: Answers, language: Language | null): Answers {
	if (!language) return answers;
	const put = (answer: Json): Json => (typeof answer === 'string' ? { [language]: answer } : answer);
	const texts = allQuestions(form).filter(({ kind, id }) => kind === 'words' && answers[id] !== undefined);
	return {
		...answers,
		...Object.fromEntries(
			texts.map(({ id }) => {
				const answer = answers[id] as Json;
				return [id, Array.isArray(answer) ? answer.map(put) : put(answer)];
			})
		)
	};
}
