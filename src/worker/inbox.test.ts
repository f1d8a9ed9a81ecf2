// SPDX-License-Identifier: Apache-2.0
// Letters from the pipe of a mail server to a suggestion: the command, the Maildir, the job that reads it. A real platform, its own folder.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Configuration, configurationFrom } from '#platform/configuration.ts';
import type { Form } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { openLog } from '#platform/server/log.ts';
import { openPlatform } from '#platform/server/platform.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { askFor } from '#sharing/server/ask-for.ts';
import { telling } from '#sharing/server/doing.ts';
import { suggestionsOf } from '#sharing/server/suggestions.ts';
import { inboxOf, inboxQueue } from './inbox.ts';
import { type Instance, instanceOn } from './instance.ts';

const ama: Person = { id: 'ama', name: 'Ama Owusu', email: 'ama@example.org', language: 'en', roles: [{ role: 'focal-point', party: 'GHA' }] };
let folder: string;
let instance: Instance;
const env = () => ({ DATA_DIR: folder, MAIL_REPLY_DOMAIN: 'reply.example.org', LOG_LEVEL: 'silent', DEMO: '0' });

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'inbox-'));
	instance = await instanceOn(await openPlatform(configurationFrom(env()) as Configuration, { log: openLog('silent'), drained: true }));
	await instance.work();
}, 120_000);
afterAll(async () => {
	await instance?.close();
	await rm(folder, { recursive: true, force: true });
});

/** Runs the command as a mail server does. */
const receive = (message: string, settings: Record<string, string> = env()): Promise<number | null> =>
	new Promise((ended, failed) => {
		const child = spawn(process.execPath, ['src/cli/platform.ts', 'receive'], {
			env: { PATH: process.env.PATH, ...settings },
			stdio: ['pipe', 'ignore', 'ignore']
		});
		child.on('error', failed);
		child.on('close', ended);
		child.stdin.end(message);
	});

const outbox = async (): Promise<string[]> =>
	Promise.all(
		(await readdir(join(folder, 'outbox')))
			.filter((name) => name.endsWith('.eml'))
			.toSorted()
			.map((name) => readFile(join(folder, 'outbox', name), 'utf8'))
	);
const waiting = async (part: string) => readdir(join(inboxOf(folder), part)).catch(() => []);
async function read(): Promise<void> {
	await instance.platform.database.write((db) => instance.platform.jobs.enqueue(db, inboxQueue, {}));
	await instance.platform.jobs.drain();
}

test('a reply goes through the pipe into the inbox and becomes a suggestion; what was understood is told', async () => {
	const { database, jobs } = instance.platform;
	const doing = { ...(await instance.doing(ama)), ...telling(jobs) };
	await database.write((db) =>
		db
			.insertInto('people.accounts')
			.values({ id: 'ama', name: ama.name, email: ama.email, language: 'en', created_at: new Date(), updated_at: new Date() })
			.execute()
	);
	await database.write((db) =>
		db
			.insertInto('people.roles')
			.values({ id: 'ama-role', account_id: 'ama', role: 'focal-point', party: 'GHA', given_by: 'platform', given_at: new Date() })
			.execute()
	);
	const asks = (form: Form) => form.sections.flatMap(({ questions }) => questions).find(({ kind, given }) => kind === 'yes-no' && !given)?.id;
	const found = doing.definitions.offeredTo('party').find(({ form }) => asks(form));
	const question = (found && asks(found.form)) ?? '';
	const record = await database.write((db) => begin(db, doing, { type: found?.type.id ?? '', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' }));
	if (isRefusal(record)) throw new Error(record.refusal);
	const due = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
	const of = { name: 'Dr Laurent', email: 'sophie@institute.example', language: 'es' };
	const asked = await database.write((db) =>
		askFor(db, doing, { record: record.id, questions: [question], sections: [], of, due, word: '', showsAnswers: false })
	);
	expect(isRefusal(asked)).toBe(false);
	await jobs.drain();
	const [letter = ''] = await outbox();
	const address = /^Reply-To: (\S+)/m.exec(letter)?.[1] ?? '';
	expect(address).toMatch(/^answer\+[0-9a-f]{32}@reply\.example\.org$/);
	expect(letter).toMatch(/^Auto-Submitted: auto-generated/m);

	const reply = [`From: ${of.email}`, `To: <${address}>`, 'Message-ID: <one@institute.example>', '', 'Sí', '', '> 2. No'].join('\r\n');
	expect(await receive(reply)).toBe(0);
	expect(await waiting('new')).toHaveLength(1);
	expect(await waiting('tmp')).toEqual([]);
	await writeFile(join(inboxOf(folder), 'new', '.hidden'), 'half of a letter');
	await read();
	expect(await waiting('new')).toEqual(['.hidden']);
	expect(await suggestionsOf(database.fresh, record.id)).toMatchObject([{ question, value: true, cameBy: 'mail', state: 'open' }]);
	const told = await outbox();
	expect(told.filter((each) => each.includes(`To: ${of.email}`))).toHaveLength(2);
	expect(told.filter((each) => each.includes(`To: ${ama.email}`))).toHaveLength(1);
}, 60_000);

test('rubbish is taken away and stops nothing; what is too large is dropped at the door', async () => {
	const before = (await outbox()).length;
	await writeFile(join(inboxOf(folder), 'new', 'a'), Buffer.from([0, 255, 254, 10, 13, 0]));
	await writeFile(join(inboxOf(folder), 'new', 'b'), 'x'.repeat(2_200_000));
	await writeFile(join(inboxOf(folder), 'cur', 'c:2,S'), 'From: a@b.example\r\nTo: somebody@else.example\r\n\r\nHello');
	await read();
	expect(await waiting('new')).toEqual(['.hidden']);
	expect(await waiting('cur')).toEqual([]);
	expect(await waiting('failed')).toEqual([]);
	expect(await outbox()).toHaveLength(before);
	expect(await receive('x'.repeat(2_200_000))).toBe(0);
	expect(await waiting('new')).toEqual(['.hidden']);
	expect(await receive('From: a@b.example\r\n\r\nHello', { DATA_DIR: folder })).toBe(2);
});
