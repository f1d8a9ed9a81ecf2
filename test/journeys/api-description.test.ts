// SPDX-License-Identifier: Apache-2.0
// The description of the API is sound, its examples are true to it, and so is every live reply.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleAnswers } from '#api/example.ts';
import { operations } from '#api/operations.ts';
import { faultCodes } from '#api/parameters.ts';
import { apiProblems } from '#api/problem.ts';
import { check } from '#forms/check.ts';
import type { Form } from '#forms/form.ts';
import { reading } from '#platform/server/database.ts';
import { knownFor } from '#records/server/known.ts';
import { languages } from '#text/languages.ts';
import { messagesIn } from '#text/message.ts';
import { type Exchange, openExchange, origin } from '../exchange.ts';
import { ama } from '../people.ts';

type Tree = { [key: string]: unknown };

let exchange: Exchange;
let document: Tree & {
	paths: { [path: string]: { [method: string]: Tree & { requestBody?: Tree; responses: { [status: string]: Tree } } } };
	components: { schemas: Tree; responses: Tree };
};
let ajv: Ajv2020;

beforeAll(async () => {
	exchange = await openExchange();
	document = await (await exchange.call('openapi.json')).json();
	ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats.default(ajv);
	ajv.addSchema(closed(structuredClone(document)) as Tree, 'api');
}, 120_000);
afterAll(() => exchange.close());

/** Every object that lists its properties has no others: what is answered and not described is found. */
function closed(value: unknown): unknown {
	if (Array.isArray(value)) value.forEach(closed);
	else if (typeof value === 'object' && value !== null) {
		const tree = value as Tree;
		if (tree.type === 'object' && tree.properties && tree.additionalProperties === undefined) tree.additionalProperties = false;
		Object.values(tree).forEach(closed);
	}
	return value;
}

const pointer = (...steps: string[]) => steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Faults of a body under a schema of the document; [] when it is right. */
function faults(body: unknown, ...steps: string[]): unknown[] {
	const validate = ajv.compile({ $ref: `api#${encodeURI(pointer(...steps))}` });
	return validate(body) ? [] : (validate.errors ?? []).map((error) => [error.instancePath, error.message, error.params]);
}

async function lint(text: string): Promise<{ code: number; output: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'description-'));
	try {
		const file = join(folder, 'openapi.json');
		await writeFile(file, text);
		// A configuration of its own, so that none of the surroundings counts.
		await writeFile(join(folder, 'redocly.yaml'), 'extends:\n  - recommended\n');
		return await new Promise((resolve) => {
			execFile(
				process.execPath,
				['node_modules/@redocly/cli/bin/cli.js', 'lint', file, '--config', join(folder, 'redocly.yaml'), '--format', 'stylish'],
				{ env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' } },
				(fault, stdout, stderr) => resolve({ code: fault ? Number(fault.code ?? 1) : 0, output: `${stdout}${stderr}` })
			);
		});
	} finally {
		await rm(folder, { recursive: true });
	}
}

test('the linter finds nothing in the description, by its recommended rules', async () => {
	const { code, output } = await lint(JSON.stringify(document));
	expect([code, output]).toEqual([0, expect.stringMatching(/Your API description is valid/)]);
	expect(output).not.toMatch(/warning/i);
}, 60_000);

test('the linter would find a fault', async () => {
	const { components: _, ...broken } = document;
	expect((await lint(JSON.stringify(broken))).code).not.toBe(0);
}, 60_000);

test('it says what the table says', () => {
	expect(document.openapi).toBe('3.1.1');
	expect(Object.keys(document.paths)).toEqual([...new Set(operations.map((operation) => operation.path))]);
	expect(new Set(operations.map((operation) => operation.id)).size).toBe(operations.length);
	expect(document.servers).toEqual([{ url: `${origin}/api/v1`, description: 'This platform.' }]);
});

test('every example is true to its schema', () => {
	let examples = 0;
	for (const [path, methods] of Object.entries(document.paths))
		for (const [method, { responses, requestBody }] of Object.entries(methods)) {
			const described: [Tree, string[]][] = Object.entries(responses).map(([status, response]) => [response, ['responses', status]]);
			if (requestBody) described.push([requestBody, ['requestBody']]);
			for (const [part, steps] of described)
				for (const [type, { example }] of Object.entries((part.content ?? {}) as { [type: string]: Tree })) {
					if (example === undefined) continue;
					examples += 1;
					expect(faults(example, 'paths', path, method, ...steps, 'content', type, 'schema'), `${method} ${path} ${type}`).toEqual([]);
				}
		}
	expect(examples).toBeGreaterThan(28);
	for (const [name, response] of Object.entries(document.components.responses) as [string, { content: { [type: string]: Tree } }][])
		expect(faults(response.content['application/problem+json']?.example, 'components', 'schemas', 'Problem'), name).toEqual([]);
});

test('the example could be submitted, and shows nothing private', async () => {
	const { definitions, convention, database } = exchange.world;
	const form = definitions.form('art17-exchange-record') as Form;
	expect(check(form, exampleAnswers, await knownFor(reading(database.kysely), convention, form, 'none', exampleAnswers, new Date()))).toEqual([]);
	expect(JSON.stringify(document)).not.toContain('a.example@institute.example.org');
});

