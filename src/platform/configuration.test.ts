// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { configurationFrom, distance } from './configuration.ts';

describe('configurationFrom', () => {
	test('has a default for everything', () => {
		expect(configurationFrom({})).toEqual({
			port: 3000,
			host: '127.0.0.1',
			origin: 'http://localhost:3000',
			dataDir: './data',
			databaseUrl: null,
			readDatabaseUrl: null,
			mailServer: null,
			sender: 'noreply@localhost.localdomain',
			replyDomain: null,
			bucket: null,
			demo: true,
			trainingDays: 60,
			harvestHosts: [],
			informeaTreaty: 'minamata',
			odataPageSize: 1000,
			supportMode: 'asked',
			logLevel: 'info',
			translator: null,
			signOn: []
		});
	});

	test('takes every setting', () => {
		expect(
			configurationFrom({
				PORT: '8080',
				HOST: '::',
				ORIGIN: 'https://exchange.example.org/',
				DATA_DIR: '/srv/data',
				DATABASE_URL: 'postgres://a:b@db/x',
				READ_DATABASE_URL: 'postgresql:///x?host=/run/postgresql',
				SMTP_URL: 'smtps://mail%40er:p%2Fw@mail.example.org?from=exchange@example.org',
				MAIL_REPLY_DOMAIN: 'Reply.example.org',
				FILES_URL: 's3://id:se%2Fcret@files?endpoint=http://127.0.0.1:9000&region=eu-west-1',
				DEMO: 'yes',
				TRAINING_DAYS: '14',
				HARVEST_HOSTS: 'Files.example.org, 10.0.0.5:8080,[::1]:81',
				SUPPORT_MODE: 'announced',
				LOG_LEVEL: 'DEBUG',
				TRANSLATE_URL: 'https://translate.example.org/v1?model=a',
				TRANSLATE_KEY: 'secret'
			})
		).toEqual({
			port: 8080,
			host: '::',
			origin: 'https://exchange.example.org',
			dataDir: '/srv/data',
			databaseUrl: 'postgres://a:b@db/x',
			readDatabaseUrl: 'postgresql:///x?host=/run/postgresql',
			mailServer: { host: 'mail.example.org', port: 465, secure: true, login: { user: 'mail@er', password: 'p/w' } },
			sender: 'exchange@example.org',
			replyDomain: 'reply.example.org',
			bucket: { bucket: 'files', endpoint: 'http://127.0.0.1:9000', region: 'eu-west-1', keys: { id: 'id', secret: 'se/cret' } },
			demo: true,
			trainingDays: 14,
			harvestHosts: ['files.example.org', '10.0.0.5:8080', '[::1]:81'],
			informeaTreaty: 'minamata',
			odataPageSize: 1000,
			supportMode: 'announced',
			logLevel: 'debug',
			translator: { url: 'https://translate.example.org/v1?model=a', key: 'secret' },
			signOn: []
		});
	});

	test('an empty variable is unset, and a server database has no demonstration content unless asked', () => {
		expect(configurationFrom({ PORT: '', SMTP_URL: ' ' })).toMatchObject({ port: 3000, mailServer: null, demo: true });
		expect(configurationFrom({ DATABASE_URL: 'postgres://db/x' })).toMatchObject({ demo: false });
		expect(configurationFrom({ DATABASE_URL: 'postgres://db/x', DEMO: '1' })).toMatchObject({ demo: true });
		expect(configurationFrom({ DEMO: 'off' })).toMatchObject({ demo: false });
	});

	test('the origin follows host and port', () => {
		expect(configurationFrom({ HOST: 'intranet', PORT: '80' })).toMatchObject({ origin: 'http://intranet', sender: 'noreply@intranet' });
		expect(configurationFrom({ HOST: 'fd00::1' })).toMatchObject({ origin: 'http://[fd00::1]:3000', sender: 'noreply@localhost.localdomain' });
	});

	test.each([
		['PORT', '65536'],
		['PORT', '3000a'],
		['HOST', 'two words'],
		['ORIGIN', 'exchange.example.org'],
		['ORIGIN', 'https://exchange.example.org/path'],
		['ORIGIN', 'https://me:secret@exchange.example.org'],
		['DATABASE_URL', 'mysql://secret@db/x'],
		['SMTP_URL', 'mail.example.org'],
		['SMTP_URL', 'smtp://mail.example.org?from=nobody'],
		['SMTP_URL', 'smtp://mail.example.org?form=a@b'],
		['FILES_URL', 'https://secret@bucket'],
		['FILES_URL', 's3://bucket?endpoint=nowhere'],
		['FILES_URL', 's3://id@bucket'],
		['DEMO', 'maybe'],
		['TRAINING_DAYS', '0'],
		['TRAINING_DAYS', '4000'],
		['HARVEST_HOSTS', 'https://secret.example.org/'],
		['HARVEST_HOSTS', '*'],
		['HARVEST_HOSTS', 'a,,b'],
		['SUPPORT_MODE', 'sometimes'],
		['LOG_LEVEL', 'loud']
	])('%s=%s is one clear line that names the variable, with an example, without the value', (name, value) => {
		const problems = configurationFrom({ [name]: value });
		expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} must be .*; for example ${name}=\\S+$`))]);
		expect(JSON.stringify(problems)).not.toContain('secret');
		expect(configurationFrom({ [name]: /; for example \w+=(\S+)$/.exec((problems as string[])[0] ?? '')?.[1] })).not.toBeInstanceOf(Array);
	});

	test('a replica needs its database', () => {
		expect(configurationFrom({ READ_DATABASE_URL: 'postgres://db/x' })).toEqual([expect.stringContaining('READ_DATABASE_URL is the replica')]);
	});

	test('all problems come at once', () => {
		expect(configurationFrom({ PORT: 'x', DEMO: 'x', LOG_LEVEL: 'x' })).toHaveLength(3);
	});

	test.each([
		['DATABSE_URL', 'DATABASE_URL'],
		['DATABASE_URI', 'DATABASE_URL'],
		['READ_DATABSE_URL', 'READ_DATABASE_URL'],
		['ORIGN', 'ORIGIN'],
		['LOGLEVEL', 'LOG_LEVEL'],
		['FILE_URL', 'FILES_URL'],
		['DATADIR', 'DATA_DIR']
	])('%s is taken for a slip of %s', (name, meant) => {
		expect(configurationFrom({ [name]: 'x' })).toEqual([`${name} is not a setting; did you mean ${meant}?`]);
	});

	test('variables of other programs are left alone', () => {
		const others = 'HOME HOSTNAME PATH POST PORTS DEMOS HOSTS TERM LANG PWD SITE_URL HTTP_URL XDG_DATA_DIRS TEST_DATABASE NODE_ENV REGION DATABASE';
		expect(configurationFrom(Object.fromEntries(others.split(' ').map((name) => [name, 'x'])))).not.toBeInstanceOf(Array);
	});
});

test('distance counts letters put in, taken out and replaced', () => {
	expect([distance('abc', 'abc'), distance('abc', 'abd'), distance('abc', 'ab'), distance('abc', 'bac'), distance('abc', 'xyz')]).toEqual([
		0, 1, 1, 2, 3
	]);
});
