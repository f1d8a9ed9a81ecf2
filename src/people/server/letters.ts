// SPDX-License-Identifier: Apache-2.0
// The letters about accounts: their words in the reader's language. Sends nothing.
import type { Language } from '#text/languages.ts';
import { type MessageId, type Reader, readerIn, type Say, type Values } from '#text/message.ts';
import type { Role } from '../person.ts';

/** Plain text: the mailer makes the HTML part of it, with links and the right direction. */
export interface Letter {
	to: string;
	language: Language;
	subject: string;
	text: string;
	/** Beside those that every letter has: where an answer goes to. */
	headers?: Record<string, string>;
	/** Where it comes back to when it cannot be delivered. */
	returnTo?: string;
	/** What tells of which letter it is that did not arrive, where that is counted. */
	back?: string;
}

interface Addressee {
	email: string;
	language: Language;
}

/** A letter out of paragraphs; the link that it is about stands after the first, where it is looked for. */
function letter(reader: Reader, to: string, subject: string, paragraphs: string[], link?: { address: string; words: string }): Letter {
	const [first = '', ...rest] = [...paragraphs, reader.t('people.mail.closing', { platform: reader.t('site.name') })];
	const text = [first, ...(link ? [`${link.words}\n${link.address}`] : []), ...rest].join('\n\n');
	return { to, language: reader.language, subject, text: `${text}\n` };
}

/** What a role is called, and of whom where it speaks for somebody. */
export const roleMessage = (role: Role): MessageId => `people.role.${role.role}`;

async function write(
	to: Addressee,
	topic: string,
	values: Values,
	more: { lines?: string[]; link?: { address: string; words: MessageId } } = {}
): Promise<Letter> {
	const reader = await readerIn(to.language);
	const platform = reader.t('site.name');
	const say = (part: string) => reader.t(`people.mail.${topic}.${part}` as MessageId, { platform, ...values });
	const paragraphs = [say('body'), ...(more.lines?.length ? [more.lines.join('\n')] : []), say('note')];
	return letter(reader, to.email, say('subject'), paragraphs, more.link && { address: more.link.address, words: reader.t(more.link.words) });
}

const at = (origin: string, language: Language, ...path: string[]): string => `${origin}/${language}/${path.map(encodeURIComponent).join('/')}`;

/** `owner`: name of the Party or organisation in the addressee's language; `inviter`: name of the person who invites. */
export async function invitationLetter(
	to: Addressee,
	invitation: { token: string; role: Role; owner: string | null; inviter: string; days: number },
	origin: string
): Promise<Letter> {
	const { t } = await readerIn(to.language);
	const lines = roleLines(t, invitation.role, invitation.owner);
	const link = { address: at(origin, to.language, 'invitation', invitation.token), words: 'people.mail.invitation.link' } as const;
	return await write(to, 'invitation', { inviter: invitation.inviter, days: invitation.days }, { lines, link });
}

export const applicationLetter = (
	to: Addressee,
	application: { token: string; organisation: string; days: number },
	origin: string
): Promise<Letter> =>
	write(
		to,
		'application',
		{ organisation: application.organisation, days: application.days },
		{ link: { address: at(origin, to.language, 'invitation', application.token), words: 'people.mail.invitation.link' } }
	);

export const decisionLetter = (
	to: Addressee,
	decision: { organisation: string; state: 'admitted' | 'declined'; reason: string },
	origin: string
): Promise<Letter> =>
	write(
		to,
		decision.state,
		{ organisation: decision.organisation },
		{
			lines: decision.reason === '' ? [] : decision.reason.split('\n'),
			...(decision.state === 'admitted' ? { link: { address: at(origin, to.language, 'work'), words: 'people.mail.desk.link' as const } } : {})
		}
	);

export const resetLetter = (to: Addressee, token: string, origin: string): Promise<Letter> =>
	write(to, 'reset', {}, { link: { address: at(origin, to.language, 'reset', token), words: 'people.mail.reset.link' } });

/** To the owner of an account that too many wrong passwords were tried on. */
export const lockedLetter = (to: Addressee, origin: string): Promise<Letter> =>
	write(to, 'locked', {}, { link: { address: at(origin, to.language, 'forgotten'), words: 'people.mail.locked.link' } });

/** To the new address, which proves itself by the link. */
export const newEmailLetter = (to: Addressee, token: string, origin: string): Promise<Letter> =>
	write(to, 'new-email', {}, { link: { address: at(origin, to.language, 'work', 'account', 'email', token), words: 'people.mail.new-email.link' } });

/** To the owner: something that matters for security was changed. Sent to the old address when the address itself changed. */
export const changedLetter = (
	to: Addressee,
	what: 'password' | 'email' | 'second-factor-on' | 'second-factor-off' | 'passkey' | 'sign-on',
	origin: string
): Promise<Letter> =>
	readerIn(to.language).then(({ t }) =>
		write(
			to,
			'changed',
			{ what: t(`people.changed.${what}`) },
			{ link: { address: at(origin, to.language, 'forgotten'), words: 'people.mail.locked.link' } }
		)
	);

export const roleTakenLetter = async (to: Addressee, role: Role, owner: string | null): Promise<Letter> => {
	const { t } = await readerIn(to.language);
	return await write(to, 'role-taken', {}, { lines: roleLines(t, role, owner) });
};

const roleLines = (t: Say, role: Role, owner: string | null): string[] => [
	t('people.mail.invitation.role', { role: t(roleMessage(role)) }),
	...(owner ? [t('people.mail.invitation.owner', { owner })] : [])
];
