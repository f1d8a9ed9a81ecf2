// SPDX-License-Identifier: Apache-2.0
// The six languages of the United Nations: their codes, directions and own names. Knows no message.

export const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const;
export type Language = (typeof languages)[number];

export const ownNames: Record<Language, string> = {
	ar: 'العربية',
	en: 'English',
	es: 'Español',
	fr: 'Français',
	ru: 'Русский',
	zh: '中文'
};

/** BCP 47 tags for `Intl`: Arabic with Latin digits, since mixed digits in official tables mislead; Chinese simplified. */
export const locales: Record<Language, string> = {
	ar: 'ar-u-nu-latn',
	en: 'en-GB',
	es: 'es',
	fr: 'fr',
	ru: 'ru',
	zh: 'zh-Hans'
};

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language);

export const direction = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** The language that an Accept-Language header asks for first among the six; English when it asks for none of them. */
export function preferred(header: string | null): Language {
	const wishes = (header ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().split(';');
			const quality = Number(
				parameters
					.find((p) => p.trim().startsWith('q='))
					?.trim()
					.slice(2) ?? 1
			);
			return { language: tag.toLowerCase().split('-')[0] ?? '', quality: Number.isFinite(quality) ? quality : 0 };
		})
		.filter((wish) => wish.quality > 0)
		.sort((a, b) => b.quality - a.quality);
	return wishes.map((wish) => wish.language).find(isLanguage) ?? 'en';
}
