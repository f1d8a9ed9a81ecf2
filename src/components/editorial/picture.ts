// SPDX-License-Identifier: Apache-2.0
// Where the renditions of a picture are found. The widths and formats that are made stand in editorial/picture.ts.
import { type PictureFormat, pictureWidths } from '#editorial/picture.ts';

export const widths = pictureWidths;

export const pictureAddress = (record: string, sha256: string, width: number, format: PictureFormat): string =>
	`/images/${encodeURIComponent(record)}/${sha256}/${width}.${format}`;
