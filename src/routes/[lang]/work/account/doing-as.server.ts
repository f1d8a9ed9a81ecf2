// SPDX-License-Identifier: Apache-2.0
// What the acts of signed-in pages are given: the request, and the person who is there.
import { error } from '@sveltejs/kit';
import type { DoingAs } from '#people/server/doing.ts';
import { doingOf } from '#people/server/ground.ts';

export async function doingAs(event: Parameters<typeof doingOf>[0]): Promise<DoingAs> {
	const doing = await doingOf(event);
	if (!doing.by) error(401, 'sign in first', { refusal: { refusal: 'sign-in-first' } });
	return { ...doing, by: doing.by };
}

/** One text field of a form, cut to a length that no honest answer needs. */
export const field = (fields: FormData, name: string, most = 1000): string => String(fields.get(name) ?? '').slice(0, most);
