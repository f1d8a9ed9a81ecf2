// SPDX-License-Identifier: Apache-2.0
// A link that needs somebody, as the desk shows it.
import type { LinkState } from './links.ts';

export interface FoundLink {
	address: string;
	state: LinkState;
	status: number | null;
	reason: string | null;
	checkedAt: Date | null;
	since: Date | null;
	records: string[];
}
