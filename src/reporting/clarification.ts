// SPDX-License-Identifier: Apache-2.0
// A clarification: a thread about one question of a national report, between the secretariat, for itself or for the Committee of Article 15, and the
// Party. What may follow what, when somebody is reminded, what of it becomes public, and the hash that chains its posts. Pure; the day is an argument.
import { createHash } from 'node:crypto';
import { type Day, daysBetween } from '#convention/day.ts';
import { canonical } from '#forms/comparison.ts';
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

export const clarificationStates = ['open', 'answered', 'reopened', 'closed'] as const;
export type ClarificationState = (typeof clarificationStates)[number];

export const clarificationOutcomes = ['corrected', 'note', 'withdrawn'] as const;
export type ClarificationOutcome = (typeof clarificationOutcomes)[number];

/** On whose behalf the secretariat asks. */
export const askers = ['secretariat', 'committee'] as const;
export type Asker = (typeof askers)[number];

/** What the Party may agree to have published: everything, or its explanation alone. */
export const agreements = ['whole', 'note'] as const;
export type Agreement = (typeof agreements)[number];

export const postKinds = ['question', 'answer', 'reopening', 'extension', 'closing', 'agreement', 'retraction', 'publication'] as const;
export type PostKind = (typeof postKinds)[number];

export interface PostFile {
	sha256: string;
	name: string;
	mediaType: string;
	size: number;
}

export interface PostDetails {
	due?: Day;
	askedFor?: Asker;
	outcome?: ClarificationOutcome;
	revision?: number;
	agreed?: Agreement;
}

/** One thing that was said or done. */
export interface Post {
	number: number;
	kind: PostKind;
	text: string;
	language: Language;
	details: PostDetails;
	files: PostFile[];
	/** Account id. */
	by: string;
	at: Date;
	sha256: string;
	previous: string;
}

export interface Clarification {
	record: string;
	number: number;
	/** The revision that it asks about. */
	revision: number;
	question: string;
	askedFor: Asker;
	state: ClarificationState;
	due: Day;
	/** How many posts it has. */
	posts: number;
	outcome: ClarificationOutcome | null;
	outcomeRevision: number | null;
	agreed: Agreement | null;
	openedAt: Date;
	closedAt: Date | null;
	publishedAt: Date | null;
}

export interface Thread extends Omit<Clarification, 'posts'> {
	posts: Post[];
}

/** A thread as everybody sees it: what the Party agreed to, without a name, a hash or a day that was set. */
export type PublicThread = Pick<Clarification, 'record' | 'number' | 'revision' | 'question' | 'askedFor' | 'outcome' | 'outcomeRevision'> & {
	agreed: NonNullable<Clarification['agreed']>;
	openedAt: Date;
	closedAt: Date;
	publishedAt: Date;
	posts: Pick<Post, 'number' | 'kind' | 'text' | 'language' | 'at' | 'files'>[];
};

/** A thread in a list: where it stands, and not what it says. */
export interface ListedThread extends Clarification {
	party: string;
	name: Words;
	type: string;
	cycle: string | null;
	formVersion: string;
	overdue: boolean;
	demo: boolean;
}

/** A text is at most so long, and comes with at most so many files. */
export const longestText = 10_000;
export const mostFiles = 5;

type Standing = Pick<Clarification, 'state' | 'agreed' | 'publishedAt'>;

/** Whether the Party is the one who is waited for. */
export const awaitsParty = ({ state }: Pick<Clarification, 'state'>): boolean => state === 'open' || state === 'reopened';

/** What may follow where a thread stands. Who may do it stands in people/may.ts. */
export function mayFollow(kind: PostKind, standing: Standing): boolean {
	const { state, agreed, publishedAt } = standing;
	switch (kind) {
		case 'question':
			return false;
		// An answer is never changed; what it lacks comes in another one.
		case 'answer':
			return state !== 'closed';
		case 'reopening':
			return state === 'answered';
		case 'extension':
			return awaitsParty(standing);
		case 'closing':
			return state !== 'closed';
		case 'agreement':
			return state === 'closed' && agreed === null;
		// What is public was read and copied; it is not taken back.
		case 'retraction':
		case 'publication':
			return agreed !== null && publishedAt === null;
	}
}

/** How a thread can end: an explanation stands as a note once it was given; a question can always be withdrawn. */
export const outcomesFor = ({ state }: Pick<Clarification, 'state'>, laterRevisions: readonly number[]): ClarificationOutcome[] =>
	clarificationOutcomes.filter((outcome) => (outcome === 'corrected' ? laterRevisions.length > 0 : outcome === 'note' ? state === 'answered' : true));

/** The note alone can be published where there is one. */
export const agreementsFor = ({ outcome }: Pick<Clarification, 'outcome'>): Agreement[] => (outcome === 'note' ? ['whole', 'note'] : ['whole']);

export const isOverdue = (clarification: Pick<Clarification, 'state' | 'due'>, today: Day): boolean =>
	awaitsParty(clarification) && clarification.due < today;

/** Days before (negative) and after the due day on which people are reminded. */
const reminderDays = [-14, -3, 1, 14] as const;

/** The reminder of a day, named by its distance and the due day, since more time begins the distances anew. Null where none is due. */
export function clarificationReminder(due: Day, today: Day): string | null {
	const passed = daysBetween(due, today);
	const day = reminderDays.filter((each) => each <= passed).at(-1);
	// Whoever starts a platform that rested for long is not flooded.
	if (day === undefined || passed - day > 10) return null;
	return `${day < 0 ? `before-${-day}` : `after-${day}`} ${due}`;
}

/** What the public sees of a thread that was published: everything, or the last answer. Who pressed which button is nobody's business. */
export function publicPosts({ agreed, posts }: Pick<Thread, 'agreed' | 'posts'>): Post[] {
	const said = posts.filter(({ kind }) => kind === 'question' || kind === 'answer' || kind === 'reopening' || kind === 'closing');
	if (agreed === 'whole') return said;
	const note = said.findLast(({ kind }) => kind === 'answer');
	return agreed === 'note' && note ? [note] : [];
}

/** Who speaks in a post: the Party, or the one who asks. */
export const speaks = (kind: PostKind): 'party' | 'asker' => (kind === 'answer' || kind === 'agreement' || kind === 'retraction' ? 'party' : 'asker');

/** SHA-256, in hexadecimal, of the canonical JSON of a post with the hash before it: of the first, the seal of the revision that it asks about. */
export const sealPost = (
	record: string,
	clarification: number,
	{ number, kind, text, language, details, files, by, at, previous }: Omit<Post, 'sha256'>
): string =>
	createHash('sha256')
		.update(canonical({ record, clarification, number, kind, text, language, details, files, by, at: at.toISOString(), previous } as never))
		.digest('hex');

/** Numbers of the posts whose hash does not follow from what they say, or that do not join the one before. Empty: the chain holds. */
export const brokenPosts = ({ record, number, posts }: Pick<Thread, 'record' | 'number' | 'posts'>): number[] =>
	posts
		.filter((post, at) => sealPost(record, number, post) !== post.sha256 || (at > 0 && post.previous !== posts[at - 1]?.sha256))
		.map((post) => post.number);
