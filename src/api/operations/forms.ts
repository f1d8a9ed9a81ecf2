// SPDX-License-Identifier: Apache-2.0
// Form definitions and the JSON Schemas of their answers.
import { answersSchema } from '#forms/schema.ts';
import { refuse } from '#people/refusal.ts';
import type { Context } from '../context.ts';
import { reading } from '../operation.ts';
import { list, object, ref } from '../schema.ts';
import { around } from '../shapes/around.ts';
import { presentForm, presentFormSummary } from '../shapes/form.ts';

const tag = 'Forms';
const parameters = {
	id: {
		in: 'path',
		description: 'Id of the form, which is the record type.',
		schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 60 },
		example: 'art17-exchange-record'
	},
	version: {
		in: 'query',
		description: 'An earlier version; the current one when absent.',
		schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9.-]*$', maxLength: 40 }
	}
} as const;

const formOf = ({ definitions }: Context, { id, version }: { id: string; version: string | undefined }) => {
	const [form, type] = [definitions.form(id, version), definitions.type(id)];
	return form && type && { form, type };
};

export const formOperations = [
	reading({
		id: 'listForms',
		path: '/forms',
		tag,
		summary: 'Forms in use',
		description: 'One for each record type, in the current version.',
		reply: {
			description: 'The forms.',
			content: { 'application/json': object('The forms.', { forms: list(ref('FormSummary'), 'In their order.') }) }
		},
		example: ({ definitions, around: here }) => ({ forms: definitions.all.slice(0, 1).map((definition) => presentFormSummary(definition, here)) }),
		handle: (context) => ({ body: { forms: context.definitions.all.map((definition) => presentFormSummary(definition, around(context))) } })
	}),
	reading({
		id: 'getForm',
		path: '/forms/{id}',
		tag,
		summary: 'A form, whole',
		description: 'Its questions, conditions, rules and words in six languages: the definition that the pages of the platform are made from.',
		parameters,
		reply: { description: 'The form.', content: { 'application/json': ref('Form') } },
		problems: [404],
		handle(context, asked) {
			const found = formOf(context, asked);
			return found ? { body: presentForm(found.form, found.type, around(context)) } : refuse('not-found');
		}
	}),
	reading({
		id: 'getAnswersSchema',
		path: '/forms/{id}/schema',
		tag,
		summary: 'JSON Schema of the answers of a form',
		description: 'For machines that read or prepare answers. Published answers may lack what is private.',
		parameters,
		reply: { description: 'The schema.', content: { 'application/schema+json': ref('AnswersSchema') } },
		problems: [404],
		handle(context, asked) {
			const found = formOf(context, asked);
			return found ? { body: answersSchema(found.form), type: 'application/schema+json' } : refuse('not-found');
		}
	})
];
