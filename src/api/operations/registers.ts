// SPDX-License-Identifier: Apache-2.0
// The public registers that the Convention and its decisions ask for, as data and as CSV.
import { registerRows } from '#catalogue/register.ts';
import { registerEntries } from '#catalogue/server/entries.ts';
import { figures } from '#catalogue/server/figures.ts';
import { refuse } from '#people/refusal.ts';
import { csv } from '../csv.ts';
import { reading } from '../operation.ts';
import { list, object, ref } from '../schema.ts';
import { around, aroundOwners } from '../shapes/around.ts';
import { presentRegister, presentRegisterSummary, registerTable } from '../shapes/register.ts';

const tag = 'Registers';

export const registerOperations = [
	reading({
		id: 'listRegisters',
		path: '/registers',
		tag,
		summary: 'Public registers',
		description: 'Each with the paragraph that it serves, its columns and the number of published records.',
		reply: {
			description: 'The registers.',
			content: { 'application/json': object('The registers.', { registers: list(ref('RegisterSummary'), 'In their order.') }) }
		},
		example: async ({ definitions, around: here }) => ({
			registers: await Promise.all(
				definitions.all
					.filter(({ type }) => type.register)
					.slice(0, 1)
					.map((definition) => presentRegisterSummary(definition, 0, here))
			)
		}),
		async handle(context) {
			const { byType } = await figures(context.platform.database.read);
			const fed = context.definitions.all.filter(({ type }) => type.register);
			return {
				body: {
					registers: await Promise.all(fed.map((definition) => presentRegisterSummary(definition, byType[definition.type.id] ?? 0, around(context))))
				}
			};
		}
	}),
	reading({
		id: 'getRegister',
		path: '/registers/{id}',
		tag,
		summary: 'A register with its rows',
		description:
			'As JSON, or with `format=csv` as CSV (UTF-8 with a byte order mark) whose words are in the language of the call. Cells that a spreadsheet would run as a formula begin with an apostrophe.',
		parameters: {
			id: {
				in: 'path',
				description: 'Id of the register.',
				schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 60 },
				example: 'exemptions-annex-a'
			},
			format: { in: 'query', description: 'What to answer with.', schema: { type: 'string', enum: ['json', 'csv'], maxLength: 4, default: 'json' } }
		},
		reply: { description: 'The register.', content: { 'application/json': ref('Register'), 'text/csv': { type: 'string' } } },
		problems: [404],
		async handle(context, asked) {
			const definition = context.definitions.ofRegister(asked.id);
			if (!definition?.type.register) return refuse('not-found');
			const entries = await registerEntries(context.platform.database.read, definition.type.id);
			const here = await aroundOwners(context, entries);
			const rows = registerRows(definition.type.register.columns, entries, definition.form, context.convention, context.today);
			if (asked.format === 'json') return { body: await presentRegister(definition, rows, here) };
			return {
				body: csv(await registerTable(definition, rows, here, context.reader)),
				type: 'text/csv; charset=utf-8; header=present',
				language: context.reader.language,
				headers: { 'content-disposition': `attachment; filename="${asked.id}-${context.today}.csv"` }
			};
		}
	})
];
