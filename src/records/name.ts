// SPDX-License-Identifier: Apache-2.0
// The name that one published record alone has: the symbol that it is found by, or the last part of its address. Pure.
import { symbolKey } from '#convention/symbol.ts';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';

export interface Name {
	/** Within what it is the only one: symbols among all records, addresses among those of one type. */
	space: string;
	/** In the way in which names are compared. */
	name: string;
	/** The question that was answered with it. */
	at: string;
}

export function nameOf(form: Form, answers: Answers): Name | null {
	const at = form.titleAfter ?? allQuestions(form).find(({ format }) => format === 'slug')?.id;
	const said = at && answers[at];
	if (!at || typeof said !== 'string' || !said.trim()) return null;
	return form.titleAfter ? { space: 'symbol', name: symbolKey(said), at } : { space: form.id, name: said.trim().toLowerCase(), at };
}

export const nameKey = ({ space, name }: Pick<Name, 'space' | 'name'>): string => `${space} ${name}`;
