// SPDX-License-Identifier: Apache-2.0
// A feed as JSON Feed 1.1 (jsonfeed.org). Pure.
import type { Feed } from './atom.ts';
import type { Post } from './posts.ts';

type Head = Pick<Feed, 'origin' | 'language' | 'title' | 'path' | 'page'>;

export const jsonFeed = ({ origin, language, title, path, page }: Head, posts: readonly Post[]): string =>
	`${JSON.stringify(
		{
			version: 'https://jsonfeed.org/version/1.1',
			title,
			home_page_url: `${origin}${page}`,
			feed_url: `${origin}${path}`,
			language,
			items: posts.map((post) => ({
				id: post.id,
				url: post.url,
				// An extension, as the format asks for them: `external_url` is a page elsewhere, which readers would open.
				...(post.data ? { _record: { json: post.data } } : {}),
				title: post.title,
				language: post.whole?.language ?? post.titleLanguage,
				// One of the two must be there.
				...(post.whole ? { content_html: post.whole.html } : { content_text: post.summary?.text ?? post.title }),
				...(post.summary ? { summary: post.summary.text } : {}),
				date_published: post.published.toISOString(),
				date_modified: post.updated.toISOString(),
				authors: [{ name: post.author }],
				...(post.tags.length ? { tags: post.tags } : {})
			}))
		},
		null,
		'\t'
	)}\n`;
