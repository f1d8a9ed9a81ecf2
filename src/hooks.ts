// SPDX-License-Identifier: Apache-2.0
// What both sides must know to carry page data over: data that is marked as unsent stays behind.
import type { Transport } from '@sveltejs/kit/hooks';
import { Unsent } from '#components/unsent.ts';

export const transport: Transport = {
	Unsent: {
		encode: (value) => value instanceof Unsent && 1,
		decode: () => new Unsent(undefined)
	}
};
