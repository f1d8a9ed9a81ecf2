// SPDX-License-Identifier: Apache-2.0
// Reads "article 7", «статьи 7», المادة 7, 第七条 in a question: an article of the Convention, by which entries are filed. Pure.
import { arabicForms, type Token } from './tokens.ts';

const words = new Set('article articles art articulo articulos статья статьи статье статью статьей ماده مواد'.split(' '));
/** The last article of the Convention. */
const last = 35;
const numerals = [...'零一二三四五六七八九'];

/** 七, 十四, 二十一. */
function chineseNumber(text: string): number {
	const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
	const digit = (said: string | undefined, none: number): number => (said ? numerals.indexOf(said) : none);
	return (tens === '0' ? 0 : digit(tens, 1)) * 10 + digit(ones, 0);
}

const isNumber = (text: string | undefined): boolean => /^[1-9]\d?$/.test(text ?? '') && Number(text) <= last;

/** The article that is named from this token on, and the token after it. */
export function articleAt(tokens: readonly Token[], at: number): { number: string; end: number } | null {
	const token = tokens[at] as Token;
	if (token.folded === '第') {
		const end = tokens.findIndex((each, place) => place > at && each.folded === '条');
		if (end < 0 || end > at + 4) return null;
		const said = tokens.slice(at + 1, end).map((each) => each.folded);
		const number = said.length === 1 && /^\d/.test(said[0] as string) ? (said[0] as string) : String(chineseNumber(said.join('')));
		return isNumber(number) ? { number, end: end + 1 } : null;
	}
	const forms = token.script === 'arabic' ? arabicForms(token.folded) : [token.folded];
	const number = tokens[at + 1]?.folded;
	return forms.some((form) => words.has(form)) && isNumber(number) ? { number: number as string, end: at + 2 } : null;
}
