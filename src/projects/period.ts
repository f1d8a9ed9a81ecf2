// SPDX-License-Identifier: Apache-2.0
// A period of funding as a reader calls it: sources name theirs in English. What is no round of the Specific International Programme stays as it came (GEF-7).
import type { Language } from '#text/languages.ts';

const rounds: Record<Language, (round: string) => string> = {
	ar: (round) => `البرنامج الدولي المحدد، الجولة ${round}`,
	en: (round) => `SIP round ${round}`,
	es: (round) => `PIE, ronda ${round}`,
	fr: (round) => `PIS, cycle ${round}`,
	ru: (round) => `СМП, раунд ${round}`,
	zh: (round) => `专门国际方案第${round}轮`
};

export function periodText(period: string, language: Language): string {
	const round = /^SIP round (\d+)$/.exec(period)?.[1];
	return round === undefined ? period : rounds[language](round);
}
