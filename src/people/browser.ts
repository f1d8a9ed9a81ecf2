// SPDX-License-Identifier: Apache-2.0
// The name of a browser and its system out of what it calls itself, so that a person knows their own sessions. A guess, never a check.

const browsers: readonly [RegExp, string][] = [
	[/\bEdgi?A?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\bYaBrowser\//, 'Yandex Browser'],
	[/\b(?:Firefox|FxiOS)\//, 'Firefox'],
	[/\b(?:Chrome|CriOS)\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];
const systems: readonly [RegExp, string][] = [
	[/\bAndroid\b/, 'Android'],
	[/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bLinux\b/, 'Linux']
];

/** Names are proper names and need no translation; null where it cannot be told. */
export function browserOf(userAgent: string | null): { browser: string | null; system: string | null } {
	const found = (list: readonly [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1] ?? null;
	return { browser: found(browsers), system: found(systems) };
}
