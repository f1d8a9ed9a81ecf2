// SPDX-License-Identifier: Apache-2.0
// The table of operations: everything that the public API offers. The description, the dispatch and the tests are derived from it.
import { languages } from '#text/languages.ts';
import { type Operation, reading } from './operation.ts';
import { comparisonOperations } from './operations/comparisons.ts';
import { clarificationOperations } from './operations/clarifications.ts';
import { cycleOperations } from './operations/cycles.ts';
import { deadlineOperations } from './operations/deadlines.ts';
import { draftOperations } from './operations/drafts.ts';
import { formOperations } from './operations/forms.ts';
import { linkedOperations } from './operations/linked.ts';
import { moveOperations } from './operations/moves.ts';
import { sharingOperations } from './operations/sharing.ts';
import { ownOperations } from './operations/own.ts';
import { partyOperations } from './operations/parties.ts';
import { projectOperations } from './operations/projects.ts';
import { receiptOperations } from './operations/receipts.ts';
import { recordOperations } from './operations/records.ts';
import { registerOperations } from './operations/registers.ts';
import { searchOperations } from './operations/search.ts';
import type { Parameters } from './parameters.ts';
import { address, list, object, oneOf, ref, text } from './schema.ts';
import { type Around, around, at, pages } from './shapes/around.ts';

/** What every operation may be asked. */
const common: Parameters = {
	lang: {
		in: 'query',
		description:
			'Language of messages and of CSV, instead of `Accept-Language`. Texts of records come in all their languages, whatever is asked here.',
		schema: { type: 'string', enum: languages, maxLength: 2 }
	}
};

/** Where one begins who has only the address. */
const index = reading({
	id: 'getIndex',
	path: '/',
	tag: 'Overview',
	summary: 'What there is',
	description: 'The addresses to begin with, and where everything is described.',
	reply: {
		description: 'Addresses.',
		content: {
			'application/json': object('Addresses.', {
				description: address('This interface in OpenAPI 3.1.'),
				html: ref('Pages', 'The page for developers.'),
				operations: list(
					object('An operation.', {
						id: text('Its name.'),
						method: oneOf('The HTTP method.', ['GET', 'POST', 'PATCH']),
						summary: text('What it gives.'),
						template: text('Its address as a URI template (RFC 6570).')
					}),
					'Everything that can be asked.'
				)
			})
		}
	},
	example: ({ around: here }) => contents(here),
	handle: (context) => ({ body: contents(around(context)) })
});

const contents = (here: Around) => ({
	description: at(here, '/openapi.json'),
	html: pages(here, '/developers'),
	operations: operations.map(({ id, method, summary, path }) => ({ id, method: method as string, summary, template: at(here, path) }))
});

export const operations: readonly Operation[] = [
	index,
	...recordOperations,
	...receiptOperations,
	...clarificationOperations,
	...registerOperations,
	...partyOperations,
	...deadlineOperations,
	...projectOperations,
	...linkedOperations,
	...cycleOperations,
	...comparisonOperations,
	...formOperations,
	...searchOperations,
	...ownOperations,
	...draftOperations,
	...sharingOperations,
	...moveOperations
].map((operation) => ({
	...operation,
	parameters: { ...operation.parameters, ...common }
}));

export interface Match {
	/** Operations at this address, whatever their method. */
	here: readonly Operation[];
	/** Path parameters of each, decoded. */
	path: { [name: string]: string };
}

const patterns = [...Map.groupBy(operations, (operation) => operation.path)].map(([path, here]) => ({ here, steps: path.slice(1).split('/') }));

/** The operations at a path below /api/v1, written without a slash at either end. Undefined when there is none. */
export function match(path: string): Match | undefined {
	const given = path.split('/');
	for (const { here, steps } of patterns) {
		if (steps.length !== given.length) continue;
		const found: { [name: string]: string } = {};
		const fits = steps.every((step, index) => {
			const part = given[index] ?? '';
			if (!step.startsWith('{')) return step === part;
			found[step.slice(1, -1)] = part;
			return part !== '';
		});
		if (fits) return { here, path: found };
	}
	return undefined;
}