describe('every live reply is true to its schema', () => {
	/** Where each operation is called; one that is missing here fails the test. */
	const read = operations.filter((operation) => operation.method === 'GET');
	/** What only those who work on records are answered. */
	const ofWork = ['getCaller', 'listOwnRecords', 'listReceivedRecords', 'listQueue', 'getDraft', 'checkDraft', 'getSharedWork', 'getReceipt'];
	const calls = (): { [id: string]: string[] } => {
		const { ids } = exchange;
		const readable = [ids.notification, ids.superseded, ids.focalPoint, ids.exemption, ids.confidential, ids.revised];
		const registers = exchange.world.definitions.all.flatMap(({ type }) => type.register?.id ?? []);
		const forms = exchange.world.definitions.all.map(({ form }) => form.id);
		return {
			getIndex: [''],
			listRecords: ['records', 'records?state=any&limit=3', 'records?state=any&order=oldest'],
			getRecord: readable.map((id) => `records/${id}`),
			listRevisions: readable.map((id) => `records/${id}/revisions`),
			getRevision: readable.map((id) => `records/${id}/revisions/1`),
			listClarifications: readable.map((id) => `records/${id}/clarifications`),
			getHistory: [...readable, ids.withdrawn].map((id) => `records/${id}/history`),
			listRegisters: ['registers'],
			getRegister: registers.flatMap((id) => [`registers/${id}`, `registers/${id}?format=csv`]),
			listParties: ['parties', 'parties?party=any', 'parties?region=weog'],
			getParty: exchange.world.convention.states.map((state) => `parties/${state.id}`),
			listDeadlines: ['deadlines', 'deadlines?period=overdue&limit=500', 'deadlines?party=CHE&period=5-years&limit=1', 'deadlines?party=ZZZ'],
			listCycles: ['cycles'],
			listProjects: ['projects', 'projects?party=GHA&limit=2'],
			getCycle: exchange.world.convention.cycles.map(({ id }) => `cycles/${id}`),
			listCycleParties: ['cycles/2021-2024/parties', 'cycles/2021-2024/parties?region=none&state=late'],
			getQuestionStatistic: ['q3-1', 'q3-5-b', 'q4-3-a', 'q5-2-b-processes'].map((id) => `cycles/2021-2024/questions/${id}`),
			compareReports: ['', '&questions=q3-1,q8-2'].map((more) => `comparison?left=world&right=region:africa&cycle=2021-2024${more}`),
			listAreas: ['areas'],
			listArticles: ['articles'],
			listConcepts: ['concepts'],
			listForms: ['forms'],
			getForm: forms.map((id) => `forms/${id}`),
			getAnswersSchema: forms.map((id) => `forms/${id}/schema`),
			searchLinkedResources: ['linked-resources', 'linked-resources?q=mercury&kind=decision', 'linked-resources?convention=nobody'],
			searchRecords: ['search', 'search?q=mercury', 'search?q=nothing+at+all&type=art7-nap', 'search?sort=oldest&limit=2&page=2'],
			getConcept: ['concepts/mercury'],
			getFile: [],
			getFigures: ['figures']
		};
	};

	test('anonymous', async () => {
		expect([...Object.keys(calls()), ...ofWork].sort()).toEqual(read.map((operation) => operation.id).sort());
		for (const operation of read)
			for (const path of calls()[operation.id] ?? []) {
				const reply = await exchange.call(path);
				expect(reply.status, path).toBe(200);
				const type = (reply.headers.get('content-type') ?? '').split(';')[0] ?? '';
				const text = await reply.text();
				expect(
					faults(type === 'text/csv' ? text : JSON.parse(text), 'paths', operation.path, 'get', 'responses', '200', 'content', type, 'schema'),
					path
				).toEqual([]);
				for (const header of Object.keys(operationOf(operation.path).responses[200]?.headers as Tree))
					if (header !== 'Link') expect(reply.headers.has(header), `${path} ${header}`).toBe(true);
			}
	}, 60_000);

	const operationOf = (path: string) => document.paths[path]?.get as unknown as { responses: { [status: string]: Tree } };

	test('signed in', async () => {
		for (const id of ['draft', 'submitted', 'returned', 'revised', 'withdrawn', 'bilateral', 'restricted'] as const)
			for (const [path, rest] of [
				['/records/{id}', ''],
				['/records/{id}/revisions', '/revisions'],
				['/records/{id}/revisions/{number}/receipt', '/revisions/1/receipt'],
				['/records/{id}/history', '/history']
			] as const) {
				const reply = await exchange.call(`records/${exchange.ids[id]}${rest}`, { by: ama });
				// A draft that was never submitted has no revision to show.
				if (id === 'draft' && rest !== '/history') expect(reply.status).toBe(404);
				else
					expect(faults(await reply.json(), 'paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema'), id + rest).toEqual(
						[]
					);
			}
	});

	test('problems', async () => {
		for (const [path, wishes] of [
			['nothing', {}],
			['records?limit=x', {}],
			[`records/${exchange.ids.withdrawn}`, {}],
			['areas', { method: 'POST' }],
			['records', { method: 'POST' }],
			['me', {}],
			['me', { headers: { authorization: 'Bearer nothing' } }],
			['records/MC-X-Y-0001', {}]
		] as const) {
			const reply = await exchange.call(path, wishes);
			expect(reply.headers.get('content-type')).toBe('application/problem+json');
			expect(faults(await reply.json(), 'components', 'schemas', 'Problem'), path).toEqual([]);
		}
	});
});

test('everything that the API can say is worded in six languages', async () => {
	for (const language of languages) {
		const messages: Tree = await messagesIn(language);
		for (const id of [...faultCodes.map((code) => `api.fault.${code}`), ...Object.keys(apiProblems).map((code) => `api.problem.${code}`)])
			expect(messages[id], `${language} ${id}`).toEqual(expect.stringMatching(/\S/));
	}
});
