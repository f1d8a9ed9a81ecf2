// SPDX-License-Identifier: Apache-2.0
// Who may do what to what: one table of sentences, deny by default. The authorisation matrix and the page
// "who may do what" are made from it. Whether a move fits the record's stage stands in records/move.ts.
import { has, isFocalPointOf, isOfOrganisation, isOfParty, isSecretariat, maySubmitFor, type Person, type Role } from './person.ts';

/** What the ability is about; only the parts that the ability reads are needed. */
export interface Subject {
	ownerKind?: 'party' | 'organisation' | 'secretariat';
	owner?: string;
	/** public, restricted or bilateral. */
	visibility?: string;
	/** published, withdrawn … : what the public sees. */
	state?: string;
	otherParty?: string | null;
	/** The role that is given or taken. */
	role?: Role;
	/** The account it is about. */
	account?: string;
	/** The record type. */
	type?: string;
}

type Sentence = (person: Person | null, subject: Subject) => boolean;

const anyone: Sentence = () => true;
const whoeverIsSignedIn: Sentence = (person) => person !== null;
const theAccountItself: Sentence = (person, subject) => person !== null && person.id === subject.account;
const peopleOfTheOwner: Sentence = (person, { ownerKind, owner }) =>
	owner !== undefined &&
	((ownerKind === 'party' && isOfParty(person, owner)) ||
		(ownerKind === 'organisation' && isOfOrganisation(person, owner)) ||
		(ownerKind === 'secretariat' && has(person, 'editor', 'publisher')));
const whoeverSubmitsForTheOwner: Sentence = (person, { ownerKind, owner }) =>
	owner !== undefined &&
	((ownerKind === 'party' && maySubmitFor(person, owner)) ||
		(ownerKind === 'organisation' && isOfOrganisation(person, owner)) ||
		(ownerKind === 'secretariat' && has(person, 'editor', 'publisher')));
/** What two Parties say to one another is theirs alone: the secretariat neither reads it nor acts on it. */
const isNotBilateral = ({ visibility }: Subject): boolean => visibility !== 'bilateral';
const theSecretariatUnlessBilateral: Sentence = (person, subject) => isNotBilateral(subject) && isSecretariat(person);
const editorsAndPublishers: Sentence = (person) => has(person, 'editor', 'publisher');
const editorsAndPublishersUnlessBilateral: Sentence = (person, subject) => isNotBilateral(subject) && has(person, 'editor', 'publisher');
const reviewersEditorsAndPublishers: Sentence = (person) => has(person, 'reviewer', 'editor', 'publisher');
const reviewersEditorsAndPublishersUnlessBilateral: Sentence = (person, subject) =>
	isNotBilateral(subject) && has(person, 'reviewer', 'editor', 'publisher');
const publishers: Sentence = (person) => has(person, 'publisher');
const publishersUnlessBilateral: Sentence = (person, subject) => isNotBilateral(subject) && has(person, 'publisher');
const administrators: Sentence = (person) => has(person, 'administrator');
const theFocalPointOfTheOwner: Sentence = (person, { ownerKind, owner }) =>
	ownerKind === 'party' && owner !== undefined && isFocalPointOf(person, owner);
/** From when it was sent. */
const peopleOfTheOtherParty: Sentence = (person, { visibility, state, otherParty }) =>
	visibility === 'bilateral' && state !== undefined && state !== 'unpublished' && !!otherParty && isOfParty(person, otherParty);
const whoeverSubmitsForTheOtherParty: Sentence = (person, subject) =>
	peopleOfTheOtherParty(person, subject) && !!subject.otherParty && maySubmitFor(person, subject.otherParty);
const anyoneOnceItIsPublic: Sentence = (_, { visibility, state }) => visibility === 'public' && state !== undefined && state !== 'unpublished';
/** A focal point manages the national users of the Party: contributors only, never another focal point. */
const theFocalPointForOwnContributors: Sentence = (person, { role }) => role?.role === 'party-contributor' && isFocalPointOf(person, role.party);
/** What the Committee works from beside requests of the COP (Article 15(4)): national reports and what a Party submits of its own, once they stand. */
const committeeTypes: ReadonlySet<string> = new Set(['art21-full', 'art21-short', 'art15-self-submission']);
const readersOfTheCommittee: Sentence = (person, { type, state, visibility }) =>
	has(person, 'committee-reader') && visibility !== 'bilateral' && state === 'published' && type !== undefined && committeeTypes.has(type);
/** The secretariat's officers admit focal points and organisations; only an administrator makes officers. */
const officersForPartiesAndOrganisations: Sentence = (person, { role }) =>
	(role?.role === 'focal-point' || role?.role === 'party-contributor' || role?.role === 'organisation-contributor') &&
	has(person, 'editor', 'publisher', 'administrator');

const peopleOfTheParty: Sentence = (person, { ownerKind, owner }) => ownerKind === 'party' && owner !== undefined && isOfParty(person, owner);
/** Who helps Parties day by day, and who runs the platform; nobody who judges or publishes needs it. */
const editorsAndAdministrators: Sentence = (person) => has(person, 'editor', 'administrator');

