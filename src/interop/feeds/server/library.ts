// SPDX-License-Identifier: Apache-2.0
// The feed of the library of documents, which takes the same question as its page.
import { askedOfLibrary, libraryAsked } from '#catalogue/library.ts';
import { latestDocuments } from '#catalogue/server/library.ts';
import { type FeedFormat, libraryFeeds } from '../address.ts';
import { type Asking, written } from './publications.ts';

const length = 50;

export async function libraryFeed(asking: Asking, format: FeedFormat, query: URLSearchParams): Promise<string> {
	const { db, origin, convention, reader } = asking;
	const { language, t } = reader;
	const head = {
		origin,
		language,
		title: `${t('site.name')}: ${t('library.title')}`,
		path: libraryFeeds(language, query)[format],
		page: `/${language}/documents${askedOfLibrary(query)}`
	};
	return written(asking, format, head, await latestDocuments(db, convention, libraryAsked(query), length));
}
