// SPDX-License-Identifier: Apache-2.0
// Whose projects they are: those of the Global Environment Facility and those of the Specific International Programme have a dashboard each. Pure.
import type { Answers } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { amountsIn } from './sums.ts';

export const funders = ['gef', 'sip'] as const;
export type Funder = (typeof funders)[number];

const payers: Record<Funder, RegExp> = {
	gef: /\bGEF\b|global environment facility/i,
	sip: /\bSIP\b|specific international programme/i
};

/** A project is a funder's that has a number in its list, or is paid by it. */
export function isOf(funder: Funder, { identifiers, funding }: Answers): boolean {
	const numbered = (Array.isArray(identifiers) ? identifiers : []).some(
		(row) => isObject(row) && typeof row.scheme === 'string' && row.scheme.trim().toLowerCase() === funder
	);
	return numbered || amountsIn(funding).some(({ source }) => payers[funder].test(source));
}
