// SPDX-License-Identifier: Apache-2.0
// oEmbed (https://oembed.com, version 1.0): another site gives the address of a figure and is told the frame that shows it. Pure.
import { escaped } from './svg.ts';

export const frameCode = (frame: string, title: string, { width = '100%', height = '640' } = {}): string =>
	`<iframe src="${escaped(frame)}" title="${escaped(title)}" width="${width}" height="${height}" frameborder="0" loading="lazy"></iframe>`;

export const oembedAddress = (origin: string, address: string, format: 'json' | 'xml'): string =>
	`${origin}/oembed?${new URLSearchParams({ url: address, format })}`;

export interface Embedded {
	version: '1.0';
	type: 'rich';
	title: string;
	provider_name: string;
	provider_url: string;
	/** Seconds for which what was told may be kept. */
	cache_age: number;
	html: string;
	width: number;
	height: number;
}

const bounded = (text: string | null, usual: number): number => {
	const most = Number(text);
	return text !== null && Number.isInteger(most) && most > 0 ? Math.min(usual, Math.max(most, 200)) : usual;
};

/** No larger than the other site has room for. */
export function embedded(
	{ title, frame, site, origin }: { title: string; frame: string; site: string; origin: string },
	{ maxwidth, maxheight }: { maxwidth: string | null; maxheight: string | null }
): Embedded {
	const [width, height] = [bounded(maxwidth, 800), bounded(maxheight, 640)];
	return {
		version: '1.0',
		type: 'rich',
		title,
		provider_name: site,
		provider_url: origin,
		cache_age: 3600,
		html: frameCode(frame, title, { width: String(width), height: String(height) }),
		width,
		height
	};
}

export const embeddedXml = (told: Embedded): string =>
	`<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${Object.entries(told)
		.map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`)
		.join('')}</oembed>\n`;
