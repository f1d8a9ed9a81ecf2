// SPDX-License-Identifier: Apache-2.0
// Reports held against each other.
import { isLacking } from '#insights/compared.ts';
import { readComparison } from '#insights/server/comparisons.ts';
import { sideFrom } from '#insights/side.ts';
import { refuse } from '#people/refusal.ts';
import { reading } from '../operation.ts';
import type { ParameterFault } from '../parameters.ts';
import { ref } from '../schema.ts';
import { around } from '../shapes/around.ts';
import { presentComparison } from '../shapes/comparison.ts';

const side = (which: string, example: string) =>
	({
		in: 'query',
		description: `${which}: a Party (\`GHA\`), a group (\`region:africa\`, \`world\`), with its cycle behind an @ where it is not \`cycle\`: \`GHA@2017-2020\`. Needed.`,
		schema: {
			type: 'string',
			pattern: '^[A-Za-z]{2,5}(:[a-z-]{1,20})?(@[A-Za-z0-9-]{1,40})?$|^region:[a-z-]{1,20}(@[A-Za-z0-9-]{1,40})?$',
			maxLength: 80
		},
		example
	}) as const;

export const comparisonOperations = [
	reading({
		id: 'compareReports',
		path: '/comparison',
		tag: 'National reports',
		summary: 'Two reports, or a report and those of a group',
		description:
			'Question by question what two published reports say, or a report beside the counts of a region or of the world: the same and the other, amounts exactly, texts by their words. Questions of two editions of the form are brought together by its crosswalk.',
		parameters: {
			left: side('The first side', 'GHA'),
			right: side('The second side', 'world'),
			cycle: {
				in: 'query',
				description: 'Cycle of a side that names none; the newest that there is where absent.',
				schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]*$', maxLength: 40 },
				example: '2021-2024'
			},
			questions: {
				in: 'query',
				description: 'Ids of questions, with commas between them; all of them where absent.',
				schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*(,[A-Za-z0-9][A-Za-z0-9_-]*)*$', maxLength: 1000 },
				example: 'q3-1,q3-3'
			}
		},
		reply: { description: 'The comparison.', content: { 'application/json': ref('Comparison') } },
		problems: [404],
		async handle(context, asked) {
			const [left, right] = [sideFrom(asked.left), sideFrom(asked.right)];
			const faults = (['left', 'right'] as const).flatMap((parameter): ParameterFault[] =>
				sideFrom(asked[parameter])
					? []
					: [
							asked[parameter]
								? { parameter, code: 'wrong-form', values: { form: 'GHA, region:africa, world, GHA@2017-2020' } }
								: { parameter, code: 'missing' }
						]
			);
			if (faults.length) return { faults };
			const { platform, convention, definitions } = context;
			const questions = (asked.questions ?? '').split(',').filter(Boolean);
			const found = await readComparison(
				platform.database.read,
				{ convention, definitions },
				{ left, right, cycle: asked.cycle ?? null, questions, section: questions.length ? null : 'all', only: false }
			);
			return isLacking(found) ? refuse('not-found') : { body: presentComparison(found, around(context)) };
		}
	})
];
