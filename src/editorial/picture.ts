// SPDX-License-Identifier: Apache-2.0
// Pictures as pages show them: a few widths in light formats, made once from the file that an editor attached. Pure.

export const pictureWidths = [320, 640, 1280] as const;
export const pictureFormats = ['avif', 'webp'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** What may be attached as a picture. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

export interface Rendition {
	width: (typeof pictureWidths)[number];
	format: PictureFormat;
}

/** Reads `640.avif`; undefined for a width or format that is not made, so that nobody can have any amount of them drawn. */
export function renditionFrom(name: string): Rendition | undefined {
	const [, wide, format] = /^(\d{3,4})\.(avif|webp)$/.exec(name) ?? [];
	const width = pictureWidths.find((each) => String(each) === wide);
	return width && format ? { width, format: format as PictureFormat } : undefined;
}

/** Size of a rendition: never larger than the original. */
export function sizeOf(original: { width: number; height: number }, wide: number): { width: number; height: number } {
	const width = Math.max(1, Math.min(wide, original.width));
	return { width, height: Math.max(1, Math.round((original.height * width) / original.width)) };
}
