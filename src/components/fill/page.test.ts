// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { check, completeness } from '#forms/check.ts';
import { answersFrom } from '#forms/fields.ts';
import type { Answers, Question } from '#forms/form.ts';
import type { Known } from '#forms/kind.ts';
import { publicAnswers } from '#forms/privacy.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { languages } from '#text/languages.ts';
import Fill from '../Fill.svelte';
import { answers as allAnswers, form as everyKind, formOf, html, inSix, postedOf, schemes, tagsIn, textIn } from '../kinds/trial.ts';
import ReadAnswers from '../ReadAnswers.svelte';

const questions: Question[] = [
	{ id: 'owner', kind: 'party', given: 'owner' },
	{ id: 'isParty', kind: 'yes-no', required: true },
	{ id: 'reason', kind: 'text', when: { question: 'isParty', is: false }, required: { question: 'isParty', is: false } },
	{ id: 'terms', kind: 'words', required: true, status: 'to-verify' },
	{ id: 'contact', kind: 'contact', privateParts: ['email'] },
	{ id: 'internal', kind: 'text', private: true, required: true }
];
const form = formOf(questions, {
	sections: [
		{ id: 'first', questions: questions.slice(0, 4) },
		{ id: 'second', questions: questions.slice(4) }
	],
	words: { 'section.first': inSix('First'), 'section.second': inSix('Second') }
});
const record: RecordEnvelope = {
	id: 'MC-CONSENT-GH-0001',
	type: 'trial',
	ownerKind: 'party',
	owner: 'GHA',
	stage: 'draft',
	state: 'unpublished',
	visibility: 'public',
	otherParty: null,
	published: null,
	supersededBy: null,
	outcome: null,
	outcomeAt: null,
	outcomeDay: null,
	demo: false,
	keepsVersion: false,
	createdAt: new Date(0),
	changedAt: new Date(0)
};
const known: Known = { today: '2026-01-01', has: () => true, file: () => undefined, record: () => undefined };
const at = '2026-01-01T14:02:00.000Z';

function props(answers: Answers, more: Record<string, unknown> = {}) {
	const findings = check(form, answers, known);
	return {
		form,
		record,
		schemes,
		findings,
		completeness: completeness(form, answers, findings),
		canSubmit: true,
		account: 'ama',
		people: { ama: 'Ama Mensah', kofi: 'Kofi Boateng' },
		draft: { answers, version: 7, touched: { terms: { by: 'kofi', at, version: 6 } }, clashes: [], changedAt: new Date(at) },
		...more
	};
}

