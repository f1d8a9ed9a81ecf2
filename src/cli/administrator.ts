// SPDX-License-Identifier: Apache-2.0
// Invites an administrator from the machine itself: how the first one comes into an empty installation, or a new one when all are gone.
// node src/cli/administrator.ts {e-mail address} [language]: prints the link. An embedded database must not be in use by a server meanwhile.
import { isRefusal } from '#people/refusal.ts';
import { groundOf } from '#people/server/ground.ts';
import { inviteFirst } from '#people/server/invite-first.ts';
import { environment } from '#platform/server/environment.ts';
import { openPlatform } from '#platform/server/platform.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';

const [email = '', language = 'en'] = process.argv.slice(2);
if (!isLanguage(language)) {
	console.error(`${language} is not a language of the platform: ar, en, es, fr, ru or zh`);
	process.exit(1);
}
const platform = await openPlatform({ ...environment(), logLevel: 'error' });
const ground = await groundOf(platform);
const outcome = await platform.database.write((db) => inviteFirst(db, ground, { email, language }, new Date()));
await platform.close();
if (isRefusal(outcome)) {
	console.error((await readerIn(language)).t(`refusal.${outcome.refusal}`, outcome.values));
	process.exit(1);
}
console.log(outcome.link);
