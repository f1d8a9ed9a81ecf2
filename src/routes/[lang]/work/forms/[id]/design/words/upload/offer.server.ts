// Words on offer between two posts: what the page sends back of them, what of them is taken, and how they are shown against the design.
import { type Segment, textSegments } from '#forms/comparison.ts';
import type { Form } from '#forms/form.ts';
import { alsoIn, changedWords, type Offer, textsIn, wordLines } from '#forms/wording.ts';
import { allDesigns } from '#records/server/designs.ts';
import { isLanguage, type Language, languages } from '#text/languages.ts';
import { say } from '#text/words.ts';

/** So many are shown at once; the others follow when these are accepted, or are accepted with them. */
const shownAtOnce = 300;

/** Differences in words; two texts that have little in common are easier to read one after the other. */
function differences(before: string, after: string): Segment[] {
	const segments = textSegments(before, after);
	const same = segments.filter(({ change }) => change === 'same').reduce((sum, { text }) => sum + text.trim().length, 0);
	const apart: Segment[] = [
		{ text: before, change: 'removed' },
		{ text: '\n', change: 'same' },
		{ text: after, change: 'added' }
	];
	return before && same * 2 < Math.max(before.length, after.length) ? apart : segments;
}

/** What an offer would change. Other forms that say the same now are named, with how many texts they share. */
export async function shownOffer(locals: App.Locals, form: Form, asked: Offer, unchanged: readonly string[]) {
	const offer = changedWords(form, asked);
	const texts = wordLines(form).flatMap(({ key, kind, question }) =>
		languages.flatMap((language) => {
			const after = offer[key]?.[language];
			return after ? [{ key, kind, question, language, before: form.words[key]?.[language] ?? '', after }] : [];
		})
	);
	const designs = new Map((await allDesigns(locals.platform.database.fresh)).map((each) => [each.formId, each.form]));
	const others = locals.definitions.all.flatMap(({ form: current }) => {
		const other = designs.get(current.id) ?? current;
		const count = other.id === form.id ? 0 : textsIn(alsoIn(other, form, offer));
		return count ? [{ id: other.id, title: say(other.words['form.short'], locals.reader.language) || other.id, count }] : [];
	});
	return {
		texts: texts.length,
		shown: texts.slice(0, shownAtOnce).map(({ before, after, ...text }) => ({ ...text, segments: differences(before, after) })),
		words: JSON.stringify(offer),
		unchanged: [...unchanged],
		others
	};
}

/** The words that the page was given and sends back; null where it sent something else. */
export function offerIn(text: string): Offer | null {
	try {
		const read: unknown = JSON.parse(text);
		if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
		const offer = new Map<string, Offer[string]>();
		for (const [key, words] of Object.entries(read)) {
			if (typeof words !== 'object' || words === null) continue;
			const texts = Object.entries(words).filter(([language, said]) => isLanguage(language) && typeof said === 'string');
			if (texts.length) offer.set(key, Object.fromEntries(texts));
		}
		return Object.fromEntries(offer);
	} catch {
		return null;
	}
}

/** `take` is what the button says: `all`, `ticked`, or `question q3-1` for all texts of one question. */
export function split(form: Form, offer: Offer, take: string, ticked: ReadonlySet<string>): { taken: Offer; left: Offer } {
	const place = take.startsWith('question ') ? take.slice('question '.length) : null;
	const questions = new Map(wordLines(form).map(({ key, question }) => [key, question]));
	const takes = (key: string, language: Language) =>
		take === 'all' || (place === null ? ticked.has(`${key} ${language}`) : (questions.get(key) ?? key) === place);
	const part = (taken: boolean) =>
		Object.fromEntries(
			Object.entries(offer)
				.map(([key, words]) => [key, Object.fromEntries(Object.entries(words).filter(([each]) => takes(key, each as Language) === taken))] as const)
				.filter(([, words]) => Object.keys(words).length)
		);
	return { taken: part(true), left: part(false) };
}
