// SPDX-License-Identifier: Apache-2.0
// What the rules say to the question whether a project is about mercury. The rules themselves stand elsewhere; whoever harvests hands them in.
import type { Found } from './found.ts';

export const verdicts = ['yes', 'doubtful', 'no'] as const;
export type Verdict = (typeof verdicts)[number];

export interface VerdictReason {
	/** Id of the rule. */
	rule: string;
	weight: number;
	/** The words that it saw. */
	seen: string;
}

export interface Judged {
	verdict: Verdict;
	/** 0 to 1. */
	confidence: number;
	reasons: VerdictReason[];
}

export type Judge = (found: Found) => Judged;
