// SPDX-License-Identifier: Apache-2.0
// What was typed before the page's JavaScript ran (a slow line, or fields that the browser filled in again): read before it is drawn over.
import { answersFrom } from '#forms/fields.ts';
import type { Answers, Form } from '#forms/form.ts';
import { postedOf } from '../kinds/typed.ts';

type Control = Pick<HTMLInputElement, 'name' | 'value' | 'type' | 'checked' | 'disabled' | 'defaultValue' | 'defaultChecked'> & {
	options?: ArrayLike<{ selected: boolean; defaultSelected: boolean }>;
};

function changed(control: Control): boolean {
	if (control.type === 'file' || control.type === 'hidden') return false;
	if (control.type === 'radio' || control.type === 'checkbox') return control.checked !== control.defaultChecked;
	// A select whose page chose nothing stands on its first option.
	if (control.options) {
		const options = Array.from(control.options);
		return options.some((option) => option.defaultSelected)
			? options.some((option) => option.selected !== option.defaultSelected)
			: options.findIndex((option) => option.selected) > 0;
	}
	return control.value !== control.defaultValue;
}

/** Answers of the questions in which some control differs from what the server wrote. */
export function earlyAnswers(form: Form, controls: Iterable<Control>): Answers {
	const all = [...controls];
	const ids = new Set(
		all.filter((control) => control.name.startsWith('q.') && changed(control)).map((control) => control.name.split('.')[1] as string)
	);
	if (ids.size === 0) return {};
	return answersFrom(
		form,
		[...postedOf(all), ...[...ids].map((id): [string, unknown] => ['asked', id])].filter(
			([name, value]) => name !== 'asked' || ids.has(value as string)
		)
	);
}
