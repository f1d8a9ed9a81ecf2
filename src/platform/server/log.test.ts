// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type Log, type LogLevel, logFor, openLog } from './log.ts';

function written(level: LogLevel, write: (log: Log) => void): Record<string, unknown>[] {
	const lines: string[] = [];
	write(openLog(level, { write: (line) => void lines.push(line) }));
	expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
	return lines.map((line) => JSON.parse(line));
}

test('one JSON line for one thing, with level, time and request', () => {
	const [line] = written('info', (log) => logFor(log, 'r-1').info({ status: 200, took: 12 }, 'request'));
	expect(line).toEqual({
		level: 'info',
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
		requestId: 'r-1',
		status: 200,
		took: 12,
		msg: 'request'
	});
});

test('less than the level is not written', () => {
	const chatter = (log: Log) => (['debug', 'info', 'warn', 'error'] as const).forEach((level) => log[level](level));
	expect(written('warn', chatter).map((line) => line.msg)).toEqual(['warn', 'error']);
	expect(written('silent', chatter)).toEqual([]);
});

test('secrets, cookies and answers are withheld wherever they hang', () => {
	const line = written('info', (log) =>
		log.info(
			{
				password: 'canary',
				newPassword: 'canary',
				headers: { Cookie: 'canary', 'set-cookie': ['canary'], authorization: 'canary', accept: 'text/html' },
				record: { id: 'MC-1', answers: { q1: 'canary' }, list: [{ sessionToken: 'canary' }] },
				url: 'postgres://platform:canary@db/x'
			},
			'connecting to smtp://me:canary@mail'
		)
	)[0];
	expect(JSON.stringify(line)).not.toContain('canary');
	expect(line).toMatchObject({ headers: { accept: 'text/html' }, record: { id: 'MC-1' }, msg: 'connecting to smtp://[withheld]@mail' });
});

test('an error gives its kind, message, code, stack and cause, and nothing that a driver hung on it', () => {
	const fault = Object.assign(new Error('insert failed', { cause: new TypeError('canary-free cause') }), {
		code: '23505',
		detail: 'Key (email)=(canary) already exists.',
		parameters: ['canary']
	});
	for (const [line] of [written('info', (log) => log.error(fault)), written('info', (log) => log.error({ err: fault }, 'insert failed'))]) {
		expect(line).toMatchObject({
			level: 'error',
			msg: 'insert failed',
			err: { type: 'Error', message: 'insert failed', code: '23505', stack: expect.stringContaining('log.test.ts'), cause: { type: 'TypeError' } }
		});
		expect(JSON.stringify(line)).not.toMatch(/canary(?!-free)/);
	}
});

test('a value that PostgreSQL quotes in its complaint is withheld', () => {
	const fault = Object.assign(new Error('invalid input syntax for type integer: "canary"'), { code: '22P02' });
	const [line] = written('info', (log) => log.error(fault));
	expect(JSON.stringify(line)).not.toContain('canary');
	expect(line).toMatchObject({ err: { message: 'invalid input syntax for type integer: "[withheld]"' } });
});
