// SPDX-License-Identifier: Apache-2.0
// How the standing of an organisation looks: a word always goes with it. Pure.
export const standing = {
	applied: { tone: 'warning', icon: 'sent' },
	admitted: { tone: 'success', icon: 'done' },
	declined: { tone: 'danger', icon: 'stopped' }
} as const;
