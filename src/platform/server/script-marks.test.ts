// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { withoutMarks } from './script-marks.ts';

test('what the compiler left for a script goes, what is read stays', () => {
	const page =
		'<head><!--1wuluzq--><title>A</title></head><!--[--><p>5 <!--[-1-->&lt;!-- so --&gt;<!--]--> kg<!----></p><!--[0--><i>x</i><!--]--><!--[!--><!--]-->';
	expect(withoutMarks(page)).toBe('<head><title>A</title></head><p>5 &lt;!-- so --&gt; kg</p><i>x</i>');
});

test('a comment of another kind stays', () => {
	expect(withoutMarks('<!doctype html><!-- Every link --><!--[if IE]>')).toBe('<!doctype html><!-- Every link --><!--[if IE]>');
});
