// SPDX-License-Identifier: Apache-2.0
// A mail server for tests: takes messages on loopback and hands them over read.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface TestMailServer {
	/** For SMTP_URL. */
	url: string;
	/** What has arrived, oldest first, with the addresses of the envelope. */
	messages: { mail: ParsedMail; from: string; to: string[] }[];
	/** What is answered to whoever hands over a letter for these addresses: `550 5.1.1 Nobody here`. */
	refuses: Map<string, string>;
	stop(): Promise<void>;
}

export async function startMailServer({
	login,
	host = '127.0.0.1'
}: { login?: { user: string; password: string }; host?: string } = {}): Promise<TestMailServer> {
	const messages: TestMailServer['messages'] = [];
	const refuses: TestMailServer['refuses'] = new Map();
	const server = new SMTPServer({
		authOptional: !login,
		// STARTTLS would need a certificate; on loopback the client does not insist.
		disabledCommands: ['STARTTLS'],
		allowInsecureAuth: true,
		onAuth({ username, password }, _session, done) {
			if (username === login?.user && password === login?.password) done(null, { user: username ?? '' });
			else done(new Error('wrong name or password'));
		},
		onRcptTo({ address }, _session, done) {
			const [, code, words] = /^(\d{3}) (.*)$/.exec(refuses.get(address) ?? '') ?? [];
			done(code ? Object.assign(new Error(words), { responseCode: Number(code) }) : null);
		},
		onData(stream, session, done) {
			const { mailFrom, rcptTo } = session.envelope;
			simpleParser(stream)
				.then((mail) => void messages.push({ mail, from: mailFrom ? mailFrom.address : '', to: rcptTo.map((to) => to.address ?? '') }))
				.then(() => done(), done);
		}
	});
	const listening = server.listen(0, host);
	await once(listening, 'listening');
	const { port } = listening.address() as AddressInfo;
	return { url: `smtp://${host}:${port}`, messages, refuses, stop: () => new Promise((resolve) => server.close(resolve)) };
}
