// SPDX-License-Identifier: Apache-2.0
// An organisation asks to contribute. Its contact person gets a link by mail, sets a password and may draft at once; the secretariat decides.
import { randomUUID } from 'node:crypto';
import { isLanguage } from '#text/languages.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { minutesUntil } from '../attempt.ts';
import { emailOf } from '../email.ts';
import { validFor } from '../invitation.ts';
import { codeOf, organisationKinds, websiteOf } from '../organisation.ts';
import { platformItself, type Role } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { longestName } from './accept-invitation.ts';
import { countTry } from './attempts.ts';
import type { Doing } from './doing.ts';
import { addInvitation } from './invitations.ts';
import { applicationLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { partyName } from './owners.ts';

export interface Application {
	name: string;
	code: string;
	kind: string;
	/** ISO 3166-1 alpha-3, or empty for a body of many countries. */
	country: string;
	website: string;
	contactName: string;
	email: string;
	language: string;
}

export async function apply(db: Writing, doing: Doing, typed: Application): Promise<{ organisation: string; email: string } | Refusal> {
	const name = typed.name.trim().normalize('NFC');
	const contactName = typed.contactName.trim().normalize('NFC');
	if (name === '' || name.length > longestName || contactName === '' || contactName.length > longestName) return refuse('name-missing');
	const email = emailOf(typed.email);
	if (!email) return refuse('email-not-valid');
	const code = codeOf(typed.code);
	if (!code) return refuse('code-not-valid');
	const website = websiteOf(typed.website);
	if (website === false) return refuse('website-not-valid');
	const kind = organisationKinds.find((each) => each === typed.kind);
	const country = typed.country === '' ? null : typed.country;
	if (!kind || !isLanguage(typed.language)) return refuse('not-valid');
	if (country && !(await partyName(reading(db), country))) return refuse('no-such-fact');
	const tried = await countTry(db, 'register-address', doing.address, doing.at);
	if (!tried.allowed) return refuse('too-many-requests', { minutes: minutesUntil(tried.until, doing.at) });
	if (await isTaken(db, code, name)) return refuse('organisation-taken');
	const organisation = randomUUID();
	const { language } = typed;
	await db
		.insertInto('people.organisations')
		.values({
			id: organisation,
			code,
			name,
			kind,
			country,
			website,
			state: 'applied',
			contact_name: contactName,
			contact_email: email,
			language,
			applied_at: doing.at
		})
		.execute();
	await logEvent(db, 'organisation.applied', { by: doing.by?.id ?? null, about: organisation, at: doing.at, details: { code, kind } });
	const role: Role = { role: 'organisation-contributor', organisation };
	const { token } = await addInvitation(db, { email, language, role, by: platformItself.id, at: doing.at });
	await doing.post(db, await applicationLetter({ email, language }, { token, organisation: name, days: validFor / 86_400_000 }, doing.origin));
	return { organisation, email };
}

async function isTaken(db: Writing, code: string, name: string): Promise<boolean> {
	const taken = await db
		.selectFrom('people.organisations')
		.select('id')
		.where('state', '<>', 'declined')
		.where((where) => where.or([where('code', '=', code), where(where.fn('lower', ['name']), '=', name.toLowerCase())]))
		.executeTakeFirst();
	return taken !== undefined;
}
