// SPDX-License-Identifier: Apache-2.0
// The letters to followers: plain, in their language, each with a way out that works at once (RFC 8058). Sends nothing.
import type { Letter } from '#people/server/letters.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { Frequency } from '../watched.ts';

export async function confirmationLetter(of: {
	to: string;
	language: Language;
	title: string;
	frequency: Frequency;
	key: string;
	origin: string;
	hours: number;
}): Promise<Letter> {
	const { t } = await readerIn(of.language);
	const text = [
		t('watching.mail.confirm.text', { platform: t('site.name') }),
		of.title,
		t(`watching.frequency.${of.frequency}`),
		`${t('watching.mail.confirm.link')}\n${of.origin}/${of.language}/follow/${of.key}`,
		t('watching.mail.confirm.note', { hours: of.hours })
	].join('\n\n');
	return { to: of.to, language: of.language, subject: t('watching.mail.confirm.subject'), text: `${text}\n` };
}

export interface Line {
	id: string;
	title: string;
	type: string;
	owner: string;
	event: 'published' | 'withdrawn' | 'superseded';
	demo: boolean;
}

/** What one watch brought. */
export interface Group {
	title: string;
	lines: Line[];
	/** How many more there were. */
	more: number;
	/** Path that shows them all. */
	address: string;
}

export interface ToTell {
	to: string;
	language: Language;
	kind: Frequency;
	groups: Group[];
	key: string;
	origin: string;
	/** Where it comes back to; null where nobody reads that. */
	returnTo: string | null;
	/** The secret of this letter in that address. */
	back: string;
}

/** Marks keep a title in its own direction within a line of another one. */
const isolated = (text: string): string => `\u2068${text.replace(/[\r\n]+/g, ' ')}\u2069`;

export async function tidings({ to, language, kind, groups, key, origin, returnTo, back }: ToTell): Promise<Letter> {
	const { t } = await readerIn(language);
	const lines = groups.flatMap((group) => group.lines);
	const count = new Set(lines.map((line) => line.id)).size + groups.reduce((sum, group) => sum + group.more, 0);
	const first = lines[0];
	const subject =
		count === 1 && first ? t(`watching.mail.${first.event}.subject`, { title: first.title }) : t(`watching.mail.${kind}.subject`, { count });
	const stop = `${origin}/${language}/watching/${key}/stop`;
	const wrap = (line: Line): string =>
		[
			isolated(line.title) + (line.demo ? ` [${t('look.demonstration')}]` : ''),
			[line.type, line.owner].map(isolated).join(' · ') + (line.event === 'published' ? '' : ` · ${t(`watching.event.${line.event}`)}`),
			`${origin}/${language}/records/${line.id}`
		].join('\n');
	const text = [
		t('watching.mail.text', { count }),
		...groups.flatMap((group) => [
			`■ ${group.title}`,
			...group.lines.map(wrap),
			...(group.more ? [`${t('watching.mail.more', { count: group.more })}\n${origin}/${language}${group.address}`] : [])
		]),
		`${t('watching.mail.manage')}\n${origin}/${language}/watching/${key}`,
		`${t('watching.mail.stop')}\n${stop}`
	].join('\n\n');
	return {
		to,
		language,
		subject,
		text: `${text}\n`,
		headers: {
			'List-Unsubscribe': `<${stop}>`,
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			'List-Id': `<watching.${new URL(origin).hostname}>`
		},
		back,
		...(returnTo ? { returnTo } : {})
	};
}
