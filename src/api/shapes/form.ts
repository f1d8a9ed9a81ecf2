// SPDX-License-Identifier: Apache-2.0
// Form definitions as the API shows them: each shape beside its schema. A form is data already; only its envelope is written here.
import type { Form } from '#forms/form.ts';
import type { Definition, RecordType } from '#records/type.ts';
import { address, list, map, object, oneOf, orNull, ref, type Schema, text } from '../schema.ts';
import { type Around, at, standing } from './around.ts';

const formProperties = {
	id: text('Id of the form, which is the record type.'),
	version: text('Version.'),
	versions: list({ type: 'string' }, 'Every version that ever was in use, oldest first; records keep the one they answered.'),
	title: ref('Words'),
	short: ref('Words', 'Short name.'),
	intro: ref('Words'),
	article: text('The paragraph of the Convention that it serves, as cited.'),
	decision: orNull(text('The decision of the Conference of the Parties that shaped it.')),
	...standing,
	submitters: list(oneOf('Who.', ['party', 'organisation', 'secretariat']), 'Who may submit it.'),
	register: orNull(text('Id of the register that it feeds.')),
	areas: list({ type: 'string' }, 'Areas of focus that every record of the type belongs to.'),
	articles: list({ type: 'string' }, 'Articles that it serves, as numbers in text.'),
	checklist: list({ type: 'string' }, 'What is looked at before it is published: the items that the move `publish` names.'),
	outcomes: list({ type: 'string' }, 'How the Convention may decide on it: what the move `decide` names one of.'),
	links: object('Where to go on.', {
		self: address('The definition.'),
		schema: address('JSON Schema of its answers.'),
		records: address('Its published records.')
	})
};

const condition: Schema = {
	description:
		'A condition over answers: `{question, is}`, `{question, in}`, `{question, includes}`, `{question, answered}`, `{all}`, `{any}` or `{not}`.',
	type: 'object',
	additionalProperties: true
};

export const formSchemas: { [name: string]: Schema } = {
	FormSummary: object('A form without its questions.', formProperties),
	Form: object('A form, whole: the definition that the pages are made from.', {
		...formProperties,
		sections: list(
			object('A section.', { id: text('Id.'), when: condition, questions: list(ref('Question'), 'Its questions, in order.') }, ['when']),
			'Its sections, in order.'
		),
		rules: list(
			{ type: 'object', additionalProperties: true, required: ['rule'], properties: { rule: { type: 'string' } } },
			'Checks across questions.'
		),
		titleFrom: orNull(text('The question whose answer names the record.')),
		titleAfter: orNull(text('The question whose answer, a symbol, stands before the name and finds the record.')),
		words: map('Words by key: `question.{id}`, `help.{id}`, `option.{question}.{option}`, `section.{id}`, `form.title` …', ref('Words'))
	}),
	Question: {
		...object(
			'One thing asked. Limits depend on the kind.',
			{
				id: text('Id, the key in `answers`.'),
				kind: text('The sort of answer it takes.'),
				required: { description: 'Must be answered: always, or while a condition holds.', anyOf: [{ type: 'boolean' }, condition] },
				when: condition,
				private: { type: 'boolean', description: 'Never public, unless `openWhen` holds.' },
				openWhen: condition
			},
			['required', 'when', 'private', 'openWhen']
		),
		additionalProperties: true
	},
	AnswersSchema: {
		type: 'object',
		description: 'A JSON Schema (2020-12) of the answers of the form. It says what is always required; what a condition requires stands in the form.',
		required: ['$schema', 'type', 'properties'],
		additionalProperties: true,
		properties: { $schema: address('The dialect.'), type: { const: 'object' }, properties: { type: 'object', additionalProperties: true } }
	}
};

const fieldsOf = (form: Form, type: RecordType, around: Around) => ({
	id: form.id,
	version: form.version,
	versions: around.definitions.versions(form.id),
	title: form.words['form.title'] ?? {},
	short: form.words['form.short'] ?? {},
	intro: form.words['form.intro'] ?? {},
	article: form.article,
	decision: form.decision,
	status: form.status,
	source: form.source,
	submitters: type.submitters,
	register: type.register?.id ?? null,
	areas: type.areas,
	articles: type.articles,
	checklist: form.checklist,
	outcomes: type.outcomes ?? [],
	links: {
		self: at(around, `/forms/${form.id}?version=${encodeURIComponent(form.version)}`),
		schema: at(around, `/forms/${form.id}/schema?version=${encodeURIComponent(form.version)}`),
		records: at(around, `/records?type=${type.id}`)
	}
});

export const presentFormSummary = ({ form, type }: Definition, around: Around) => fieldsOf(form, type, around);

export const presentForm = (form: Form, type: RecordType, around: Around) => ({
	...fieldsOf(form, type, around),
	sections: form.sections,
	rules: form.rules,
	titleFrom: form.titleFrom ?? null,
	titleAfter: form.titleAfter ?? null,
	words: form.words
});
