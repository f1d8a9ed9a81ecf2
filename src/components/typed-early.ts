// SPDX-License-Identifier: Apache-2.0
// On a slow line people type before the script of a page has come, and taking the page over would empty their fields. What was typed
// is noticed at that moment and put back after it. The filling page does this for itself, answer by answer (see fill/early.ts).

type Typable = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

let noticed: { field: Typable; value: string; checked: boolean }[] = [];

const isTicked = (field: Typable): field is HTMLInputElement =>
	field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

function differs(field: Typable): boolean {
	if (isTicked(field)) return field.checked !== field.defaultChecked;
	if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected);
	return field.type !== 'file' && field.value !== field.defaultValue;
}

/** At the moment when the page is taken over. */
export function noticeTyped(page: Document): void {
	const fields = [...page.querySelectorAll<Typable>('form:not(.fill) :is(input:not([type=hidden]), textarea, select)')];
	noticed = fields.filter(differs).map((field) => ({ field, value: field.value, checked: isTicked(field) && field.checked }));
}

/** After it: the same elements get back what they held, and whoever listens is told. */
export function putBackTyped(): void {
	for (const { field, value, checked } of noticed.splice(0)) {
		if (!field.isConnected) continue;
		if (isTicked(field)) field.checked = checked;
		else field.value = value;
		field.dispatchEvent(new Event('input', { bubbles: true }));
		field.dispatchEvent(new Event('change', { bubbles: true }));
	}
}
