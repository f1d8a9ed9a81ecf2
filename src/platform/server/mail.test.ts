// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, test } from 'vitest';
import { startMailServer } from '../../../test/ground/mail-server.ts';
import { configurationFrom, type Configuration } from '../configuration.ts';
import { type Message, openMailer } from './mail.ts';

const configured = (env: Record<string, string>) => configurationFrom(env) as Configuration;
const arabic: Message = {
	to: 'focal.point@example.org',
	subject: 'دعوة إلى منصة ميناماتا',
	text: 'السيدة الوزيرة،\n\nافتحي https://exchange.example.org/ar/join?a=1&b=2.\nمع <التحية>',
	language: 'ar'
};

const folders: string[] = [];
const folder = async () => {
	const made = await mkdtemp(join(tmpdir(), 'mail-'));
	folders.push(made);
	return made;
};
afterEach(() => Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true }))));

describe('the outbox', () => {
	test('gets one whole file a message, in the order of sending', async () => {
		const dataDir = await folder();
		const mailer = await openMailer(configured({ DATA_DIR: dataDir, ORIGIN: 'https://exchange.example.org' }));
		for (let n = 1; n <= 12; n += 1) await mailer.send({ to: 'a@example.org', subject: `number ${n}`, text: 'x', language: 'en' });
		mailer.close();
		const names = (await readdir(join(dataDir, 'outbox'))).sort();
		expect(names.every((name) => name.endsWith('.eml'))).toBe(true);
		const mails = await Promise.all(names.map(async (name) => simpleParser(await readFile(join(dataDir, 'outbox', name)))));
		expect(mails.map((mail) => mail.subject)).toEqual(Array.from({ length: 12 }, (_, n) => `number ${n + 1}`));
		expect(mails[0]?.from?.value[0]).toMatchObject({ address: 'noreply@exchange.example.org', name: 'Minamata Exchange Platform' });
	});

	test('a message in Arabic has its text, and HTML that runs from right to left', async () => {
		const dataDir = await folder();
		const mailer = await openMailer(configured({ DATA_DIR: dataDir }));
		const id = await mailer.send({ ...arabic, headers: { 'X-Record': 'MC-1' } });
		const [name = ''] = await readdir(join(dataDir, 'outbox'));
		const mail = await simpleParser(await readFile(join(dataDir, 'outbox', name)));
		expect(mail.messageId).toBe(id);
		expect(mail.subject).toBe(arabic.subject);
		expect(mail.text?.trim()).toBe(arabic.text);
		expect(mail.html).toContain('<html lang="ar" dir="rtl">');
		expect(mail.html).toContain('<a href="https://exchange.example.org/ar/join?a=1&amp;b=2" dir="ltr">');
		expect(mail.html).toContain('مع &lt;التحية&gt;');
		expect(mail.headers.get('content-language')).toBe('ar');
		expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
		expect(mail.headers.get('x-record')).toBe('MC-1');
	});
});

describe('a mail server', () => {
	test('takes the message from the configured sender', async () => {
		const server = await startMailServer({ login: { user: 'platform', password: 'a/b' } });
		const mailer = await openMailer(configured({ SMTP_URL: server.url.replace('//', '//platform:a%2Fb@') + '?from=exchange@example.org' }));
		await mailer.send({ to: 'a@example.org', subject: 'Réunion', text: 'Bonjour', html: '<p><strong>Bonjour</strong></p>', language: 'fr' });
		mailer.close();
		await server.stop();
		expect(server.messages).toHaveLength(1);
		expect(server.messages[0]).toMatchObject({ from: 'exchange@example.org', to: ['a@example.org'] });
		expect(server.messages[0]?.mail).toMatchObject({ subject: 'Réunion', text: expect.stringContaining('Bonjour') });
		expect(server.messages[0]?.mail.html).toContain('<html lang="fr" dir="ltr">');
		expect(server.messages[0]?.mail.html).toContain('<p><strong>Bonjour</strong></p>');
	});

	test('one address is one recipient, and a line break in it or in the subject adds no header', async () => {
		const server = await startMailServer();
		const mailer = await openMailer(configured({ SMTP_URL: server.url }));
		const plain = { text: 'x', language: 'en' } as const;
		await mailer.send({ ...plain, to: 'a@example.org', subject: 'one\r\nBcc: spy@example.org' });
		await mailer.send({ ...plain, to: 'a@example.org, spy@example.org', subject: 'two' }).catch(() => {});
		await mailer.send({ ...plain, to: 'a@example.org\r\nBcc: spy@example.org', subject: 'three' }).catch(() => {});
		mailer.close();
		await server.stop();
		expect(server.messages.length).toBeGreaterThan(0);
		expect(server.messages.flatMap((each) => each.to)).not.toContain('spy@example.org');
		expect(server.messages.every((each) => each.to.length === 1 && !each.mail.headers.has('bcc'))).toBe(true);
	});

	test('that is not there, or is there but refuses the name, is a fault for the caller to try again', async () => {
		const server = await startMailServer({ login: { user: 'platform', password: 'right' } });
		const message = { to: 'a@example.org', subject: 's', text: 't', language: 'en' } as const;
		const wrong = await openMailer(configured({ SMTP_URL: server.url.replace('//', '//platform:wrong@') }));
		await expect(wrong.send(message)).rejects.toThrow('wrong name or password');
		wrong.close();
		await server.stop();
		const gone = await openMailer(configured({ SMTP_URL: server.url }));
		await expect(gone.send(message)).rejects.toThrow('ECONNREFUSED');
		gone.close();
	});

	test('that falls silent is given up', async () => {
		const mute = createServer().listen(0, '127.0.0.1');
		await once(mute, 'listening');
		const { port } = mute.address() as { port: number };
		const mailer = await openMailer(configured({ SMTP_URL: `smtp://127.0.0.1:${port}` }), { seconds: 0.2 });
		await expect(mailer.send({ to: 'a@example.org', subject: 's', text: 't', language: 'en' })).rejects.toThrow(/Greeting never received|Timeout/);
		mailer.close();
		mute.close();
	});

	test('that keeps talking but never gets anywhere is given up as well', async () => {
		const chatty = createServer((socket) => {
			const talk = setInterval(() => socket.write('220-still here\r\n'), 50);
			socket.on('error', () => {}).on('close', () => clearInterval(talk));
		}).listen(0, '127.0.0.1');
		await once(chatty, 'listening');
		const { port } = chatty.address() as { port: number };
		const mailer = await openMailer(configured({ SMTP_URL: `smtp://127.0.0.1:${port}` }), { seconds: 0.1 });
		await expect(mailer.send({ to: 'a@example.org', subject: 's', text: 't', language: 'en' })).rejects.toThrow();
		mailer.close();
		chatty.close();
	});

	test('elsewhere does not get the password in the clear', async () => {
		const server = await startMailServer({ login: { user: 'platform', password: 'right' }, host: '127.0.0.2' });
		const mailer = await openMailer(configured({ SMTP_URL: server.url.replace('//', '//platform:right@') }));
		await expect(mailer.send({ to: 'a@example.org', subject: 's', text: 't', language: 'en' })).rejects.toThrow(/STARTTLS|TLS/);
		mailer.close();
		await server.stop();
		expect(server.messages).toEqual([]);
	});
});
