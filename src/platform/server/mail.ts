// SPDX-License-Identifier: Apache-2.0
// Sends mail: to the mail server of the configuration, else as files into the outbox. Knows no message: words and addresses are handed in.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { type Language, direction } from '#text/languages.ts';
import type { Configuration } from '../configuration.ts';
import { writeWhole } from './write-whole.ts';

export interface Message {
	/** One address. */
	to: string;
	subject: string;
	/** Plain text; always sent, so that every reader can read it. */
	text: string;
	/** The same as a fragment of HTML, safe already. Without it the text is set as HTML, so that its direction is right. */
	html?: string;
	language: Language;
	headers?: Record<string, string>;
	/** Where it comes back to when it cannot be delivered; the sender's address where there is none. */
	returnTo?: string;
}

export interface Mailer {
	/** Hands the message over and returns its Message-ID. Throws when that fails or takes too long: the job that sends it is then tried again. */
	send(message: Message): Promise<string>;
	close(): void;
}

type Settings = Pick<Configuration, 'mailServer' | 'sender' | 'dataDir'>;

/** `seconds` is how long a mail server may be silent; a whole message may take six times as long. */
export async function openMailer(configuration: Settings, { name = 'Minamata Exchange Platform', seconds = 10 } = {}): Promise<Mailer> {
	const from = { name, address: configuration.sender };
	if (configuration.mailServer) return byServer(configuration.mailServer, from, seconds * 1000);
	return toOutbox(join(configuration.dataDir, 'outbox'), from);
}

type From = { name: string; address: string };

function byServer({ host, port, secure, login }: NonNullable<Configuration['mailServer']>, from: From, silence: number): Mailer {
	const here = ['localhost', '127.0.0.1', '::1'].includes(host);
	const transport = nodemailer.createTransport({
		pool: true,
		maxConnections: 2,
		host,
		port,
		secure,
		// A password does not leave this machine in the clear.
		requireTLS: login !== null && !secure && !here,
		...(login ? { auth: { user: login.user, pass: login.password } } : {}),
		dnsTimeout: silence,
		connectionTimeout: silence,
		greetingTimeout: silence,
		socketTimeout: silence,
		...safely
	});
	return {
		async send(message) {
			let late: NodeJS.Timeout | undefined;
			const limit = new Promise<never>((_, reject) => {
				late = setTimeout(() => reject(new Error('the mail server took too long over one message')), 6 * silence);
			});
			try {
				return (await Promise.race([transport.sendMail(composed(message, from)), limit])).messageId;
			} finally {
				clearTimeout(late);
			}
		},
		close: () => transport.close()
	};
}

async function toOutbox(folder: string, from: From): Promise<Mailer> {
	await mkdir(folder, { recursive: true });
	const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...safely });
	let count = 0;
	return {
		async send(message) {
			const { message: bytes, messageId } = await transport.sendMail(composed(message, from));
			count += 1;
			// By time, then by order within this process; the number of the process keeps two of them apart.
			const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${String(count).padStart(6, '0')}-${process.pid}.eml`;
			await writeWhole(join(folder, name), bytes as Buffer);
			return messageId;
		},
		close: () => transport.close()
	};
}

/** Nothing in a message makes the mailer open a file or an address. */
const safely = { disableFileAccess: true, disableUrlAccess: true };

function composed({ to, subject, text, html, language, headers, returnTo }: Message, from: From) {
	const body = html ?? paragraphs(text);
	return {
		from,
		// As an object, so that a comma in it cannot make two recipients of one.
		to: { name: '', address: to },
		...(returnTo ? { envelope: { from: returnTo, to: [to] } } : {}),
		subject,
		text,
		html: `<!doctype html>\n<html lang="${language}" dir="${direction(language)}">\n<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>\n<body>\n${body}\n</body>\n</html>\n`,
		headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated', ...headers }
	};
}

const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign);

/** Plain text as HTML: empty lines part paragraphs, addresses become links, each paragraph finds its own direction. */
function paragraphs(text: string): string {
	const linked = (line: string) =>
		line
			.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)،؛。，])/)
			.map((part, at) => (at % 2 ? `<a href="${escaped(part)}" dir="ltr">${escaped(part)}</a>` : escaped(part)))
			.join('');
	return text
		.trim()
		.split(/\n\s*\n/)
		.map((paragraph) => `<p>${paragraph.split('\n').map(linked).join('<br>\n')}</p>`)
		.join('\n');
}
