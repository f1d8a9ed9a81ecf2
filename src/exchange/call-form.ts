// SPDX-License-Identifier: Apache-2.0
// The form that answers one call: the form of responses or nominations with the questions of the call in it. It is a version of that form like any
// other, so that filling in, checks, paper, exports and privacy hold for it with no further code. Pure.
import { createHash } from 'node:crypto';
import { canonical } from '#forms/comparison.ts';
import type { Form, FormRule, Question, Section } from '#forms/form.ts';
import type { AskedQuestion, Call } from './call.ts';

/** Id of a question of a call, by its place. */
export const askedId = (at: number): string => `asked${at + 1}`;

const documents = [
	'application/pdf',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'application/vnd.oasis.opendocument.text',
	'application/vnd.oasis.opendocument.spreadsheet'
];

const questionFrom = ({ kind, required, private: closed }: AskedQuestion, at: number): Question => ({
	id: askedId(at),
	kind,
	number: String(at + 1),
	...(required ? { required } : {}),
	...(closed ? { private: true } : {}),
	...(kind === 'text' ? { longest: 500 } : kind === 'long-text' ? { longest: 10_000 } : {}),
	...(kind === 'attachment' ? { many: true, accept: documents } : {})
});

/** What is known from the call is filled in when the answer is begun, and not asked. */
const given = (question: Question): Question => {
	const { when: _, required: __, ...rest } = question;
	return { ...rest, given: 'beginning' };
};

/** `base` is the form in use that answers calls of this kind, `asking` the form of calls, whose words name the section. */
export function formForCall(base: Form, asking: Form, id: string, call: Call): Form {
	const made = call.kind === 'nominations' ? nominationForm(base, asking, call) : responseForm(base, asking, call);
	const mark = createHash('sha256')
		.update(canonical(made as never))
		.digest('hex')
		.slice(0, 8);
	return { ...made, version: `${id.toLowerCase()}-${mark}` };
}

/** Whether a version of a form was made for a call: its questions have words in the languages of the call alone. */
export const isOfCall = (version: string): boolean => /^mc-call-.*-[0-9a-f]{8}$/.test(version);

const pointing: Question = { id: 'call', kind: 'reference', types: ['call'], given: 'beginning' };

function responseForm(base: Form, asking: Form, call: Call): Form {
	const ids = call.questions.map((_, at) => askedId(at));
	const asked: Section = { id: 'asked', questions: call.questions.map(questionFrom) };
	const sections = base.sections.map((section) => ({
		...section,
		questions: section.questions.flatMap((question) => {
			if (question.id === 'call') return [pointing];
			// A call that rests on no decision does not ask for one.
			if (question.id === 'decision') return call.decision ? [given(question)] : [];
			return [question];
		})
	}));
	const before = sections.findIndex(({ questions }) => questions.some(({ id }) => id === 'language'));
	if (ids.length) sections.splice(before < 0 ? sections.length : before, 0, asked);
	const rules = base.rules.map((rule): FormRule =>
		rule.rule === 'at-least-one' && ids.length ? { ...rule, questions: [...rule.questions, ...ids] } : rule
	);
	const labels = Object.fromEntries(call.questions.map(({ label }, at) => [`question.${askedId(at)}`, label]));
	return {
		...base,
		decision: call.decision,
		sections,
		rules,
		words: { ...base.words, ...labels, 'section.asked': asking.words['section.questions'] ?? {} }
	};
}

function nominationForm(base: Form, asking: Form, call: Call): Form {
	const consent: Question = { id: 'publicConsent', kind: 'yes-no', required: true };
	const sections = base.sections.map((section, at) => ({
		...section,
		questions: [
			...(at === 0 ? [pointing] : []),
			...section.questions.map((question) => (question.id === 'body' && call.body ? { ...given(question), options: [call.body] } : question)),
			...(section.questions.some(({ id }) => id === 'candidate') ? [consent] : [])
		]
	}));
	return {
		...base,
		decision: call.decision,
		sections,
		words: {
			...base.words,
			'question.call': asking.words['form.short'] ?? {},
			'question.publicConsent': asking.words['form.consent'] ?? {},
			'help.publicConsent': asking.words['form.consent-help'] ?? {}
		}
	};
}
