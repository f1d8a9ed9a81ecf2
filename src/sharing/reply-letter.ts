// SPDX-License-Identifier: Apache-2.0
// A letter that came in: whether a person wrote it, to which address of ours, and what of it they wrote themselves. Pure.

/** Of the part before the sign: answer+{32 hexadecimal digits}. Mail servers may change the case of it, and of no digit. */
const local = /^answer\+([0-9a-f]{32})$/;

export const replyAddress = (key: string, domain: string): string => `answer+${key}@${domain}`;

/** The key in the first address of ours among these. */
export function replyKeyIn(addresses: readonly string[], domain: string): string | undefined {
	for (const address of addresses) {
		const [name = '', at = ''] = address.trim().toLowerCase().split('@');
		const key = at === domain.toLowerCase() ? local.exec(name)?.[1] : undefined;
		if (key) return key;
	}
	return undefined;
}

/** By name in lower case, as text. */
export type Headers = ReadonlyMap<string, string>;

/** A machine wrote it, or a list sent it on: no person answers, so nobody is answered (RFC 3834). */
export function isAutomatic(headers: Headers, from: string): boolean {
	const said = (name: string) => (headers.get(name) ?? '').trim().toLowerCase();
	const auto = said('auto-submitted');
	return (
		(auto !== '' && !auto.startsWith('no')) ||
		/^(bulk|junk|list|auto[_-]reply)/.test(said('precedence')) ||
		headers.has('x-autoreply') ||
		headers.has('x-autorespond') ||
		headers.has('list-id') ||
		headers.has('x-failed-recipients') ||
		said('return-path') === '<>' ||
		said('content-type').startsWith('multipart/report') ||
		from === '' ||
		/^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)(@|\+)/i.test(from)
	);
}

/** Above the line that a letter of ours begins with, in all languages alike: what stands below it was quoted. */
export const replyLine = '-- >8 --';

/** Where a mail program begins to quote: "On … wrote:", "Le … a écrit :", a header block, a rule. */
const quoteStarts = [
	/^\s*-{2,}\s*>8\s*-{2,}/,
	/^\s*-{3,}.{0,40}(original message|message d.origine|mensaje original|исходное сообщение|原始邮件|الرسالة الأصلية).{0,10}-{3,}\s*$/iu,
	/^\s*_{8,}\s*$/,
	/^\s*(on|am) .{4,200} (wrote|schrieb)\s*:\s*$/iu,
	/^\s*le .{4,200} a écrit\s*:\s*$/iu,
	/^\s*el .{4,200} escribió\s*:\s*$/iu,
	/^.{4,200}(пишет|написал|написала|написал\(а\))\s*:\s*$/iu,
	/^.{4,200}写道\s*[:：]\s*$/u,
	/^.{0,200}كتب.{0,200}:\s*$/u,
	/^\s*(from|de|от|发件人|من)\s*[:：].{0,200}@/iu
];

/** Two dashes and a space end a letter (RFC 3676); phones sign as they like. */
const signatures = [/^--\s*$/, /^(sent from my|envoyé de mon|enviado desde mi|отправлено с|发自我的|أرسلت من)/iu];

/** What the person wrote: without what they answer to, and without how they sign. */
export function writtenIn(text: string): string {
	const lines = text.replace(/\r\n?/g, '\n').split('\n');
	const joined = (at: number) => `${lines[at] ?? ''} ${lines[at + 1] ?? ''}`;
	const end = lines.findIndex(
		(line, at) =>
			quoteStarts.some((start) => start.test(line)) ||
			// A long line of attribution is broken in two by mail programs.
			(/^\s*(on|le|el) /iu.test(line) && quoteStarts.slice(3, 6).some((start) => start.test(joined(at)))) ||
			signatures.some((signature) => signature.test(line.trimEnd()) || signature.test(line))
	);
	return lines
		.slice(0, end < 0 ? undefined : end)
		.filter((line) => !/^\s*>/.test(line))
		.join('\n')
		.trim();
}
