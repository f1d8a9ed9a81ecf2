// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { answersFrom } from '#forms/fields.ts';
import type { Question } from '#forms/form.ts';
import { formOf } from '../kinds/trial.ts';
import { attachmentAt, uploadsIn, withFile, withoutLine } from './posted.ts';

const questions: Question[] = [
	{ id: 'links', kind: 'url', many: true },
	{ id: 'files', kind: 'attachment', many: true },
	{ id: 'plan', kind: 'attachment', accept: ['application/pdf'] },
	{ id: 'sign', kind: 'signature', accept: ['image/png'] },
	{
		id: 'products',
		kind: 'table',
		columns: [
			{ id: 'name', kind: 'text' },
			{ id: 'photo', kind: 'attachment', accept: ['image/jpeg'] },
			{ id: 'more', kind: 'attachment', many: true }
		]
	}
];
const form = formOf(questions);
const stored = { file: 'ab'.repeat(32), name: 'a.pdf', mediaType: 'application/pdf', size: 12, language: 'fr' };
const read = (fields: [string, FormDataEntryValue][], ...asked: string[]) =>
	answersFrom(form, [...fields, ...asked.map((id): [string, string] => ['asked', id])]);
const put = (fields: [string, FormDataEntryValue][], path: string) => withFile(fields, path, attachmentAt(form, path) as Question, stored);

describe('a page posted without JavaScript', () => {
	it('takes out the line that was pressed, also after a line that was left empty', () => {
		const fields: [string, string][] = [
			['q.links.0', ''],
			['q.links.1', 'https://a.example'],
			['q.links.2', 'https://b.example'],
			['q.links.10', 'https://c.example']
		];
		expect(read(withoutLine(fields, 'links.1'), 'links')).toEqual({ links: ['https://b.example', 'https://c.example'] });
		expect(
			read(
				withoutLine(
					[
						['q.plan.file', stored.file],
						['q.plan.language', 'en']
					],
					'plan'
				),
				'plan'
			)
		).toEqual({ plan: null });
	});

	it('finds the files that came along', () => {
		const file = new File(['x'], 'a.pdf');
		expect(
			uploadsIn([
				['upload.files', file],
				['upload.plan', new File([], '')],
				['upload.sign.document', 'text'],
				['q.links.0', 'x']
			])
		).toEqual([{ path: 'files', file }]);
	});

	it('knows what each place accepts, and refuses places that ask for no file', () => {
		expect(['files', 'plan', 'sign.document', 'products.0.photo', 'products.0.more'].map((path) => attachmentAt(form, path)?.id)).toEqual([
			'files',
			'plan',
			'sign',
			'photo',
			'more'
		]);
		expect(attachmentAt(form, 'links.0')).toBeUndefined();
		expect(attachmentAt(form, 'gone')).toBeUndefined();
	});

	it('puts a file in its place: alone, as one more of a list, in a part, in a line of a table', () => {
		expect(read(put([], 'plan'), 'plan')).toEqual({ plan: stored });
		expect(read(put([['q.plan.language', 'ru']], 'plan'), 'plan')).toEqual({ plan: { ...stored, language: 'ru' } });
		const one = put([], 'files');
		expect(read(put(one, 'files'), 'files')).toEqual({ files: [stored, stored] });
		expect(read(put([['q.sign.name', 'X']], 'sign.document'), 'sign')).toEqual({ sign: { name: 'X', document: stored } });
		expect(
			read(
				put(
					[
						['q.products.0.name', ''],
						['q.products.1.name', 'lamp']
					],
					'products.1.photo'
				),
				'products'
			)
		).toEqual({ products: [{ name: 'lamp', photo: stored }] });
		expect(read(put([['q.products.0.name', 'lamp']], 'products.0.more'), 'products')).toEqual({ products: [{ name: 'lamp', more: [stored] }] });
	});

	it('reaches no further than the answers', () => {
		const path = 'sign.__proto__.polluted';
		read(withFile([['q.sign.name', 'X']], path, attachmentAt(form, path) as Question, stored), 'sign');
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});
});
