// SPDX-License-Identifier: Apache-2.0
// The description of the API in OpenAPI 3.1, derived from the table of operations. Nothing in it is written twice.
import type { Convention } from '#convention/convention.ts';
import { cookieNames } from '#people/server/better-auth.ts';
import type { Definitions } from '#records/definitions.ts';
import { languages } from '#text/languages.ts';
import { type Reader, readerIn } from '#text/message.ts';
import { exampleFrom } from './example.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { faultCodes, type Parameter } from './parameters.ts';
import { list, object, oneOf, ref, type Schema, text, whole } from './schema.ts';
import { callsPerMinute } from './serve.ts';
import { commonSchemas, root } from './shapes/around.ts';
import { formSchemas } from './shapes/form.ts';
import { partySchemas } from './shapes/party.ts';
import { recordSchemas } from './shapes/record.ts';
import { registerSchemas } from './shapes/register.ts';

/** Of this interface, not of the software: grows when an operation or a field is added, its first number when one is taken away. */
export const apiVersion = '1.0.0';

export interface Describing {
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	definitions: Definitions;
	convention: Convention;
	today: string;
}

const description = `What Parties to the Minamata Convention on Mercury and others have exchanged and published, as data.

- **Languages.** Texts come as objects by language (${languages.join(', ')}), all that exist at once. \`Accept-Language\` or \`?lang=\` chooses the language of messages and of CSV.
- **Errors** are problem details (RFC 9457), \`application/problem+json\`, with a stable \`code\`. A fault in what was asked is never answered with 5xx.
- **Pages.** Follow \`links.next\`, or the \`Link\` header, until there is none.
- **Caching.** Every reply has an \`ETag\`: send it back as \`If-None-Match\` and get 304 while nothing has changed.
- **Limits.** ${callsPerMinute} calls a minute from one address; \`X-RateLimit-*\` says what is left, \`Retry-After\` when to come back.
- **From other sites.** Any site may read (CORS), without credentials.
- **Facts** of the Convention carry \`status\` and \`source\`: \`to-verify\` is not yet compared with an official text.
- **Demonstration content** has \`demo: true\`: it is synthetic and never a statement of the Party named.
- **Terms.** The software is under the Apache License 2.0. Under which terms the data may be used is set by whoever operates the platform: see its terms.`;

const tags: [string, string][] = [
	['Overview', 'Where to begin.'],
	['Records', 'What was exchanged: one record, its revisions, its history.'],
	['Registers', 'The public lists that the Convention and its decisions ask for.'],
	['Facts of the Convention', 'Parties, areas of focus, articles, taxonomy.'],
	['Forms', 'The questionnaires that records answer.'],
	['Search', 'Finding records, and figures.']
];

const problemSchemas: { [name: string]: Schema } = {
	Problem: object(
		'Problem details (RFC 9457).',
		{
			type: { type: 'string', format: 'uri-reference', description: 'Names the sort of problem.' },
			title: text('What is wrong, in the language of the call.'),
			status: whole('The HTTP status.'),
			code: text('Stable name of the problem, for programs.'),
			parameters: list(
				object('A fault in one parameter.', {
					parameter: text('Its name.'),
					code: oneOf('What is wrong with it.', faultCodes),
					message: text('The same in words, in the language of the call.')
				}),
				'Every parameter that is at fault.'
			),
			tombstone: ref('Tombstone'),
			requestId: text('Names the call in the log of the platform.')
		},
		['parameters', 'tombstone', 'requestId']
	)
};

const headers: { [name: string]: { description: string; schema: Schema } } = {
	ETag: { description: 'Changes when the reply does.', schema: { type: 'string' } },
	Link: { description: 'Addresses of the neighbouring pages (RFC 8288): `next`, `prev`.', schema: { type: 'string' } },
	'X-RateLimit-Limit': { description: 'Calls a minute from one address.', schema: { type: 'integer' } },
	'X-RateLimit-Remaining': { description: 'Calls that are left right now.', schema: { type: 'integer' } },
	'X-RateLimit-Reset': { description: 'Seconds until all are there again.', schema: { type: 'integer' } },
	'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } }
};

const limits = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];
const headerRefs = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

type Problems = { [status: string]: { name: string; description: string; example: { [member: string]: unknown } } };

