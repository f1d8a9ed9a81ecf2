// SPDX-License-Identifier: Apache-2.0
// Where the renditions of a picture are found. The widths and formats that are made stand in editorial/picture.ts.
import { type PictureFormat, type Size, widthsOf } from '#editorial/picture.ts';

export const pictureAddress = (record: string, sha256: string, width: number, format: PictureFormat): string =>
	`/images/${encodeURIComponent(record)}/${sha256}/${width}.${format}`;

/** What a browser chooses from, by the width of its screen and how fine it is. */
export const pictureSet = (record: string, sha256: string, format: PictureFormat, size: Size | null | undefined): string =>
	widthsOf(size)
		.map(({ width, true: wide }) => `${pictureAddress(record, sha256, width, format)} ${wide}w`)
		.join(', ');
