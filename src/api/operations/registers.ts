// SPDX-License-Identifier: Apache-2.0
// The public registers that the Convention and its decisions ask for, as data and as CSV, as they are now or were on a past day.
import { figures } from '#catalogue/server/figures.ts';
import { countedRegisters, readRegister } from '#catalogue/server/registers.ts';
import { walkRegister } from '#catalogue/server/walk-register.ts';
import { askedFrom, type RegisterRead, standingChoices, wrongDay } from '#catalogue/register-asked.ts';
import { registerOf, registersOf } from '#catalogue/registers.ts';
import { regionIds } from '#convention/fact.ts';
import { registerTable } from '#interop/sheets/register-table.ts';
import type { SheetCell } from '#interop/sheets/xlsx.ts';
import { isRefusal, refuse } from '#people/refusal.ts';
import { outflow } from '#platform/server/outflow.ts';
import type { Reader } from '#text/message.ts';
import { csv, type CsvCell, csvLines } from '../csv.ts';
import { preferredType } from '../negotiation.ts';
import { reading } from '../operation.ts';
import { list, object, ref } from '../schema.ts';
import { around } from '../shapes/around.ts';
import { presentRegister, presentRegisterSummary, registerJson } from '../shapes/register.ts';

const tag = 'Registers';
const csvType = 'text/csv; charset=utf-8; header=present';

const plain = (line: readonly SheetCell[]): CsvCell[] => line.map((cell) => (typeof cell === 'object' && cell ? cell.day : cell));

async function* csvOf(portions: AsyncIterable<RegisterRead>, origin: string, reader: Reader): AsyncGenerator<string> {
	let begun = false;
	for await (const read of portions) {
		const { heads, lines } = registerTable({ ...read, origin }, reader);
		if (!begun) yield csv([heads]);
		begun = true;
		if (lines.length) yield csvLines(lines.map(plain));
	}
}

export const registerOperations = [
	reading({
		id: 'listRegisters',
		path: '/registers',
		tag,
		summary: 'Public registers',
		description: 'Each with the paragraph that it serves, its columns and the number of published records.',
		reply: {
			description: 'The registers.',
			content: { 'application/json': object('The registers.', { registers: list(ref('RegisterSummary'), 'In the order of the articles.') }) }
		},
		example: async ({ definitions, around: here }) => ({
			registers: (await registersOf(definitions)).slice(0, 1).map((register) => presentRegisterSummary(register, 0, here))
		}),
		async handle(context) {
			const { byType } = await figures(context.platform.database.read);
			const counted = await countedRegisters(context.definitions, context.convention, byType, context.today);
			return { body: { registers: counted.map(({ register, count }) => presentRegisterSummary(register, count, around(context))) } };
		}
	}),
	reading({
		id: 'getRegister',
		path: '/registers/{id}',
		tag,
		summary: 'A register with its rows',
		description:
			'As JSON, or with `format=csv` as CSV (UTF-8 with a byte order mark) whose words are in the language of the call. Cells that a spreadsheet would run as a formula begin with an apostrophe. With `on` as it stood at the end of a past day (UTC): from the revisions published and the moves made by then; the content of what was withdrawn since is no longer shown. All rows come, however many: of more than 20,000 portion by portion while they are read, without an entity tag. `links.xlsx` names the same as a spreadsheet, which takes the same parameters but `format` and holds 20,000 rows at most; it says where there are more.',
		parameters: {
			id: {
				in: 'path',
				description: 'Id of the register.',
				schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 60 },
				example: 'exemptions-annex-a'
			},
			on: {
				in: 'query',
				description: 'A day that is not to come, as YYYY-MM-DD. Absent: now.',
				schema: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 }
			},
			party: { in: 'query', description: 'Key of the Party.', schema: { type: 'string', pattern: '^[A-Za-z]{2,3}$', maxLength: 3 } },
			region: { in: 'query', description: 'Regional group of the Party.', schema: { type: 'string', enum: regionIds, maxLength: 20 } },
			standing: {
				in: 'query',
				description: 'Only rows in this standing; `current` is all but the withdrawn and superseded.',
				schema: { type: 'string', enum: standingChoices, maxLength: 20 }
			},
			format: {
				in: 'query',
				description: 'What to answer with. Absent: what `Accept` would rather have, JSON before CSV.',
				schema: { type: 'string', enum: ['json', 'csv'], maxLength: 4 }
			}
		},
		reply: { description: 'The register.', content: { 'application/json': ref('Register'), 'text/csv': { type: 'string' } } },
		problems: [404],
		async handle(context, asked) {
			const { platform, definitions, convention, today, reader } = context;
			const register = await registerOf(definitions, asked.id);
			if (!register) return refuse('not-found');
			const format =
				asked.format ?? (preferredType(context.request.headers.get('accept'), ['application/json', 'text/csv']) === 'text/csv' ? 'csv' : 'json');
			const vary = { vary: 'Accept' };
			const wrong = asked.on === undefined ? null : wrongDay(asked.on, today);
			if (wrong) return wrong;
			const asking = new URLSearchParams(
				Object.entries({ on: asked.on, party: asked.party, region: asked.region, standing: asked.standing }).filter(
					(pair): pair is [string, string] => pair[1] !== undefined
				)
			);
			const question = askedFrom(asking, today);
			if (isRefusal(question)) return question;
			const reading = { db: platform.database.read, definitions, convention, today, language: reader.language };
			const read = await readRegister(reading, register, question, true);
			const csvName = (day: string) => ({ 'content-disposition': `attachment; filename="${asked.id}-${day}.csv"` });
			if (isRefusal(read)) {
				if (read.refusal !== 'too-many-rows') return read;
				// More than is held in memory goes out portion by portion.
				const portions = walkRegister(reading, register, question);
				const kept = { ...vary, 'cache-control': 'public, no-cache' };
				if (format === 'json')
					return {
						response: new Response(outflow(registerJson(portions, ({ organisations }) => around(context, organisations), asking.toString())), {
							headers: { ...kept, 'content-type': 'application/json' }
						})
					};
				const headers = { 'content-type': csvType, 'content-language': reader.language, ...csvName(asked.on ?? today) };
				return { response: new Response(outflow(csvOf(portions, platform.configuration.origin, reader)), { headers: { ...kept, ...headers } }) };
			}
			if (format === 'json') return { body: await presentRegister(read, around(context, read.organisations), asking.toString()), headers: vary };
			const { heads, lines } = registerTable({ ...read, origin: platform.configuration.origin }, reader);
			return { body: csv([heads, ...lines.map(plain)]), type: csvType, language: reader.language, headers: { ...vary, ...csvName(read.day) } };
		}
	})
];
