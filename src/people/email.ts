// SPDX-License-Identifier: Apache-2.0
// E-mail addresses as keys of accounts: trimmed, in lower case, and of a shape that a mail server would take. Sends nothing.

/** The address as accounts keep it, or null when it cannot be one. Proof that it exists comes from the link that is sent to it. */
export function emailOf(typed: unknown): string | null {
	if (typeof typed !== 'string') return null;
	const email = typed.trim().normalize('NFKC').toLowerCase();
	// The shape that browsers accept (HTML, "valid e-mail address"), with a dot in the domain and the lengths of RFC 5321.
	const shape = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
	return email.length <= 254 && shape.test(email) ? email : null;
}

/** The unroutable address that an erased account keeps (RFC 2606). */
export const erasedEmail = (account: string): string => `erased-${account}@erased.invalid`;
