// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { answersFrom } from '#forms/fields.ts';
import { allQuestions, type Finding, findingCodes, type Json, type Question, questionOf } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import Ask from './Ask.svelte';
import Show from './Show.svelte';
import { answers, form, formOf, html, inSix, postedOf, questionOfKind, schemes, strange, type Tag, tagsIn, textIn } from './trial.ts';
import { spoken, wordFinding, wordFindingAt } from './wording.ts';

const record = 'MC-EXEMPTION-GH-0001';
const everything = allQuestions(form);
const ask = (
	question: Question,
	answer: Json | undefined,
	more: { findings?: Finding[]; added?: string[]; address?: string } = {},
	language: (typeof languages)[number] = 'en'
) => html(Ask, { form, question, answer, findings: [], schemes, recordId: record, ...more }, language);
const show = (question: Question, answer: Json | undefined, language: (typeof languages)[number] = 'en') =>
	html(Show, { form, question, answer, recordId: record, schemes }, language);

const controls = (tags: Tag[]) =>
	tags.filter(({ name, attributes }) => ['input', 'select', 'textarea'].includes(name) && attributes.type !== 'hidden');

/** Every control has a name that is heard: a label for its id, a label around it, or a label of its own. */
function faultsOf(markup: string): string[] {
	const tags = tagsIn(markup);
	const ids = tags.flatMap(({ attributes }) => (attributes.id ? [attributes.id] : []));
	const labelled = new Set(tags.flatMap(({ name, attributes }) => (name === 'label' && attributes.for ? [attributes.for] : [])));
	const within = new Set(
		[...markup.matchAll(/<label(?![^>]*\bfor=)[^>]*>((?:(?!<\/label>).)*)<\/label>/gs)].flatMap(([, inside = '']) =>
			tagsIn(inside).map(({ attributes }) => `${attributes.name} ${attributes.value}`)
		)
	);
	return [
		...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two elements have the id ${id}`),
		...[...labelled].filter((id) => !ids.includes(id)).map((id) => `a label is for ${id}, which is not there`),
		...tags.flatMap(({ attributes }) =>
			(attributes['aria-describedby'] ?? '')
				.split(' ')
				.filter((id) => id && !ids.includes(id))
				.map((id) => `described by ${id}, which is not there`)
		),
		...controls(tags)
			.filter(
				({ attributes }) =>
					!(attributes.id && labelled.has(attributes.id)) && !within.has(`${attributes.name} ${attributes.value}`) && !attributes['aria-label']
			)
			.map(({ attributes }) => `${attributes.name} has no label`)
	];
}

describe('asking', () => {
	it.each(everything.map((question) => [question.id, question] as const))(
		'%s: labels, ids and descriptions fit, in all six languages, empty and answered',
		async (_, question) => {
			for (const language of languages) {
				for (const answer of [undefined, answers[question.id]]) {
					const markup = await ask(question, answer, { findings: [{ at: question.id, code: 'required', severity: 'error' }] }, language);
					expect(faultsOf(markup), language).toEqual([]);
					expect(textIn(markup)).toContain(`Question ${question.id} (${language})`);
					expect(textIn(markup)).toContain((await readerIn(language)).t('finding.required'));
					expect(
						tagsIn(markup)
							.filter(({ attributes }) => attributes.name === 'asked')
							.map(({ attributes }) => attributes.value)
					).toEqual([question.id]);
					expect(markup).not.toMatch(/\sstyle=/);
				}
			}
		}
	);

	it.each(everything.map((question) => [question.id, question] as const))(
		'%s: what the page posts untouched is the answer that filled it',
		async (_, question) => {
			const answer = answers[question.id];
			const markup = await ask(question, answer);
			expect(answersFrom(form, postedOf(markup))).toEqual({ [question.id]: normal(answer as Json) });
			expect(answersFrom(form, postedOf(await ask(question, undefined)))).toEqual({ [question.id]: null });
		}
	);

	/** The same amount, written in one way. */
	const normal = (answer: Json): Json => JSON.parse(JSON.stringify(answer).replace('"99.50"', '"99.5"')) as Json;

	it('keeps what does not fit the kind, so that opening a page loses nothing', async () => {
		expect(answersFrom(form, postedOf(await ask(questionOfKind('day'), '31 March')))).toEqual({ 'a-day': '31 March' });
		expect(answersFrom(form, postedOf(await ask(questionOfKind('one-of'), 'three')))).toEqual({ 'a-one-of': 'three' });
		expect(answersFrom(form, postedOf(await ask(questionOfKind('country'), 'XYZ')))).toEqual({ 'a-country': 'XYZ' });
		expect(answersFrom(form, postedOf(await ask(questionOfKind('quantity'), { amount: 'about 5', unit: 'lb' })))).toEqual({
			'a-quantity': { amount: 'about 5', unit: 'lb' }
		});
		expect(answersFrom(form, postedOf(await ask(questionOfKind('words'), 'a plain text')))).toEqual({ 'a-words': { en: 'a plain text' } });
	});

	it.each(everything.map((question) => [question.id, question] as const))('%s: survives anything that a draft may hold', async (_, question) => {
		for (const answer of strange) expect(faultsOf(await ask(question, answer as Json))).toEqual([]);
	});

	it('ties the findings to the control: described by them, and marked invalid', async () => {
		const [input] = controls(
			tagsIn(await ask(questionOfKind('url'), 'x', { findings: [{ at: 'a-url', code: 'not-a-web-address', severity: 'error' }] }))
		);
		expect(input?.attributes).toMatchObject({
			id: 'a-url',
			'aria-invalid': 'true',
			'aria-describedby': 'a-url-help a-url-findings',
			type: 'url',
			autocomplete: 'url'
		});
		const warned = controls(
			tagsIn(
				await ask(questionOfKind('text'), 'x', {
					findings: [{ at: 'a-text', code: 'too-long', severity: 'warning', values: { longest: 1, length: 2 } }]
				})
			)
		)[0];
		expect(warned?.attributes['aria-invalid']).toBeUndefined();
		expect(warned?.attributes['aria-describedby']).toContain('a-text-findings');
	});

	it('shows the finding of a part at the part, and only there', async () => {
		const markup = await ask(questionOfKind('contact'), answers['a-contact'], {
			findings: [{ at: 'a-contact.email', code: 'not-an-email', severity: 'error' }]
		});
		expect(markup.match(/This is not an e-mail address/g)).toHaveLength(1);
		expect(tagsIn(markup).find(({ attributes }) => attributes.id === 'a-contact.email')?.attributes).toMatchObject({
			'aria-invalid': 'true',
			type: 'email'
		});
		const lines = await ask(questionOfKind('table'), answers['a-table'], {
			findings: [{ at: 'a-table.1.substance', code: 'row-incomplete', severity: 'error', values: { column: 'substance' } }]
		});
		expect(textIn(lines).match(/“Question a-table.substance \(en\)” is missing/g)).toHaveLength(1);
	});

	it('puts the language of the reader first and opens the others when they hold something', async () => {
		const fields = (markup: string) => controls(tagsIn(markup)).map(({ attributes }) => [attributes.lang, attributes.dir]);
		expect(fields(await ask(questionOfKind('words'), null, {}, 'ar'))).toEqual([
			['ar', 'rtl'],
			['en', 'ltr'],
			['es', 'ltr'],
			['fr', 'ltr'],
			['ru', 'ltr'],
			['zh', 'ltr']
		]);
		const closed = tagsIn(await ask(questionOfKind('words'), { fr: 'x' }, {}, 'fr')).find(({ name }) => name === 'details');
		const opened = tagsIn(await ask(questionOfKind('words'), { fr: 'x', ru: 'y' }, {}, 'fr')).find(({ name }) => name === 'details');
		expect([closed && 'open' in closed.attributes, opened && 'open' in opened.attributes]).toEqual([false, true]);
	});

	it('offers without JavaScript to add and to take away, by the address of a button', async () => {
		const question = questionOf(form, 'many-text') as Question;
		const actions = (markup: string) => tagsIn(markup).flatMap(({ attributes }) => attributes.formaction ?? []);
		expect(actions(await ask(question, ['a', 'b']))).toEqual(['?/save&remove=many-text.0', '?/save&remove=many-text.1', '?/save&add=many-text']);
		const more = controls(tagsIn(await ask(question, ['a', 'b'], { added: ['many-text'] })));
		expect(more.map(({ attributes }) => [attributes.name, attributes.value ?? ''])).toEqual([
			['q.many-text.0', 'a'],
			['q.many-text.1', 'b'],
			['q.many-text.2', '']
		]);
		expect(actions(await ask(questionOfKind('table'), answers['a-table']))).toContain('?/save&remove=a-table.1');
		expect(actions(await ask(questionOfKind('attachment'), answers['a-attachment']))).toEqual(['?/save&remove=a-attachment']);
	});

	it('has a field for a file under the name that the server reads', async () => {
		const named = async (id: string) =>
			controls(tagsIn(await ask(questionOf(form, id) as Question, answers[id])))
				.filter(({ attributes }) => attributes.type === 'file')
				.map(({ attributes }) => attributes.name);
		expect(await named('many-attachment')).toEqual(['upload.many-attachment']);
		expect(await named('a-attachment')).toEqual([]);
		const signature = tagsIn(await ask(questionOfKind('signature'), { name: 'x' })).find(({ attributes }) => attributes.type === 'file');
		expect(signature?.attributes.name).toBe('upload.a-signature.document');
		expect(tagsIn(await ask(questionOfKind('attachment'), null)).find(({ attributes }) => attributes.type === 'file')?.attributes).toMatchObject({
			name: 'upload.a-attachment',
			accept: 'application/pdf,image/png'
		});
	});

	it('keeps a part private until it is opened', async () => {
		const opened = (answer: Json | undefined) =>
			ask(questionOfKind('contact'), answer).then((markup) =>
				postedOf(markup)
					.filter(([name]) => name === 'q.a-contact.open')
					.map(([, value]) => value)
			);
		expect(await opened({ name: 'x' })).toEqual([]);
		expect(await opened({ name: 'x', private: ['telephone'] })).toEqual(['address', 'email']);
	});

	it('is a select without JavaScript for entries of a scheme, and radio buttons for few options', async () => {
		expect(controls(tagsIn(await ask(questionOfKind('country'), 'GHA'))).map(({ name }) => name)).toEqual(['select']);
		expect(controls(tagsIn(await ask(questionOf(form, 'long-list') as Question, null))).map(({ name }) => name)).toEqual(['select']);
		expect(controls(tagsIn(await ask(questionOfKind('one-of'), null))).map(({ attributes }) => [attributes.type, attributes.value ?? ''])).toEqual([
			['radio', 'one'],
			['radio', 'two'],
			['radio', '']
		]);
		expect(controls(tagsIn(await ask({ ...questionOfKind('one-of'), required: true }, null)))).toHaveLength(2);
	});
});

describe('showing', () => {
	it.each(everything.map((question) => [question.id, question] as const))('%s: in all six languages', async (_, question) => {
		for (const language of languages) {
			expect(textIn(await show(question, answers[question.id], language)).length).toBeGreaterThan(0);
			expect(textIn(await show(question, undefined, language))).toBe((await readerIn(language)).t('forms.unanswered'));
		}
	});

	it.each(everything.map((question) => [question.id, question] as const))(
		'%s: survives anything that a draft may hold, and hides none of it',
		async (_, question) => {
			for (const answer of strange) {
				const markup = await show(question, answer as Json);
				expect(markup).not.toContain('<b>');
				if (typeof answer === 'string' && answer) expect(textIn(markup)).toBe(answer);
				if (isEmpty(answer as Json)) expect(textIn(markup)).toBe('No answer');
				else expect(textIn(markup)).not.toBe('');
			}
		}
	);

	const said = async (kind: Question['kind'], answer: Json = answers[`a-${kind}`] as Json, language: (typeof languages)[number] = 'en') =>
		textIn(await show(questionOfKind(kind), answer, language));

	it('says each kind as people read it', async () => {
		expect(await said('yes-no')).toBe('Yes');
		expect(await said('yes-no', 'not-applicable', 'fr')).toBe('Sans objet');
		expect(await said('one-of')).toBe('Option two (en)');
		expect(await said('some-of')).toBe('Option red (en) Option blue (en)');
		expect(await said('day')).toBe('31 March 2026');
		expect(await said('month', '2026-03', 'es')).toBe('marzo de 2026');
		expect(await said('year')).toBe('2026');
		expect(await said('integer', 1250, 'fr')).toMatch(/^1\s250$/);
		expect(await said('quantity')).toBe('1,234.5 kg');
		expect(await said('quantity', { amount: '0.00000000000000000125', unit: 't' }, 'ru')).toBe('0,00000000000000000125 т');
		expect(await said('money')).toBe('€99.50');
		expect(await said('country')).toBe('Ghana (en)');
		expect(await said('article')).toBe('Article 17(1): Information exchange (en)');
		expect(await said('organisation')).toBe('Name ZMWG Kind of organisation Non-governmental organisation');
		expect(await said('contact')).toContain('+233 1 (not published)');
		expect(await said('matrix')).toContain('Row air (en)');
	});

	it('links addresses, records, Parties and files, and nothing that could do harm', async () => {
		const links = async (kind: Question['kind'], answer: Json) =>
			tagsIn(await show(questionOfKind(kind), answer)).flatMap(({ name, attributes }) => (name === 'a' ? [attributes.href] : []));
		expect(await links('url', answers['a-url'] as Json)).toEqual(['https://example.org/x?a=1&b=2']);
		expect(await links('url', 'javascript:alert(1)')).toEqual([]);
		expect(await links('email', 'a@example.org')).toEqual(['mailto:a@example.org']);
		expect(await links('reference', 'MC-EXEMPTION-CH-0003')).toEqual(['/en/records/MC-EXEMPTION-CH-0003']);
		expect(await links('party', 'GHA')).toEqual(['/en/parties/GHA']);
		expect(await links('attachment', answers['a-attachment'] as Json)).toEqual([`/files/${record}/${'ab'.repeat(32)}/plan%20%26%20map.pdf`]);
	});

	it('marks the language of a text that is not the reader’s, and offers the others', async () => {
		const markup = await show(questionOfKind('words'), answers['a-words']);
		const tongues = tagsIn(markup).filter(({ attributes }) => attributes.lang);
		expect(tongues.map(({ attributes }) => [attributes.lang, attributes.dir])).toEqual([
			['fr', 'ltr'],
			['ar', 'rtl']
		]);
		expect(textIn(markup)).toContain('(in French)');
	});
});

describe('wording of findings', () => {
	const values: Record<string, Finding['values']> = {
		'too-long': { longest: 20_000, length: 20_001 },
		'day-too-early': { least: '2026-01-31' },
		'day-too-late': { most: '2026' },
		'too-small': { least: '0' },
		'too-large': { most: '1000.5' },
		'part-missing': { part: 'email' },
		'language-missing': { language: 'fr' },
		'row-incomplete': { column: 'note' },
		'attachment-type': { type: 'image/gif' },
		'not-in-order': { first: '2026-01-31' },
		'never-confidential': { article: '17(5)' },
		'too-many': { most: 500 },
		'sum-differs': { sum: '12.5', unit: 't' },
		'not-enough': { least: 2, count: 1 },
		'line-twice': { first: 1 },
		'not-a-symbol': { wanted: 'document' },
		'symbol-otherwise': { proposal: 'UNEP/MC/COP.6/1/Rev.1' }
	};

	it('exists for every code in six languages, with and without its values', async () => {
		for (const language of languages) {
			const reader = await readerIn(language);
			for (const code of findingCodes) {
				for (const given of [values[code], undefined]) {
					const text = wordFinding(reader, form, { at: 'a-attachment', code, severity: 'error', values: given });
					expect(text.length, `${code} in ${language}`).toBeGreaterThan(8);
					expect(text, `${code} in ${language}`).not.toMatch(/[{}]|undefined/);
				}
			}
		}
	});

	it('says values as people read them', async () => {
		const en = await readerIn('en');
		const say = (at: string, code: Finding['code']) => wordFinding(en, form, { at, code, severity: 'error', values: values[code] });
		expect(say('a-day', 'day-too-early')).toBe('The earliest that is possible is 31 January 2026. Give this or a later time.');
		expect(say('a-quantity.amount', 'too-large')).toContain('1,000.5');
		expect(say('a-attachment', 'attachment-type')).toContain('(GIF)');
		expect(say('a-attachment', 'attachment-type')).toContain('Accepted: PDF or PNG.');
		expect(say('a-table.0.note', 'row-incomplete')).toContain('“Question a-table.note (en)”');
		expect(say('a-contact.email', 'part-missing')).toBe('“E-mail address” is missing. Fill it in.');
		expect(wordFinding(en, form, { at: 'a-attachment.language', code: 'language-missing', severity: 'error' })).toBe(
			'The language is missing. Say in which language the file is.'
		);
		expect(wordFindingAt(en, form, { at: 'a-table.1.note', code: 'too-long', severity: 'error', values: values['too-long'] })).toMatch(
			/^1\.1 Question a-table \(en\), line 2: The text is too long/
		);
	});

	it('names the row of a matrix, which nobody can take away', async () => {
		const steps = formOf(
			[{ id: 'steps', kind: 'matrix', number: '5.2', rows: ['acetaldehyde'], columns: [{ id: 'taken', kind: 'yes-no', required: true }] }],
			{
				words: { 'question.steps': inSix('Measures'), 'row.steps.acetaldehyde': inSix('Acetaldehyde'), 'question.steps.taken': inSix('In place') }
			}
		);
		const open = { at: 'steps.acetaldehyde.taken', code: 'row-incomplete', severity: 'error', values: { column: 'taken' } } as const;
		expect(wordFindingAt(await readerIn('en'), steps, open)).toBe('5.2 Measures (en), Acetaldehyde (en): “In place (en)” is missing. Fill it in.');
		expect(wordFindingAt(await readerIn('ar'), steps, open)).toMatch(/^5\.2 Measures \(ar\)، Acetaldehyde \(ar\): /);
	});

	it('names the questions of which one must be answered', async () => {
		const pair = formOf(
			[
				{ id: 'link', kind: 'url' },
				{ id: 'file', kind: 'attachment' }
			],
			{ rules: [{ rule: 'at-least-one', questions: ['link', 'file'] }], words: { 'question.link': inSix('Link'), 'question.file': inSix('File') } }
		);
		expect(wordFinding(await readerIn('en'), pair, { at: 'link', code: 'at-least-one-of', severity: 'error' })).toContain('Link (en) or File (en)');
	});
});

describe('an explanation', () => {
	it('is read under the name of its question, with its line', async () => {
		const en = await readerIn('en');
		const table = { id: 'explanations', kind: 'table', given: 'explanations', columns: [{ id: 'about', kind: 'text' }] } as Question;
		const report = { ...form, sections: [...form.sections, { id: 'last', questions: [table] }] };
		const said = (about: string) =>
			(spoken(en, report, { explanations: [{ about, explanation: 'x' }] }).explanations as { about: string }[])[0]?.about;
		expect(said('report-year-outside a-table.1.note')).toBe('1.1 Question a-table (en), line 2');
		expect(said('report-very-large a-table CHE 2022')).toBe('1.1 Question a-table (en) (CHE 2022)');
		expect(said('report-x a-day')).toBe('1.1 Question a-day (en)');
		expect(said('gone nowhere')).toBe('gone nowhere');
		expect(spoken(en, form, { explanations: [{ about: 'a' }] })).toEqual({ explanations: [{ about: 'a' }] });
	});
});
