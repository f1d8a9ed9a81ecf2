// SPDX-License-Identifier: Apache-2.0
// What only the whole of the published pages tells of a page, and what a picture needs beside its file.
import { altLanguagesMissing } from '#editorial/checks.ts';
import { trailTo } from '#editorial/site-pages.ts';
import type { Finding } from '#forms/form.ts';
import { nameKey, nameOf } from '#records/name.ts';
import type { Examine } from '#records/server/judge.ts';
import { namesHeld } from '#records/server/names.ts';
import { sitePages } from './sections.ts';

/** An address that another page has, a page above itself, a picture that is not described in every language of its text. */
export const examineEditorial: Examine = async (db, _, { record, form, answers }) => {
	const findings: Finding[] = altLanguagesMissing(form, answers);
	if (record.type !== 'page') return findings;
	const slug = nameOf(form, answers);
	const other = slug && (await namesHeld(db, [slug])).get(nameKey(slug));
	if (other && other !== record.id) findings.push({ at: 'slug', code: 'editorial-slug-taken', severity: 'error', values: { record: other } });
	if (typeof answers.parent === 'string') {
		const parent = answers.parent;
		if (parent === record.id || trailTo(parent, await sitePages(db)).some(({ id }) => id === record.id))
			findings.push({ at: 'parent', code: 'editorial-parent-circle', severity: 'error' });
	}
	return findings;
};
