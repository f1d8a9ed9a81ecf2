// SPDX-License-Identifier: Apache-2.0
// Where the public reads a record: one address each. Calls and pages of the site have a page of their own; the page of their record is its history, and
// what names one address to others (search engines, feeds, the sitemap) names the former. Pure.
import { callType } from '#exchange/call.ts';
import type { Entry } from './entry.ts';

/** Behind the language. What is no longer published has the page of its record alone. */
export function publicPage({ recordId, type, state, answers }: Pick<Entry, 'recordId' | 'type'> & Partial<Pick<Entry, 'state' | 'answers'>>): string {
	if (state !== undefined && state !== 'published') return `/records/${recordId}`;
	if (type === callType) return `/calls/${recordId}`;
	return type === 'page' && typeof answers?.slug === 'string' && answers.slug ? `/pages/${encodeURIComponent(answers.slug)}` : `/records/${recordId}`;
}
