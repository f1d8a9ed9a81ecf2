// SPDX-License-Identifier: Apache-2.0
// Undoes what happens when text in UTF-8 was taken for windows-1252 and saved again: CÃ´te, â€™, Ð ÑƒÑ‚ÑŒ. Pure.

/** The byte of each sign that windows-1252 has beyond those of Latin-1. */
const bytes = new Map(
	Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, at) => 128 + at)), (sign, at) => [sign, 128 + at])
);
const strict = new TextDecoder('utf-8', { fatal: true });
/** A sign that begins a letter of UTF-8, and one that goes on with it. */
const suspicious = /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

/** As it was meant; as it stands where that is not certain: text that merely looks odd does not turn out to be UTF-8. */
export function onceEncoded(text: string): string {
	if (!suspicious.test(text)) return text;
	const raw = new Uint8Array(text.length);
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		const byte = bytes.get(text[at] as string) ?? (code < 256 ? code : undefined);
		if (byte === undefined) return text;
		raw[at] = byte;
	}
	try {
		return strict.decode(raw);
	} catch {
		return text;
	}
}
