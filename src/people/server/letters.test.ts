// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import {
	applicationLetter,
	changedLetter,
	decisionLetter,
	invitationLetter,
	lockedLetter,
	newEmailLetter,
	resetLetter,
	roleTakenLetter
} from './letters.ts';

const origin = 'https://exchange.example.org';

test.each(languages)('all letters are whole in %s', async (language) => {
	const to = { email: 'ama@example.org', language };
	const role = { role: 'focal-point', party: 'GHA' } as const;
	const letters = {
		invitation: await invitationLetter(to, { token: 'tok-en', role, owner: 'Ghana', inviter: 'Pilar {Ortega}', days: 7 }, origin),
		application: await applicationLetter(to, { token: 'tok-en', organisation: 'Coast <Network>', days: 7 }, origin),
		admitted: await decisionLetter(to, { organisation: 'Coast', state: 'admitted', reason: '' }, origin),
		declined: await decisionLetter(to, { organisation: 'Coast', state: 'declined', reason: 'Not yet\nregistered' }, origin),
		reset: await resetLetter(to, 'tok-en', origin),
		locked: await lockedLetter(to, origin),
		newEmail: await newEmailLetter(to, 'tok-en', origin),
		changed: await changedLetter(to, 'second-factor-off', origin),
		taken: await roleTakenLetter(to, role, 'Ghana')
	};
	for (const [name, letter] of Object.entries(letters)) {
		expect(letter, name).toMatchObject({ to: 'ama@example.org', language });
		expect(letter.subject.trim(), name).not.toBe('');
		expect(`${letter.subject} ${letter.text.replace('{Ortega}', '')}`, name).not.toMatch(/[{}]|undefined|people\./);
		expect(letter.subject, name).not.toContain('\n');
	}
	expect(letters.invitation.text).toContain(`\n${origin}/${language}/invitation/tok-en\n`);
	expect(letters.invitation.text).toContain('Ghana');
	expect(letters.reset.text).toContain(`\n${origin}/${language}/reset/tok-en\n`);
	expect(letters.newEmail.text).toContain(`\n${origin}/${language}/work/account/email/tok-en\n`);
	expect(letters.declined.text).toContain('\n\nNot yet\nregistered\n\n');
});
