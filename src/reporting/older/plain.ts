// SPDX-License-Identifier: Apache-2.0
// Words that people type in six languages, made comparable: capitals, accents, punctuation and digits of other scripts do not matter. Knows what says
// yes, no, unknown and nothing. Pure.

/** Arabic-Indic and Persian digits as the others. */
const digits = (text: string): string =>
	text
		.replace(/[\u0660-\u0669]/g, (sign) => String(sign.charCodeAt(0) - 0x660))
		.replace(/[\u06f0-\u06f9]/g, (sign) => String(sign.charCodeAt(0) - 0x6f0));

const signs = /[^\p{L}\p{N}]+/gu;
const known = new Map<string, string>();

const ascii = /^[\x20-\x7e\s]*$/;
const other = /[^a-z0-9]+/g;

const made = (text: string): string =>
	ascii.test(text)
		? text.toLowerCase().replace(other, ' ').trim()
		: digits(text.normalize('NFKD').replace(/[\p{M}\u0640]/gu, ''))
				.toLowerCase()
				.replace(signs, ' ')
				.trim();

/** Letters and digits alone, lower case, one space between words. Heads and answers come again and again: what was made once is kept. */
export function plain(text: string): string {
	if (text.length > 200) return made(text);
	let word = known.get(text);
	if (word === undefined) {
		word = made(text);
		if (known.size > 20_000) known.clear();
		known.set(text, word);
	}
	return word;
}

/** Longer than any word or name that is looked for: a text. */
const isText = (text: string): boolean => text.length > 80;

const set = (...words: string[]): ReadonlySet<string> => new Set(words.map(plain));

const yes = set('yes', 'y', 'true', 'oui', 'vrai', 'sí', 'si', 'verdadero', 'да', 'истина', 'نعم', '是', '有', 'x', '✓', '✔', '1');
const no = set('no', 'n', 'false', 'non', 'faux', 'falso', 'нет', 'ложь', 'لا', 'كلا', '否', '没有', '无', '0');
const unknown = set(
	...['unknown', 'not known', "don't know", 'do not know', 'inconnu', 'ne sait pas', 'non connu', 'desconocido', 'no se sabe', 'se desconoce'],
	...['неизвестно', 'не известно', 'غير معروف', 'غير معلوم', 'لا أعرف', '未知', '不知道', '不详']
);
const notApplicable = set(
	...['n/a', 'na', 'not applicable', 'sans objet', 's/o', 'non applicable', 'no procede', 'no aplica', 'no se aplica', 'no aplicable'],
	...['не применимо', 'неприменимо', 'не применяется', 'لا ينطبق', 'غير منطبق', '不适用']
);
const nothing = set(
	...[
		'',
		'-',
		'–',
		'…',
		'no answer',
		'no response',
		'not answered',
		'unanswered',
		'no data',
		'not available',
		'not provided',
		'not reported',
		'null'
	],
	...['sans réponse', 'pas de réponse', 'non disponible', 'non communiqué', 'sin respuesta', 'sin datos', 'no disponible', 'no respondió'],
	...['нет ответа', 'без ответа', 'нет данных', 'لا جواب', 'لا إجابة', 'لا توجد إجابة', 'غير متاح', '无答复', '未答复', '未回答', '无数据', '暂无']
);

/** What a word says to a question of yes or no; undefined where it says something else. The sign of a tick is yes. */
export function yesOrNo(text: string): true | false | 'unknown' | 'not-applicable' | undefined {
	if (isText(text)) return undefined;
	if (/^\s*[✓✔☑☒]\s*$/u.test(text)) return true;
	const word = plain(text);
	if (word === '') return undefined;
	return yes.has(word) ? true : no.has(word) ? false : unknown.has(word) ? 'unknown' : notApplicable.has(word) ? 'not-applicable' : undefined;
}

/** A cell that was filled in and says that there is no answer: `-`, `n/a`, «sans réponse». */
export function saysNothing(text: string): boolean {
	if (isText(text)) return false;
	const word = plain(text);
	// Signs alone; a tick is an answer.
	if (word === '') return !/[✓✔☑☒]/u.test(text);
	return nothing.has(word) || notApplicable.has(word);
}

const units: { [word: string]: string } = Object.fromEntries(
	Object.entries({
		t: [
			't',
			'tonne',
			'tonnes',
			'ton',
			'tons',
			'metric ton',
			'metric tons',
			'metric tonnes',
			'tonelada',
			'toneladas',
			'tm',
			'тонна',
			'тонны',
			'тонн',
			'т',
			'طن',
			'أطنان',
			'طنا',
			'吨',
			'公吨'
		],
		kg: [
			'kg',
			'kgs',
			'kilo',
			'kilos',
			'kilogram',
			'kilograms',
			'kilogramme',
			'kilogrammes',
			'kilogramo',
			'kilogramos',
			'кг',
			'килограмм',
			'килограмма',
			'килограммов',
			'كغ',
			'كجم',
			'كيلوغرام',
			'كيلوغراما',
			'كيلوغرامات',
			'千克',
			'公斤'
		],
		g: ['g', 'gram', 'grams', 'gramme', 'grammes', 'gramo', 'gramos', 'г', 'грамм', 'غرام', '克']
	}).flatMap(([unit, words]) => words.map((word) => [plain(word), unit]))
);

/** The unit that a word names, as the form calls it; the word itself where it is none of these. */
export function unitNamed(text: string): string {
	// Of mercury: "12 t Hg".
	const word = plain(text.replace(/\b(hg|of mercury|de mercure|de mercurio)\b/giu, '').replace(/ртути|من الزئبق|汞/gu, ''));
	return units[word] ?? text.trim();
}