/** The problems that operations share, with an example of each as it is really worded. */
function problemsIn({ t }: Reader): Problems {
	const example = (code: string, status: number, title: string, more: { [member: string]: unknown } = {}) => ({
		type: `/problems/${code}`,
		title,
		status,
		code,
		...more
	});
	const tombstone = {
		id: 'MC-INFORMATION-EXAMPLE-0002',
		title: { en: 'A withdrawn example' },
		reason: 'It was sent twice.',
		withdrawnAt: '2026-04-01T12:00:00.000Z'
	};
	return {
		404: {
			name: 'NotFound',
			description: 'There is nothing here that the caller may see.',
			example: example('not-found', 404, t('refusal.not-found'))
		},
		410: {
			name: 'Withdrawn',
			description: 'The record was withdrawn. Its tombstone says why.',
			example: example('withdrawn', 410, t('api.problem.withdrawn'), { tombstone })
		},
		422: {
			name: 'ParametersNotValid',
			description: 'Parameters are at fault: all of them are named.',
			example: example('not-valid', 422, t('refusal.not-valid'), {
				parameters: [{ parameter: 'limit', code: 'too-large', message: t('api.fault.too-large', { most: 100 }) }]
			})
		},
		429: {
			name: 'TooManyRequests',
			description: 'Too many calls from this address.',
			example: example('too-many-requests', 429, t('refusal.too-many-requests', { minutes: 1 }))
		}
	};
}

const parameter = (name: string, { in: place, description, schema, example }: Parameter) => {
	const { maxLength, ...rest } = schema as Schema & { maxLength?: number };
	return {
		name,
		in: place,
		description,
		required: place === 'path',
		schema: { ...rest, ...(schema.type === 'string' && !schema.enum ? { maxLength } : {}) },
		...(example === undefined ? {} : { example })
	};
};

/** The `since` parameter takes a day as well as a moment, which no format says. */
const loosened = (schema: Schema): Schema =>
	schema.format === 'date-time'
		? {
				anyOf: [
					{ type: 'string', format: 'date-time' },
					{ type: 'string', format: 'date' }
				]
			}
		: schema;

async function operationObject(operation: Operation, example: ReturnType<typeof exampleFrom>, problems: Problems) {
	const typical = example && (await operation.example?.(example));
	const entries = Object.entries(operation.parameters);
	return {
		operationId: operation.id,
		tags: [operation.tag],
		summary: operation.summary,
		description: operation.description,
		...(operation.personal ? { security: [{}, { session: [] }] } : { security: [] }),
		parameters: entries.map(([name, each]) =>
			name === 'lang'
				? { $ref: '#/components/parameters/lang' }
				: ((written) => ({ ...written, schema: loosened(written.schema as Schema) }))(parameter(name, each))
		),
		responses: {
			200: {
				description: operation.reply.description,
				headers: headerRefs(['ETag', ...(operation.reply.headers ?? []), ...limits]),
				content: Object.fromEntries(
					Object.entries(operation.reply.content).map(([type, schema]) => [
						type,
						{ schema, ...(typical !== undefined && type === 'application/json' ? { example: typical } : {}) }
					])
				)
			},
			304: { description: 'Unchanged since the reply whose `ETag` was sent.', headers: headerRefs(['ETag']) },
			...Object.fromEntries(
				[...operation.problems, 422, 429].map((status) => [status, { $ref: `#/components/responses/${problems[status]?.name ?? ''}` }])
			)
		}
	};
}

/** The whole description as an object, ready to be written as JSON. */
export async function openapi({ origin, definitions, convention, today }: Describing) {
	const example = exampleFrom(origin, definitions, convention, today);
	const problems = problemsIn(await readerIn('en'));
	const paths: { [path: string]: { [method: string]: unknown } } = {};
	for (const operation of operations)
		(paths[operation.path] ??= {})[operation.method.toLowerCase()] = await operationObject(operation, example, problems);
	const lang = operations[0]?.parameters.lang as Parameter;
	return {
		openapi: '3.1.1',
		info: {
			title: 'Minamata Exchange Platform',
			summary: 'Records, registers and facts of the exchange of information under the Minamata Convention on Mercury.',
			description,
			version: apiVersion,
			license: { name: 'Apache License 2.0 (software)', identifier: 'Apache-2.0' }
		},
		servers: [{ url: `${origin}${root}`, description: 'This platform.' }],
		tags: tags.map(([name, said]) => ({ name, description: said })),
		paths,
		components: {
			schemas: { ...commonSchemas, ...recordSchemas, ...registerSchemas, ...partySchemas, ...formSchemas, ...problemSchemas },
			parameters: { lang: parameter('lang', lang) },
			headers,
			responses: Object.fromEntries(
				Object.entries(problems).map(([status, { name, description: said, example: shown }]) => [
					name,
					{
						description: said,
						headers: headerRefs(status === '429' ? ['Retry-After', ...limits] : limits),
						content: { 'application/problem+json': { schema: ref('Problem'), example: shown } }
					}
				])
			),
			securitySchemes: {
				session: {
					type: 'apiKey',
					in: 'cookie',
					name: cookieNames(origin).session,
					description: 'The session of a signed-in person, as the pages of the platform use it. Same origin only.'
				}
			}
		}
	};
}
