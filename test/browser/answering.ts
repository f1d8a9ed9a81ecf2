// SPDX-License-Identifier: Apache-2.0
// Types whole answers, as the form engine holds them, into the fields of a filling page: what a person would do question by question, section by section.
import type { Page } from 'playwright-core';
import { relevantIds } from '#forms/condition.ts';
import type { Answers, Form, Json, Question } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import { isPaged } from '#forms/part.ts';
import { filesToAttach } from '../ground/report-answers.ts';
import { fill } from './filling.ts';
import { isScripted, live } from './site.ts';

/** What an entry of a scheme is called in the language of the page: what one types to find it. */
export type Naming = (question: Question, id: string) => string;

const typed = (value: Json): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));
const chosen = new Set(['concept', 'country', 'party', 'article', 'language']);

/** Presses the button that adds a line until there are so many. Without JavaScript the page is saved and comes back with one more. */
async function lines(page: Page, path: string, count: number): Promise<void> {
	const there = async () => {
		const names = await page.locator(`[name^="q.${path}."]`).evaluateAll((all) => all.map((field) => (field as HTMLInputElement).name));
		return new Set(names.map((name) => name.slice(path.length + 3).split('.')[0])).size;
	};
	while ((await there()) < count) {
		const before = await there();
		await page.locator(`button[formaction="?/save&add=${path}"]`).click();
		if (!isScripted(page)) await page.waitForURL(/add=/);
		await page.waitForFunction(
			([start, least]) => {
				const all = [...document.querySelectorAll<HTMLInputElement>(`[name^="${start}"]`)].map((field) => field.name.slice((start as string).length));
				return new Set(all.map((name) => name.split('.')[0])).size > Number(least);
			},
			[`q.${path}.`, before] as const
		);
	}
}

async function attach(page: Page, path: string, files: Json[]): Promise<void> {
	for (const [index, file] of files.entries()) {
		const { file: sha256, language } = file as { file: string; language: string };
		const held = filesToAttach.get(sha256);
		if (!held) throw new Error(`${path}: there is no file ${sha256}`);
		await page
			.locator(`input[type=file][name="upload.${path}"]`)
			.setInputFiles({ name: held.name, mimeType: held.mediaType, buffer: Buffer.from(held.bytes) });
		// Without JavaScript the file goes with the page, in the language of the page.
		if (isScripted(page)) await page.locator(`[name="q.${path}.${index}.language"]`).selectOption(language);
	}
}

/** An entry of a list. With JavaScript a long one is a field that one types into; what is written out in full is taken when the field is left. */
async function pick(page: Page, path: string, text: string, id: string): Promise<void> {
	const name = `q.${path}`;
	const field = page.locator(`[name="${name}"]`).first();
	await field.waitFor({ state: 'attached' });
	if ((await field.evaluate((element) => element.tagName)) === 'SELECT') return void (await field.selectOption(id));
	const box = page.locator(`[id="${path}"]`);
	await box.fill(text);
	await box.press('Tab');
	await page.waitForFunction(([hidden, value]) => document.querySelector<HTMLInputElement>(`[name="${hidden}"]`)?.value === value, [
		name,
		id
	] as const);
}

export async function answer(page: Page, question: Question, value: Json, path: string, naming: Naming): Promise<void> {
	if (question.kind === 'attachment') return attach(page, path, [value].flat());
	if (question.many && Array.isArray(value)) {
		await lines(page, path, value.length);
		for (const [index, each] of value.entries()) await answer(page, { ...question, many: false }, each, `${path}.${index}`, naming);
		return;
	}
	switch (question.kind) {
		case 'table': {
			const rows = value as { [column: string]: Json }[];
			await lines(page, path, rows.length);
			for (const [index, row] of rows.entries()) await cells(page, question, row, `${path}.${index}`, naming);
			return;
		}
		case 'matrix':
			for (const [row, columns] of Object.entries(value as { [row: string]: { [column: string]: Json } }))
				await cells(page, question, columns, `${path}.${row}`, naming);
			return;
		case 'contact':
		case 'quantity':
			for (const [part, said] of Object.entries(value as { [part: string]: Json }))
				if (part !== 'private' && typeof said === 'string' && (await page.locator(`[name="q.${path}.${part}"]`).count()))
					await fill(page, `${path}.${part}`, said);
			return;
		case 'some-of':
			return fill(page, path, value as string[]);
		default:
			return chosen.has(question.kind) ? pick(page, path, naming(question, String(value)), String(value)) : fill(page, path, typed(value));
	}
}

async function cells(page: Page, question: Question, row: { [column: string]: Json }, path: string, naming: Naming): Promise<void> {
	for (const column of question.columns ?? []) {
		const value = row[column.id];
		if (value !== undefined && !isEmpty(value)) await answer(page, column, value, `${path}.${column.id}`, naming);
	}
}

/**
 * Fills one section. With JavaScript a question appears when an earlier answer asks for it; without it the page must be saved first: it is then saved
 * as often as it takes until every question that the answers make relevant was there.
 */
export async function answerSection(page: Page, address: string, form: Form, section: string, answers: Answers, naming: Naming): Promise<string[]> {
	const relevant = relevantIds(form, answers);
	const questions = form.sections.find(({ id }) => id === section)?.questions ?? [];
	const waiting = questions.filter(({ id, given }) => !given && relevant.has(id) && !isEmpty(answers[id]));
	const done: string[] = [];
	// A form of a few questions is one page.
	await page.goto(isPaged(form) ? `${address}/${section}` : address);
	while (waiting.length) {
		await live(page);
		const before = waiting.length;
		for (const question of [...waiting]) {
			if (!(await isAsked(page, question.id))) break;
			await answer(page, question, answers[question.id] as Json, question.id, naming);
			waiting.splice(waiting.indexOf(question), 1);
			done.push(question.id);
		}
		await page.locator('main form button[formaction="?/save"]').last().click();
		if (isScripted(page)) await page.locator('.save-state[data-mood=saved]').waitFor();
		else await page.waitForURL(/saved/);
		if (waiting.length === before) throw new Error(`${section}: ${waiting.map(({ id }) => id).join(', ')} never appeared`);
	}
	return done;
}

/** Whether the page asks the question now; with JavaScript it may take a moment until an answer has brought it up. */
async function isAsked(page: Page, id: string): Promise<boolean> {
	const field = page.locator(`input[name=asked][value="${id}"]`);
	if (!isScripted(page)) return (await field.count()) > 0;
	return field.waitFor({ state: 'attached', timeout: 5_000 }).then(
		() => true,
		() => false
	);
}
