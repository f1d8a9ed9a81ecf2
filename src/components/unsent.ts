// SPDX-License-Identifier: Apache-2.0
// Page data that stays on the server. A reading page has no script, yet SvelteKit would write all its data out for one and throw that
// away again: four tenths of the time of a record page. See `transport` in hooks.ts. Never for pages of the desk, which need theirs.

export class Unsent<T> {
	readonly value: T;
	constructor(value: T) {
		this.value = value;
	}
}
