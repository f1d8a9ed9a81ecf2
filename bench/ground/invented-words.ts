// SPDX-License-Identifier: Apache-2.0
// Invented words in six languages, of known frequency, and texts of them: a measure can ask for rare, middling and broad ones.
import { type Language, languages } from '#text/languages.ts';

/** How many of a hundred records are in a language. */
const shares: Record<Language, number> = { ar: 10, en: 40, es: 15, fr: 15, ru: 10, zh: 10 };

/** Words of many records: what share of all records has each, the language's own share being the most. */
const broad: Record<Language, string[]> = {
	ar: ['الزئبق', 'البيئة', 'الصحة', 'المواد'],
	en: ['mercury', 'environment', 'health', 'government', 'programme', 'water'],
	es: ['mercurio', 'ambiente', 'salud', 'gobierno'],
	fr: ['mercure', 'environnement', 'santé', 'gouvernement'],
	ru: ['ртуть', 'среда', 'здоровье', 'правительство'],
	zh: ['汞', '环境', '健康', '政府']
};
/** Of a record's language: such shares hold the broad words. 0.3 in English is 12 % of all records, in Arabic 3 %. */
const broadShares = [0.55, 0.4, 0.3, 0.25, 0.2, 0.2];

const middle: Record<Language, string[]> = {
	ar: ['الأسنان', 'الإسمنت', 'النفايات', 'الذهب', 'المصابيح', 'البطاريات', 'الأسماك', 'التدريب', 'القانون', 'الميناء', 'المختبر', 'التربة'],
	en: [
		'amalgam',
		'cement',
		'waste',
		'gold',
		'lamps',
		'batteries',
		'fish',
		'training',
		'regulation',
		'harbour',
		'laboratory',
		'soil',
		'river',
		'customs'
	],
	es: ['amalgama', 'cemento', 'residuos', 'oro', 'lámparas', 'pilas', 'pescado', 'capacitación', 'reglamento', 'puerto', 'laboratorio', 'suelo'],
	fr: ['amalgame', 'ciment', 'déchets', 'orpaillage', 'lampes', 'piles', 'poisson', 'formation', 'règlement', 'port', 'laboratoire', 'sol'],
	ru: ['амальгама', 'цемент', 'отходы', 'золото', 'лампы', 'батареи', 'рыба', 'обучение', 'закон', 'порт', 'лаборатория', 'почва'],
	zh: ['汞合金', '水泥', '废物', '黄金', '灯具', '电池', '鱼类', '培训', '法规', '港口', '实验室', '土壤']
};

const syllables: Record<Language, string[]> = {
	ar: ['با', 'تر', 'جم', 'دس', 'رو', 'زن', 'سك', 'شم', 'صل', 'طر', 'عم', 'فل', 'كد', 'لف', 'مس', 'نغ'],
	en: ['bar', 'cot', 'den', 'fel', 'gor', 'hun', 'kip', 'lam', 'mor', 'nev', 'pil', 'ras', 'sut', 'tam', 'vok', 'wen'],
	es: ['bal', 'cor', 'dun', 'fer', 'gil', 'jor', 'lem', 'mon', 'nar', 'pel', 'rol', 'sam', 'tor', 'ver', 'zul', 'quin'],
	fr: ['bou', 'cha', 'din', 'fou', 'gri', 'jan', 'lou', 'mar', 'nou', 'pau', 'rou', 'sau', 'tri', 'vau', 'zan', 'quel'],
	ru: ['бар', 'вол', 'гор', 'дун', 'жил', 'зав', 'кор', 'лаг', 'мур', 'нев', 'пол', 'рук', 'сиб', 'тов', 'фед', 'хар'],
	zh: Array.from({ length: 320 }, (_, at) => String.fromCodePoint(0x5000 + at * 37))
};

/** Rare words are made up: no two alike, each in fewer than one of a thousand records. */
function rareWord(language: Language, at: number): string {
	const parts = syllables[language];
	const n = parts.length;
	const places = language === 'zh' ? 3 : 4;
	return Array.from({ length: places }, (_, place) => parts[Math.floor((at * 7919 + 13) / n ** place) % n] as string).join('');
}
const rareCount = 36_000;
const rares = Object.fromEntries(
	languages.map((language) => [language, [...new Set(Array.from({ length: rareCount }, (_, at) => rareWord(language, at)))]])
) as Record<Language, string[]>;

export interface Vocabulary {
	rare: string[];
	middle: string[];
	broad: string[];
}

/** The words to ask for, by language. */
export const vocabulary = (language: Language): Vocabulary => ({ rare: rares[language], middle: middle[language], broad: broad[language] });

/** The words to ask for, of all languages together. */
export const words: Vocabulary = {
	rare: languages.flatMap((language) => rares[language]),
	middle: languages.flatMap((language) => middle[language]),
	broad: languages.flatMap((language) => broad[language])
};

/** The language of a record. */
export function languageOf(chance: () => number): Language {
	let share = chance() * 100;
	return languages.find((each) => (share -= shares[each]) < 0) ?? 'en';
}

/** Words of a record's title and of its text. */
export function wordsOf(language: Language, chance: () => number): { title: string[]; text: string[] } {
	const held = broad[language].filter((_, at) => chance() < (broadShares[at] ?? 0.2));
	const some = middle[language].filter(() => chance() < 0.03);
	// Of rare words the first are more frequent than the last, as in every language.
	const rare = Array.from({ length: 36 }, () => rares[language][Math.floor(chance() ** 1.1 * rares[language].length)] as string);
	return {
		title: [...rare.slice(0, 4), ...held.slice(0, 1), ...some.slice(0, 1)],
		text: [...rare.slice(4, 16), ...held, ...rare.slice(16, 28), ...some, ...rare.slice(28)]
	};
}

export const spoken = (language: Language, words: readonly string[]): string => words.join(language === 'zh' ? '，' : ' ');
