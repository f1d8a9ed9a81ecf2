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
import { type ApiProblemCode, apiProblems, problemsPage } from './problem.ts';
import { keptHours, keyShape } from './replies.ts';
import { list, object, oneOf, ref, type Schema, text, whole } from './schema.ts';
import { callsPerMinute } from './serve.ts';
import { commonSchemas, root } from './shapes/around.ts';
import { comparisonSchemas } from './shapes/comparison.ts';
import { clarificationSchemas } from './shapes/clarification.ts';
import { cycleSchemas } from './shapes/cycle.ts';
import { deadlineSchemas } from './shapes/deadline.ts';
import { formSchemas } from './shapes/form.ts';
import { partySchemas } from './shapes/party.ts';
import { receiptSchemas } from './shapes/receipt.ts';
import { recordSchemas } from './shapes/record.ts';
import { registerSchemas } from './shapes/register.ts';
import { sharingSchemas } from './shapes/sharing.ts';
import { workSchemas } from './shapes/work.ts';
import { callsPerMinuteOfToken, scopes } from '#people/token.ts';

/** Of this interface, not of the software: grows when an operation or a field is added, its first number when one is taken away. */
export const apiVersion = '1.4.0';

export interface Describing {
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	definitions: Definitions;
	convention: Convention;
	today: string;
}

const description = `What Parties to the Minamata Convention on Mercury and others have exchanged and published, as data; and the way in for programs of those who write.

- **Languages.** Texts come as objects by language (${languages.join(', ')}), all that exist at once. \`Accept-Language\` or \`?lang=\` chooses the language of messages and of CSV.
- **Tokens.** What is public needs none. Whatever else a person may do here, a program does with a personal token of that person, sent as \`Authorization: Bearer …\`. It is made on the account pages, for some of the scopes ${scopes.map((scope) => `\`${scope}\``).join(', ')}, and never lets a program do more than the person may. A session of the pages may read here, and never write.
- **Repeating.** Send an \`Idempotency-Key\` with a POST, and repeat the call as often as you need: it is done once, and answered alike for ${keptHours} hours. The same key with another body is refused.
- **Errors** are problem details (RFC 9457), \`application/problem+json\`, with a stable \`code\`, all explained at \`${problemsPage}\`. A fault in what was asked is never answered with 5xx.
- **Pages.** Follow \`links.next\`, or the \`Link\` header, until there is none.
- **Caching.** Every reply has an \`ETag\`: send it back as \`If-None-Match\` and get 304 while nothing has changed.
- **Limits.** With a token, ${callsPerMinuteOfToken} calls a minute, counted over the whole platform. Without, ${callsPerMinute} calls a minute from one address, counted by each process of the platform by itself. \`RateLimit-*\` says what is left, \`Retry-After\` when to come back.
- **From other sites.** Any site may read (CORS), without credentials.
- **Facts** of the Convention carry \`status\` and \`source\`: \`to-verify\` is not yet compared with an official text.
- **Demonstration content** has \`demo: true\`: it is synthetic and never a statement of the Party named.
- **Terms.** The software is under the Apache License 2.0. Under which terms the data may be used is set by whoever operates the platform: see its terms.`;

const tags: [string, string][] = [
	['Overview', 'Where to begin.'],
	['Records', 'What was exchanged: one record, its revisions, its history.'],
	['Registers', 'The public lists that the Convention and its decisions ask for.'],
	['Facts of the Convention', 'Parties, areas of focus, articles, taxonomy.'],
	['National reports', 'The reporting cycles of Article 21: who has reported, and what the reports say to each question.'],
	['Projects', 'Projects that serve the Convention, as those who fund them tell them.'],
	['Forms', 'The questionnaires that records answer.'],
	['Search', 'Finding records, and figures.'],
	['Your work', 'What concerns the person of a token.'],
	['Drafts', 'Beginning records and filling them in.'],
	['Moves', 'Submitting, publishing, withdrawing.']
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
			body: list(
				object('A fault in one part of the body.', {
					at: text('Where, as a JSON Pointer (RFC 6901).'),
					code: oneOf('What is wrong there.', faultCodes),
					message: text('The same in words, in the language of the call.')
				}),
				'Parts of the body that are at fault.'
			),
			findings: list(ref('Finding'), 'What the checks of the form found.'),
			scope: oneOf('The scope that the token would need.', scopes),
			version: whole('Present version of the draft.'),
			record: text('Identifier of the record that is there already.'),
			tombstone: ref('Tombstone'),
			requestId: text('Names the call in the log of the platform.')
		},
		['parameters', 'body', 'findings', 'scope', 'version', 'record', 'tombstone', 'requestId']
	)
};

