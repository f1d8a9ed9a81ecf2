// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test.each([
	['/fr/work/people?text=a', '/fr/work/people?text=a'],
	['/en/work#part', '/en/work'],
	['//evil.example', '/x'],
	['/\\evil.example', '/x'],
	['/\t/evil.example', '/x'],
	['https://evil.example', '/x'],
	['javascript:alert(1)', '/x'],
	['work', '/x'],
	['', '/x'],
	[null, '/x']
])('%j leads to %j', (asked, there) => expect(wayBack(asked, '/x')).toBe(there));
