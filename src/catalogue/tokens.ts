// SPDX-License-Identifier: Apache-2.0
// Cuts text into tokens and writes each in the one way in which it is kept and looked for: small letters, no accents, Arabic without vowel
// signs, ё as е, Chinese character by character and simplified. The same on both sides. Knows no stem and no database.
import type { Language } from '#text/languages.ts';
import { simplifiedOf } from './traditional.ts';

export type Script = 'arabic' | 'cyrillic' | 'han' | 'latin' | 'other';

export interface Token {
	/** As it stands in the text. */
	raw: string;
	/** Where it begins in the text, in UTF-16 units. */
	at: number;
	/** In small letters with its accents: what a stemmer wants to see. */
	word: string;
	/** Without accents, vowel signs and the like. */
	folded: string;
	script: Script;
	/** Chinese: this character and the next one, where the run goes on. */
	pair?: string;
}

const pieces = /\p{Script=Han}+|[[\p{L}\p{N}\p{M}]--\p{Script=Han}]+/gv;
const letters: Record<string, string> = { ß: 'ss', œ: 'oe', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const arabicLetters: Record<string, string> = { أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ؤ: 'و', ئ: 'ي', ک: 'ك', ة: 'ه' };
/** Vowel signs, the sign for a doubled letter, the dagger alif and the stroke that only stretches a word. */
const arabicSigns = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g;
const digits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Most words of most texts: what folding would do to them is known without looking further. */
const plain = /^\p{ASCII}*$/u;

export function scriptOf(text: string): Script {
	if (plain.test(text)) return /[a-z]/i.test(text) ? 'latin' : 'other';
	if (/\p{Script=Han}/u.test(text)) return 'han';
	if (/\p{Script=Arabic}/u.test(text)) return 'arabic';
	if (/\p{Script=Cyrillic}/u.test(text)) return 'cyrillic';
	return /\p{Script=Latin}/u.test(text) ? 'latin' : 'other';
}

const small = (text: string): string =>
	plain.test(text)
		? text.toLowerCase()
		: text
				.normalize('NFKC')
				.toLowerCase()
				.normalize('NFC')
				.replace(digits, (digit) => String((digit.codePointAt(0) as number) & 15));

/** The one spelling of a word: `Emisión` → `emision`, `مركَّبات` → `مركبات`, `учёт` → `учет`. */
export function fold(text: string): string {
	const word = small(text);
	if (plain.test(word)) return word;
	switch (scriptOf(word)) {
		case 'arabic':
			return word.replace(arabicSigns, '').replace(/./gu, (letter) => arabicLetters[letter] ?? letter);
		case 'cyrillic':
			return word.replaceAll('ё', 'е').replace(/[\u0300\u0301]/g, '');
		case 'latin':
			return word
				.normalize('NFD')
				.replace(/\p{M}/gu, '')
				.replace(/[ßœæøłđðþı]/g, (letter) => letters[letter] ?? letter);
		default:
			return word;
	}
}

/** Longer ones are no words; nobody looks for them, and the database would not keep them. */
const longest = 60;

/** The tokens of a text in their order; each Chinese character is one. */
export function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	for (const { 0: piece, index } of text.matchAll(pieces)) {
		if (/^\p{Script=Han}/u.test(piece)) {
			const characters = [...piece].map((character) => simplifiedOf(character.normalize('NFKC')));
			let at = index;
			for (const [place, character] of [...piece].entries()) {
				const next = characters[place + 1];
				const folded = characters[place] as string;
				tokens.push({ raw: character, at, word: folded, folded, script: 'han', ...(next ? { pair: folded + next } : {}) });
				at += character.length;
			}
			continue;
		}
		const word = small(piece).slice(0, longest);
		const script = scriptOf(word);
		const folded = fold(word);
		if (folded) tokens.push({ raw: piece, at: index, word: forStemmer(word, folded, script), folded, script });
	}
	return tokens;
}

/** In Arabic the signs go before a stemmer sees the word, but the closing ة stays, which it knows; in Russian the dots go. */
function forStemmer(word: string, folded: string, script: Script): string {
	if (script === 'latin') return word;
	return script === 'arabic' && word.replace(arabicSigns, '').endsWith('ة') ? `${folded.slice(0, -1)}ة` : folded;
}

const byScript: Record<Script, readonly Language[]> = { arabic: ['ar'], cyrillic: ['ru'], han: ['zh'], latin: ['en', 'es', 'fr'], other: [] };

/** Languages that a word of this script may be in, the given one first. */
export const languagesOfScript = (script: Script, first?: Language | ''): readonly Language[] => {
	const all = byScript[script];
	return first && all.includes(first) ? [first, ...all.filter((each) => each !== first)] : all;
};

/** The language whose stems a word in a text takes: that of the text where the script fits, else the one of the script; '' when unknown. */
export function languageOfToken(script: Script, text: Language | ''): Language | '' {
	const all = byScript[script];
	if (text && all.includes(text)) return text;
	return all.length === 1 ? (all[0] as Language) : '';
}

const articles = ['وال', 'بال', 'كال', 'فال', 'لل', 'ال'];

/** An Arabic word in the forms that it may be meant in: without the article, where a word is left; with ة where ه was typed for it. */
export function arabicForms(word: string): string[] {
	const article = articles.find((each) => word.startsWith(each) && word.length >= each.length + 3);
	const bare = article ? [word, word.slice(article.length)] : [word];
	return bare.flatMap((form) => (form.endsWith('ه') && form.length > 3 ? [form, `${form.slice(0, -1)}ة`] : [form]));
}

const endings = ['ات', 'ان', 'ون', 'ين', 'ها', 'يه', 'ية', 'ه', 'ة', 'ي'];

/** An Arabic word without article, "and" and common endings: a lighter stem than the dictionary's, which takes the first letter of بطارية for "with". */
export function arabicLight(word: string): string {
	const article = articles.find((each) => word.startsWith(each) && word.length >= each.length + 3);
	let stem = article ? word.slice(article.length) : word;
	if (!article && stem.startsWith('و') && stem.length > 4) stem = stem.slice(1);
	for (let ending: string | undefined; (ending = endings.find((each) => stem.endsWith(each) && stem.length - each.length >= 3));)
		stem = stem.slice(0, -ending.length);
	return stem;
}

/** The consonants that singular and broken plural have in common: سمك and أسماك, حامل and حوامل. Undefined where too few are left. */
export function arabicSkeleton(word: string): string | undefined {
	const bare = arabicLight(word).replace(/[اويىء]/g, '');
	return bare.length >= 3 ? bare : undefined;
}

/** Under what a word is looked for when it finds nothing: the consonants of an Arabic one, the beginning of another. */
export function looseForm(token: Pick<Token, 'word' | 'folded' | 'script'>): { lexeme: string; prefix: boolean } | undefined {
	if (token.script === 'arabic') {
		const skeleton = arabicSkeleton(token.word);
		return skeleton ? { lexeme: `~${skeleton}`, prefix: false } : undefined;
	}
	const letters = [...token.folded];
	return letters.length < 6 || token.script === 'han'
		? undefined
		: { lexeme: letters.slice(0, Math.max(5, letters.length - 3)).join(''), prefix: true };
}
