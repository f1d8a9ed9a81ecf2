// SPDX-License-Identifier: Apache-2.0
// The letter that tells whoever made an endpoint that nothing is sent there any more; where that person is gone, all administrators.
import { isLanguage, type Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { Letter } from '#people/server/letters.ts';
import type { Writing } from '#platform/server/database.ts';

async function readersOf(db: Writing, madeBy: string): Promise<{ email: string; language: Language }[]> {
	const inUse = db.selectFrom('people.accounts as account').select(['account.email', 'account.language']).where('account.erased_at', 'is', null);
	const administers = inUse.where((where) =>
		where.exists(
			where
				.selectFrom('people.roles as held')
				.select('held.id')
				.whereRef('held.account_id', '=', 'account.id')
				.where('held.role', '=', 'administrator')
		)
	);
	const own = await administers.where('account.id', '=', madeBy).execute();
	const readers = own.length ? own : await administers.orderBy('account.id').limit(20).execute();
	return readers.map(({ email, language }) => ({ email, language: isLanguage(language) ? language : 'en' }));
}

export async function stoppedLetters(
	db: Writing,
	endpoint: { id: string; name: string; madeBy: string; host: string },
	why: 'gone' | 'silent',
	origin: string
): Promise<Letter[]> {
	const letters: Letter[] = [];
	for (const { email, language } of await readersOf(db, endpoint.madeBy)) {
		const { t } = await readerIn(language);
		const values = { name: endpoint.name, host: endpoint.host, platform: t('site.name') };
		const text = [
			t(`administration.webhooks.mail.${why}`, values),
			`${t('administration.webhooks.mail.link')}\n${origin}/${language}/work/webhooks/${endpoint.id}`,
			t('people.mail.closing', values)
		].join('\n\n');
		letters.push({ to: email, language, subject: t('administration.webhooks.mail.subject', values), text: `${text}\n` });
	}
	return letters;
}
