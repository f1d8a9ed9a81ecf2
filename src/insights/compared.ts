// SPDX-License-Identifier: Apache-2.0
// A comparison as it was read, or why there is none. Shapes only; server/comparisons.ts reads them.
import type { Form } from '#forms/form.ts';
import type { Compared, Side, Tally } from './comparison.ts';
import type { ComparisonAsked } from './side.ts';

/** A report that anybody may read. */
export interface Published {
	cycle: string;
	party: string;
	record: string;
	revision: number;
	published: string;
	demo: boolean;
}

/** Why nothing can be compared, as data: which side, and what is missing. */
export type Lacking =
	| { lacks: 'side'; side: 'left' | 'right' }
	| { lacks: 'party'; side: 'left' | 'right'; party: string }
	| { lacks: 'cycle'; side: 'left' | 'right'; cycle: string }
	| { lacks: 'report'; side: 'left' | 'right'; party: string; cycle: string | null }
	| { lacks: 'reports'; side: 'left' | 'right'; cycle: string | null }
	| { lacks: 'question'; question: string }
	| { lacks: 'difference' };

export interface SectionTally {
	section: string;
	questions: number;
	/** null where it was not read. */
	tally: Tally | null;
}

export interface Comparison {
	/** With the cycles that were chosen for it written out: its permanent address. */
	asked: ComparisonAsked;
	left: Side;
	right: Side;
	base: Form;
	/** What was asked for: questions, or a section, or everything. */
	compared: Compared[];
	/** Of everything that was read; of some questions alone where only they were asked for. */
	sections: SectionTally[];
	tally: Tally;
	demo: boolean;
}

export const isLacking = (found: Comparison | Lacking): found is Lacking => 'lacks' in found;