export const abilities = {
	'record.begin': [whoeverSubmitsForTheOwner, peopleOfTheOwner],
	'record.read': [anyoneOnceItIsPublic, peopleOfTheOwner, peopleOfTheOtherParty, theSecretariatUnlessBilateral],
	'record.read-private': [peopleOfTheOwner, theSecretariatUnlessBilateral],
	/** A record that another Party sent is read whole. */
	'record.read-received': [peopleOfTheOtherParty],
	'draft.read': [peopleOfTheOwner],
	'draft.edit': [peopleOfTheOwner],
	'record.submit': [whoeverSubmitsForTheOwner],
	'record.recall': [whoeverSubmitsForTheOwner],
	'record.revise': [peopleOfTheOwner],
	'record.insist': [theFocalPointOfTheOwner],
	'record.discard': [whoeverSubmitsForTheOwner],
	'record.withdraw': [whoeverSubmitsForTheOwner, publishersUnlessBilateral],
	'record.supersede': [whoeverSubmitsForTheOwner, publishersUnlessBilateral],
	'record.return': [reviewersEditorsAndPublishersUnlessBilateral],
	'record.decline': [editorsAndPublishersUnlessBilateral],
	'record.publish': [publishersUnlessBilateral],
	'outcome.by-secretariat': [publishersUnlessBilateral],
	'outcome.by-other-party': [whoeverSubmitsForTheOtherParty],
	'outcome.by-owner': [whoeverSubmitsForTheOwner],
	/** Texts of one language beside another: whoever may edit the record. */
	'translation.edit': [peopleOfTheOwner],
	'queue.read': [reviewersEditorsAndPublishers],
	'desk.read': [whoeverIsSignedIn],
	/** The editorial desk: what the secretariat has in hand and has published. */
	'editorial.read': [reviewersEditorsAndPublishers, administrators],
	'fact.edit': [editorsAndPublishers, administrators],
	'redirect.import': [editorsAndPublishers, administrators],
	'form.word': [editorsAndPublishers, administrators],
	'form.design': [administrators],
	'cycle.read': [reviewersEditorsAndPublishers, administrators],
	'cycle.open': [publishers, administrators],
	'cycle.extend': [publishers, administrators],
	'cycle.show-progress': [theFocalPointOfTheOwner],
	'approval.set': [theFocalPointOfTheOwner],
	/** Brings files with reports of older cycles and says which column is about what. */
	'report.map': [editorsAndPublishers],
	/** Publishes in the name of a Party what the Party reported before this platform was there. */
	'report.digitise': [publishers],
	/** Publishes as the secretariat's own what a source told that the secretariat chose. */
	'record.take-over': [publishersUnlessBilateral],
	'project.desk': [reviewersEditorsAndPublishers, administrators],
	/** Says whether a project that was found is about mercury, and which two are one. */
	'project.judge': [editorsAndPublishers],
	/** Has sources read, tries files out, and says where and how often they are fetched. */
	'project.harvest': [publishers, administrators],
	/** Brings many documents of meetings at once, to be looked through. */
	'documents.bring': [editorsAndPublishers],
	/** Publishes what was brought. */
	'documents.publish': [publishers],
	/** A look at what is not public, which is written down. */
	'record.read-restricted': [readersOfTheCommittee],
	'clarification.read': [peopleOfTheOwner, theSecretariatUnlessBilateral, readersOfTheCommittee],
	'clarification.ask': [reviewersEditorsAndPublishersUnlessBilateral],
	'clarification.answer': [whoeverSubmitsForTheOwner],
	'clarification.agree': [theFocalPointOfTheOwner],
	'clarification.publish': [publishersUnlessBilateral],
	'look.read': [theFocalPointOfTheOwner, administrators],
	'event.read': [publishers, administrators],
	/** The administrator's home: health, jobs, mail, storage, the audit log; and to step in there. */
	'platform.administer': [administrators],
	/** Systems elsewhere that are told of what is published. */
	'webhook.manage': [administrators],
	'people.read': [editorsAndPublishers, administrators],
	'role.give': [theFocalPointForOwnContributors, officersForPartiesAndOrganisations, administrators],
	'role.take': [theFocalPointForOwnContributors, officersForPartiesAndOrganisations, administrators],
	'organisation.apply': [anyone],
	'organisation.admit': [editorsAndPublishers, administrators],
	/** What is practised on belongs to all people of the Party. */
	'training.use': [peopleOfTheParty],
	'support.ask': [peopleOfTheParty],
	'support.open': [editorsAndAdministrators],
	/** The Party ends it at any time, and the officer who looks on. */
	'support.end': [peopleOfTheParty, theAccountItself],
	'support.read-log': [peopleOfTheParty, theAccountItself, administrators],
	'account.read': [theAccountItself],
	'account.change': [theAccountItself],
	'account.erase': [theAccountItself, administrators]
} satisfies Record<string, Sentence[]>;

export type Ability = keyof typeof abilities;

/** All that somebody who looks on in support may; what two Parties say to one another not even so. */
export const seen: readonly Ability[] = ['desk.read', 'record.read', 'record.read-private', 'draft.read', 'clarification.read'];

/** May this person (null: nobody signed in) do this to that? */
export function may(person: Person | null, ability: Ability, subject: Subject = {}): boolean {
	if (person?.lookingOn !== undefined && !(seen.includes(ability) && isNotBilateral(subject))) return false;
	return abilities[ability].some((sentence) => sentence(person, subject));
}

/** For the page and the matrix: the names of the sentences that grant an ability. */
export const sentenceNames: Record<Ability, string[]> = Object.fromEntries(
	Object.entries(abilities).map(([ability, sentences]) => [ability, sentences.map((sentence) => sentence.name)])
) as Record<Ability, string[]>;
