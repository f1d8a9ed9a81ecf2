// SPDX-License-Identifier: Apache-2.0
// What a live example of an outlet shows.

export interface LiveExample {
	/** Worded by `datasets.outlet.{id}`. */
	id:
		| 'api'
		| 'record'
		| 'jsonld'
		| 'akn'
		| 'register'
		| 'dump'
		| 'dcat'
		| 'iati'
		| 'odata2'
		| 'odata4'
		| 'drupal'
		| 'skos'
		| 'thesaurus'
		| 'oai'
		| 'feed'
		| 'json-feed'
		| 'calendar'
		| 'oembed'
		| 'sitemap'
		| 'webhook';
	/** Null for what is posted to others: it cannot be asked for. */
	path: string | null;
	/** For a shell. */
	line: string;
	type: string | null;
	/** Its beginning; null where there is nothing to show. */
	reply: string | null;
}
