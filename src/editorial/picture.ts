// SPDX-License-Identifier: Apache-2.0
// Pictures as pages show them: a few widths in light formats, made once from the file that an editor attached. Pure.

export const pictureWidths = [320, 640, 960, 1280] as const;
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

/** In pixels. */
export interface Size {
	width: number;
	height: number;
}

/** The renditions that are worth offering, each with how wide it truly is: none beyond the first that is as wide as the original. */
export function widthsOf(original: Size | null | undefined): { width: (typeof pictureWidths)[number]; true: number }[] {
	if (!original) return pictureWidths.map((width) => ({ width, true: width }));
	const enough = pictureWidths.findIndex((width) => width >= original.width);
	return pictureWidths.slice(0, enough < 0 ? undefined : enough + 1).map((width) => ({ width, true: Math.min(width, original.width) }));
}

/** Size of a rendition: never larger than the original. */
export function sizeOf(original: Size, wide: number): Size {
	const width = Math.max(1, Math.min(wide, original.width));
	return { width, height: Math.max(1, Math.round((original.height * width) / original.width)) };
}