const headers: { [name: string]: { description: string; schema: Schema } } = {
	ETag: { description: 'Changes when the reply does.', schema: { type: 'string' } },
	Link: { description: 'Addresses of the neighbouring pages (RFC 8288): `next`, `prev`.', schema: { type: 'string' } },
	Location: { description: 'Address of what was made.', schema: { type: 'string' } },
	'RateLimit-Policy': { description: 'Calls, and in how many seconds: `600;w=60`.', schema: { type: 'string' } },
	'RateLimit-Limit': { description: 'Calls a minute.', schema: { type: 'integer' } },
	'RateLimit-Remaining': { description: 'Calls that are left right now.', schema: { type: 'integer' } },
	'RateLimit-Reset': { description: 'Seconds until all are there again.', schema: { type: 'integer' } },
	'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } }
};

const limits = ['RateLimit-Policy', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
const headerRefs = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

type Problems = { [status: string]: { name: string; description: string; example: { [member: string]: unknown } } };

/** The problems that operations share, with an example of each as it is really worded. */
function problemsIn({ t }: Reader): Problems {
	const example = (code: string, status: number, title: string, more: { [member: string]: unknown } = {}) => ({
		type: `${problemsPage}#${code}`,
		title,
		status,
		code,
		...more
	});
	const own = (code: ApiProblemCode, more: { [member: string]: unknown } = {}, values?: { [name: string]: string }) =>
		example(code, apiProblems[code], t(`api.problem.${code}`, values), more);
	const tombstone = {
		id: 'MC-INFORMATION-EXAMPLE-0002',
		title: { en: 'A withdrawn example' },
		reason: 'It was sent twice.',
		withdrawnAt: '2026-04-01T12:00:00.000Z'
	};
	return {
		400: { name: 'NotJson', description: 'The body is no JSON.', example: own('not-json') },
		401: { name: 'TokenNeeded', description: 'There is no token, or one that does not work.', example: own('token-missing') },
		403: {
			name: 'NotAllowed',
			description: 'The token was not made for this, or the person may not do it.',
			example: own('scope-missing', { scope: 'drafts' }, { scope: 'drafts' })
		},
		409: {
			name: 'DoesNotFit',
			description: 'The record does not stand where this could be done.',
			example: example('stage-does-not-fit', 409, t('refusal.stage-does-not-fit'))
		},
		412: { name: 'Stale', description: 'Somebody saved meanwhile.', example: own('stale', { version: 4 }) },
		413: { name: 'TooLarge', description: 'More was sent than is taken.', example: example('too-large', 413, t('refusal.too-large')) },
		415: {
			name: 'TypeNotAccepted',
			description: 'The body is of another media type than is taken, or files of this sort are not taken.',
			example: own('wrong-media-type', {}, { type: 'application/json' })
		},
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
			name: 'NotValid',
			description: 'Parameters, the body or the answers are at fault: all that is wrong is named. Or the key of the call was used for another one.',
			example: example('not-valid', 422, t('refusal.not-valid'), {
				parameters: [{ parameter: 'limit', code: 'too-large', message: t('api.fault.too-large', { most: 100 }) }]
			})
		},
		429: {
			name: 'TooManyRequests',
			description: 'Too many calls with this token or from this address.',
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

const anyone: readonly object[] = [{}, { session: [] }, { token: [] }];

/** Who may call it: nobody needs to sign in, or a session will do, or only a token. */
const securityOf = ({ scope, personal, method }: Operation): readonly object[] =>
	scope ? (method === 'GET' ? anyone.slice(1) : anyone.slice(2)) : personal ? anyone : [];

/** Statuses of problems, in order. */
function problemsOf(operation: Operation): number[] {
	const { scope, body, personal } = operation;
	const brought = [...(scope ? [401, 403] : personal ? [401] : []), ...(body ? [413, 415, ...('schema' in body ? [400] : [])] : []), 422, 429];
	return [...new Set([...operation.problems, ...brought])].sort((a, b) => a - b);
}

const headersAsked = ({ repeatable, matched }: Operation) => [
	...(repeatable ? [{ $ref: '#/components/parameters/idempotencyKey' }] : []),
	...(matched ? [{ $ref: '#/components/parameters/ifMatch' }] : [])
];

async function operationObject(operation: Operation, example: ReturnType<typeof exampleFrom>, problems: Problems) {
	const typical = example && (await operation.example?.(example));
	const entries = Object.entries(operation.parameters);
	const { body, scope, method, reply } = operation;
	const success = reply.status ?? 200;
	return {
		operationId: operation.id,
		tags: [operation.tag],
		summary: operation.summary,
		description: operation.description + (scope ? ` Needs the scope \`${scope}\`.` : ''),
		security: securityOf(operation),
		parameters: [
			...entries.map(([name, each]) =>
				name === 'lang'
					? { $ref: '#/components/parameters/lang' }
					: ((written) => ({ ...written, schema: loosened(written.schema as Schema) }))(parameter(name, each))
			),
			...headersAsked(operation)
		],
		...(body
			? {
					requestBody: {
						description: `${body.description} At most ${body.most.toLocaleString('en')} bytes.`,
						required: true,
						content:
							'file' in body
								? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
								: { 'application/json': { schema: body.schema, ...(example ? { example: body.example(example) } : {}) } }
					}
				}
			: {}),
		responses: {
			[success]: {
				description: reply.description,
				headers: headerRefs([...(method === 'GET' || operation.matched ? ['ETag'] : []), ...(reply.headers ?? []), ...limits]),
				content: Object.fromEntries(
					Object.entries(reply.content).map(([type, schema]) => [
						type,
						{ schema, ...(typical !== undefined && type === 'application/json' ? { example: typical } : {}) }
					])
				)
			},
			...(method === 'GET' ? { 304: { description: 'Unchanged since the reply whose `ETag` was sent.', headers: headerRefs(['ETag']) } } : {}),
			...Object.fromEntries(problemsOf(operation).map((status) => [status, { $ref: `#/components/responses/${problems[status]?.name ?? ''}` }]))
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
			schemas: {
				...commonSchemas,
				...recordSchemas,
				...receiptSchemas,
				...clarificationSchemas,
				...registerSchemas,
				...partySchemas,
				...deadlineSchemas,
				...cycleSchemas,
				...comparisonSchemas,
				...formSchemas,
				...workSchemas,
				...sharingSchemas,
				...problemSchemas
			},
			parameters: {
				lang: parameter('lang', lang),
				idempotencyKey: {
					name: 'Idempotency-Key',
					in: 'header',
					description: `Your own name for this call: repeated with the same name and body within ${keptHours} hours, it is done once and answered alike.`,
					required: false,
					schema: { type: 'string', pattern: keyShape },
					example: '7c4a8d09-2026-03-02'
				},
				ifMatch: {
					name: 'If-Match',
					in: 'header',
					description: 'The `ETag` of the draft that you started from: when somebody saved meanwhile, nothing is done.',
					required: false,
					schema: { type: 'string' },
					example: '"3"'
				}
			},
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
					description: 'The session of a signed-in person, as the pages of the platform use it. Same origin only, and for reading only.'
				},
				token: { type: 'http', scheme: 'bearer', description: 'A personal token, made on the account pages.' }
			}
		}
	};
}
