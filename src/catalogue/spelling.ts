// SPDX-License-Identifier: Apache-2.0
// How far two words are from one another, and which known word a misspelt one is likeliest to be. Pure.

/** Changes from one word to the other: a letter more, a letter less, another letter, two neighbours swapped. Stops counting beyond `most`. */
export function distance(a: string, b: string, most = 3): number {
	const [one, other] = [[...a], [...b]];
	if (Math.abs(one.length - other.length) > most) return most + 1;
	let before: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (let i = 1; i <= one.length; i += 1) {
		const row = [i];
		for (let j = 1; j <= other.length; j += 1) {
			const cost = one[i - 1] === other[j - 1] ? 0 : 1;
			let least = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + cost);
			if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, (before[j - 2] as number) + 1);
			row.push(least);
		}
		if (Math.min(...row) > most) return most + 1;
		[before, last] = [last, row];
	}
	return last[other.length] as number;
}

/** Mistakes that a word of this many letters may have and still be recognised; short words are too close to one another. */
export const mistakesIn = (letters: number): number => (letters < 4 ? 0 : letters < 8 ? 1 : letters < 13 ? 2 : 3);

/** The longer of the two decides: who left a letter out meant a longer word than was typed. */
export const mistakesBetween = (a: string, b: string): number => mistakesIn(lettersOf(a)) && mistakesIn(Math.max(lettersOf(a), lettersOf(b)));

/** An Arabic article is no letter of the word. */
const lettersOf = (word: string): number => [...word.replace(/^(?:[وبكف]?ال|لل)(?=.{3})/u, '')].length;

export interface Known {
	word: string;
	language: string;
	frequency: number;
}

/** The known word that is nearest: fewest mistakes, then the same first letter, the reader's language, the more frequent one. */
export function nearest(word: string, known: readonly Known[], language: string): Known | undefined {
	const ranked = known
		.map((each) => ({ each, far: distance(word, each.word, mistakesBetween(word, each.word)) }))
		.filter(({ each, far }) => far > 0 && far <= mistakesBetween(word, each.word))
		.sort(
			(a, b) =>
				a.far - b.far ||
				Number(b.each.word[0] === word[0]) - Number(a.each.word[0] === word[0]) ||
				Number(b.each.language === language) - Number(a.each.language === language) ||
				b.each.frequency - a.each.frequency ||
				(a.each.word < b.each.word ? -1 : 1)
		);
	return ranked[0]?.each;
}

const alphabets: Record<string, string> = {
	latin: 'abcdefghijklmnopqrstuvwxyz',
	cyrillic: 'абвгдежзийклмнопрстуфхцчшщъыьэюя',
	arabic: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويء'
};

/** Every word at one change from this one, for looking up. */
export function oneChangeFrom(word: string, script: string): string[] {
	const letters = [...word];
	const alphabet = [...(alphabets[script] ?? '')];
	const found = new Set<string>();
	for (let at = 0; at <= letters.length; at += 1) {
		const [head, tail] = [letters.slice(0, at).join(''), letters.slice(at).join('')];
		const rest = letters.slice(at + 1).join('');
		if (at < letters.length) found.add(head + rest);
		if (at + 1 < letters.length) found.add(`${head}${letters[at + 1]}${letters[at]}${letters.slice(at + 2).join('')}`);
		for (const letter of alphabet) {
			found.add(head + letter + tail);
			if (at < letters.length) found.add(head + letter + rest);
		}
	}
	found.delete(word);
	return [...found];
}

/** Patterns for `like` that fit a Chinese word with one wrong character. */
export const oneCharacterWrong = (word: string): string[] => {
	const characters = [...word];
	return characters.length < 2 ? [] : characters.map((_, at) => characters.map((each, place) => (place === at ? '_' : each)).join(''));
};
