// SPDX-License-Identifier: Apache-2.0
// A letter of ours that came back (RFC 3464): to which of our addresses, and whether for good. Pure. Only the secret in the address makes it believed.

/** Of the part before the sign: back+{32 hexadecimal digits}. Mail servers may change the case of it, and of no digit. */
const local = /^back\+([0-9a-f]{32})$/;

export const bounceAddress = (key: string, domain: string): string => `back+${key}@${domain}`;

/** The key in the first address of ours among these. */
export function bounceKeyIn(addresses: readonly string[], domain: string): string | undefined {
	for (const address of addresses) {
		const [name = '', at = ''] = address.trim().toLowerCase().split('@');
		const key = at === domain.toLowerCase() ? local.exec(name)?.[1] : undefined;
		if (key) return key;
	}
	return undefined;
}

/** hard: will never arrive; soft: did not this time; null: no word of a letter that did not arrive, such as an answer that somebody is away. */
export type Bounce = 'hard' | 'soft' | null;

/** Reads the part for machines; where there is none, what the mail server wrote in the text. A full mailbox is emptied again some day. */
export function bounceIn(message: string): Bounce {
	const action = /^action:\s*(\w+)/im.exec(message)?.[1]?.toLowerCase();
	const status = /^status:\s*([245])\.(\d{1,3})\.(\d{1,3})/im.exec(message);
	if (action === 'delivered' || action === 'relayed' || action === 'expanded') return null;
	if (status) {
		const [, kind, subject, detail] = status;
		if (kind === '2') return null;
		return kind === '5' && !(subject === '2' && detail === '2') ? 'hard' : 'soft';
	}
	if (action) return action === 'failed' ? 'hard' : 'soft';
	// No report as it should be: the code of a refusal in plain words tells as much.
	const said = /(?:^|[\s(])(?:#?)([45])\d\d[ -](?:#?)([45])\.(\d{1,3})\.(\d{1,3})\b/m.exec(message);
	return said ? (said[2] === '5' && !(said[3] === '2' && said[4] === '2') ? 'hard' : 'soft') : null;
}

/** What a mail server answered when a letter was handed to it, as the mailer's fault has it. */
export interface Refused {
	/** At which step of the handing over. */
	command?: string;
	responseCode?: number;
	response?: string;
}

const ofTheSender = /spam|polic|block|black ?list|deny|denied|reputation|spf|dkim|dmarc|sender|relay|rate|client host/i;

/** The mail server takes nothing for this address, for good. Not where it refuses us, our letter or our way of sending it, nor a full mailbox. */
export function refusesRecipient({ command, responseCode, response = '' }: Refused): boolean {
	if (command !== 'RCPT TO' || !responseCode || ![550, 551, 553].includes(responseCode)) return false;
	const status = /^\d{3}[ -]5\.(\d{1,3})\.(\d{1,3})\b/.exec(response);
	// An address that is none, or a mailbox that was closed; .7 and .8 speak of the sender's address.
	if (status && status[1] !== '0') return status[1] === '1' ? !['7', '8'].includes(status[2] ?? '') : status[1] === '2' && status[2] === '1';
	return !ofTheSender.test(response);
}

/** So many that came back within the window, and no more are sent. */
export const mostSoft = 5;
export const softWindow = 30 * 86_400_000;