describe('the filling page', () => {
	it('is a plain form: version, the questions that count now, and ways to save, to check and to go on', async () => {
		const markup = await html(Fill, props({ owner: 'GHA', isParty: true }));
		const tags = tagsIn(markup);
		expect(tags.find(({ name }) => name === 'form')?.attributes).toMatchObject({ method: 'POST', enctype: 'multipart/form-data', action: '?/save' });
		const posted = postedOf(markup);
		expect(posted.filter(([name]) => name === 'version' || name === 'asked')).toEqual([
			['version', '7'],
			['asked', 'isParty'],
			['asked', 'terms'],
			['asked', 'contact'],
			['asked', 'internal']
		]);
		expect(answersFrom(form, posted)).toEqual({ isParty: true, terms: null, contact: null, internal: null });
		const buttons = tags.filter(({ name }) => name === 'button').map(({ attributes }) => attributes.formaction);
		expect(buttons[0], 'the Enter key saves').toBe('?/save');
		expect(buttons).toContain('?/check');
		expect(tags.some(({ name, attributes }) => name === 'a' && attributes.href === './submit')).toBe(true);
		expect(markup).not.toMatch(/\sstyle=/);
	});

	it('asks what becomes relevant, and shows what is given without asking', async () => {
		const text = textIn(await html(Fill, props({ owner: 'GHA', isParty: false })));
		expect(text).toContain('Question reason (en)');
		expect(text).toContain('Ghana (en)');
		expect(text).toContain('Filled in by the platform.');
	});

	it('shows findings at what was touched; after a check all of them, with links', async () => {
		const touched = textIn(await html(Fill, props({})));
		expect(touched.match(/There is no answer yet/g)).toHaveLength(1);
		const checked = await html(Fill, props({}, { checked: true }));
		expect(
			tagsIn(checked).flatMap(({ attributes }) =>
				attributes.href?.startsWith('#') && !attributes.href.startsWith('#section') ? [attributes.href] : []
			)
		).toEqual(['#isParty', '#terms', '#internal']);
		expect(textIn(checked)).toContain('There are 3 problems to solve');
		const clean = await html(Fill, props({ isParty: true, terms: { en: 'x' }, internal: 'y' }, { checked: true }));
		expect(textIn(clean)).toContain('No problem was found.');
	});

	it('shows how far each section is, and what needs attention', async () => {
		const text = textIn(await html(Fill, props({ isParty: true, terms: { en: 'x' } }, { checked: true })));
		expect(text).toContain('First (en) · 2 of 2 answered (done)');
		expect(text).toContain('Second (en) · 0 of 2 answered (needs attention)');
	});

	it('shows both answers of a clash, who gave them and when, and lets one choose', async () => {
		const clashes = [{ question: 'terms', value: { en: 'of Ama' }, by: 'ama', at, from: 5 }];
		const base = props({ isParty: true, terms: { en: 'of Kofi' } });
		const markup = await html(Fill, { ...base, draft: { ...base.draft, clashes } });
		const text = textIn(markup);
		for (const said of [
			'of Ama',
			'of Kofi',
			'Ama Mensah, 1 January 2026 at 14:02 UTC',
			'Kofi Boateng, 1 January 2026 at 14:02 UTC',
			'One question has two answers.'
		])
			expect(text).toContain(said);
		const buttons = tagsIn(markup).flatMap(({ attributes }) => (attributes.formaction?.startsWith('?/choose') ? [attributes.formaction] : []));
		expect(buttons).toEqual(['?/choose&question=terms&index=0&keep=theirs', '?/choose&question=terms&index=0&keep=mine']);
	});

	it('asks one section of a long form, and saves on the way to the next and to the overview', async () => {
		const told: Question = { id: 'told', kind: 'text', given: 'explanations' };
		const long = formOf([...questions, told], { sections: [...form.sections, { id: 'told', questions: [told] }], words: form.words });
		const waysOn = async (section: string) => {
			const markup = await html(Fill, props({ isParty: true, told: 'x' }, { form: long, section, address: '/en/work/records/MC-1/edit' }));
			const tags = tagsIn(markup);
			return {
				asked: postedOf(markup).flatMap(([name, value]) => (name === 'asked' ? [value] : [])),
				on: tags.flatMap(({ attributes }) => (attributes.formaction?.includes('&next=') ? [attributes.formaction] : [])),
				steps: tags.flatMap(({ name, attributes }) => (name === 'a' && attributes.href?.startsWith('../edit/') ? [attributes.href] : []))
			};
		};
		expect(await waysOn('first')).toMatchObject({ asked: ['isParty', 'terms'], on: ['?/save&next=second'] });
		// A section that asks nothing is no step.
		const second = await waysOn('second');
		expect(second).toMatchObject({ asked: ['contact', 'internal'], on: ['?/save&next='] });
		expect(second.steps).not.toContain('../edit/told');
	});

	it('tells one who cannot submit who does', async () => {
		const markup = await html(Fill, props({}, { canSubmit: false }));
		expect(markup).not.toContain('./submit');
		expect(textIn(markup)).toContain('The focal point submits.');
	});

	it('renders every kind in six languages', async () => {
		for (const language of languages) {
			const base = props({});
			const draft = { ...base.draft, answers: allAnswers };
			const markup = await html(Fill, { ...base, form: everyKind, draft, findings: [], completeness: [] }, language);
			const ids = tagsIn(markup).flatMap(({ attributes }) => attributes.id ?? []);
			expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
		}
	});
});

describe('the reading page', () => {
	const answers: Answers = {
		isParty: true,
		terms: { fr: 'Conditions' },
		contact: { name: 'Ama', organisation: 'EPA', email: 'ama@example.org', private: ['email'] },
		internal: 'hush'
	};
	const read = (given: Answers, secretariat: boolean, language: (typeof languages)[number] = 'en') =>
		html(ReadAnswers, { form, answers: given, recordId: record.id, schemes, secretariat }, language).then(textIn);

	it('shows what was answered, in the words of the form, and leaves out the rest', async () => {
		const text = await read(publicAnswers(form, answers), false);
		for (const said of ['First (en)', 'Question isParty (en)', 'Yes', 'Conditions', '(in French)', 'EPA']) expect(text).toContain(said);
		for (const hidden of ['ama@example.org', 'hush', 'Question internal', 'Question reason', 'not published', 'to verify', 'No answer', 'E-mail'])
			expect(text).not.toContain(hidden);
	});

	it('tells the secretariat what is to verify, what is not published and what is missing', async () => {
		const text = await read({ terms: { en: 'x' }, contact: answers.contact ?? null, internal: 'hush' }, true);
		expect(text).toContain('Question terms (en) to verify');
		expect(text).toContain('ama@example.org (not published)');
		expect(text).toContain('Question internal (en) (not published) hush');
		expect(text).toContain('Question isParty (en) No answer');
	});

	it('speaks six languages, and survives anything', async () => {
		for (const language of languages) {
			expect(await read(answers, true, language)).toContain(`First (${language})`);
			await read({ isParty: 'perhaps', terms: 7, contact: [1], internal: { a: 1 }, gone: 'x' }, true, language);
		}
	});
});
