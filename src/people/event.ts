// SPDX-License-Identifier: Apache-2.0
// What is remembered of accounts, roles and organisations: the audit trail's vocabulary. Details hold no name, address or secret.

export const peopleEvents = [
	'account.created',
	'account.changed',
	'account.locked',
	'account.erased',
	'data.exported',
	'signed-in',
	'signed-out',
	'session.ended',
	'password.changed',
	'password.forgotten',
	'password.reset',
	'email.change-asked',
	'email.changed',
	'second-factor.on',
	'second-factor.off',
	'second-factor.codes-renewed',
	'passkey.added',
	'passkey.removed',
	'token.made',
	'token.revoked',
	'invitation.sent',
	'invitation.sent-again',
	'invitation.revoked',
	'invitation.accepted',
	'role.given',
	'role.taken',
	'role.changed',
	'organisation.applied',
	'organisation.admitted',
	'organisation.declined'
] as const;
export type PeopleEvent = (typeof peopleEvents)[number];
