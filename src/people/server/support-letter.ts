// SPDX-License-Identifier: Apache-2.0
// The letter that tells a Party who looks on, why and until when, and where to end it.
import type { Language } from '#text/languages.ts';
import { locales } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { Person } from '../person.ts';
import type { Letter } from './letters.ts';
import type { Support } from './supports.ts';

export async function supportLetter(
	to: { name: string; email: string; language: Language },
	support: Support,
	{ by, partyName, origin }: { by: Person; partyName(party: string): Words | undefined; origin: string }
): Promise<Letter> {
	const { t } = await readerIn(to.language);
	const values = {
		name: to.name,
		officer: by.name,
		party: say(partyName(support.party) ?? { en: support.party }, to.language),
		role: t(`people.role.${support.role}`),
		time: moment(to.language, support.endsAt as Date)
	};
	const text = [
		t('support.mail.text', values),
		`${t('support.mail.reason')}\n${support.reason ?? ''}`,
		support.wish ? t('support.mail.asked', { wish: support.wish }) : t('support.mail.unasked'),
		`${t('support.mail.end')}\n${origin}/${to.language}/work/support/${support.id}`,
		t('people.mail.closing', { platform: t('site.name') })
	].join('\n\n');
	return { to: to.email, language: to.language, subject: t('support.mail.subject', { name: by.name }), text: `${text}\n` };
}

const moment = (language: Language, at: Date): string =>
	new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at).concat(' UTC');
