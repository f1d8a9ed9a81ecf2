// SPDX-License-Identifier: Apache-2.0
// The feed of one call: what is asked, each time that more time was given, and what was answered, as far as anybody may read it.
import { callAnswers } from '#catalogue/server/calls.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { shownCall } from '#catalogue/calls.ts';
import { ownerWords } from '#catalogue/shown.ts';
import { callType } from '#exchange/call.ts';
import { say } from '#text/words.ts';
import type { FeedFormat } from '../address.ts';
import type { Item } from '../atom.ts';
import { type Asking, written } from './publications.ts';

const length = 50;

/** Undefined where there is no such call. */
export async function callFeed(asking: Asking, format: FeedFormat, id: string): Promise<string | undefined> {
	const { db, origin, convention, reader } = asking;
	const { language, t } = reader;
	const entry = await findEntry(db, id);
	const call = entry?.type === callType ? shownCall(entry, new Date()) : null;
	if (!entry || !call) return undefined;
	const title = say(call.title, language) || id;
	const page = `/${language}/calls/${id}`;
	const items = call.extensions.map(({ deadline, on }): Item => {
		const said = t('calls.extended-until', { day: deadline, on });
		return {
			id: `${origin}/api/v1/records/${id}#${deadline}`,
			title: { [language]: `${title}: ${said}` },
			at: new Date(`${on}T00:00:00Z`),
			author: ownerWords(entry.ownerKind, entry.owner, convention, new Map()),
			page
		};
	});
	const answers = (await callAnswers(db, id)).toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime()).slice(0, length - 1);
	const head = { origin, language, title: `${t('site.name')}: ${title}`, path: `/feeds/${language}/calls/${id}.${format}`, page };
	return written(
		asking,
		format,
		{ ...head, items },
		[...answers, entry].sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
	);
}
