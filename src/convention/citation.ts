// SPDX-License-Identifier: Apache-2.0
// A citation as a reader calls it: facts cite parts of annexes in English, articles by number alone.
import type { Language } from '#text/languages.ts';

const letters = ['A', 'B', 'C', 'D', 'E'];
const parts = ['I', 'II', 'III'];
const arabicLetters = ['ألف', 'باء', 'جيم', 'دال', 'هاء'];
const arabicParts = ['الأول', 'الثاني', 'الثالث'];
const chineseParts = ['一', '二', '三'];

const wordings: Record<Language, (letter: number, part: number) => string> = {
	ar: (letter, part) => `المرفق ${arabicLetters[letter]}، الجزء ${arabicParts[part]}`,
	en: (letter, part) => `Annex ${letters[letter]}, Part ${parts[part]}`,
	es: (letter, part) => `anexo ${letters[letter]}, parte ${parts[part]}`,
	fr: (letter, part) => `annexe ${letters[letter]}, partie ${parts[part]}`,
	ru: (letter, part) => `приложение ${letters[letter]}, часть ${parts[part]}`,
	zh: (letter, part) => `附件${letters[letter]}第${chineseParts[part]}部分`
};

export function citationText(citation: string, language: Language): string {
	const [, letter = '', part = ''] = /^Annex ([A-E]), Part (I{1,3})$/.exec(citation) ?? [];
	return letter ? wordings[language](letters.indexOf(letter), parts.indexOf(part)) : citation;
}
