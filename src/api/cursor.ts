// SPDX-License-Identifier: Apache-2.0
// The place in a list where the next page begins, as text that callers hand back unread. Pure.

export interface Place {
	/** The moment by which the list goes: of publication, or of the change. */
	publishedAt: Date;
	recordId: string;
}

export const cursorFrom = (place: Place): string => Buffer.from(`${place.publishedAt.toISOString()} ${place.recordId}`).toString('base64url');

const shape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) (MC-[A-Z0-9]+-[A-Z0-9]+-\d{4,9})$/;

/** Undefined for anything that cursorFrom did not make. */
export function placeFrom(cursor: string): Place | undefined {
	const [, time = '', recordId = ''] = shape.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
	const publishedAt = new Date(time);
	return Number.isNaN(publishedAt.getTime()) ? undefined : { publishedAt, recordId };
}

/** The place after a row of a list of days: the day and the name of the row, as `placeOf` of the catalogue writes them. */
export const dayCursor = (place: string): string => Buffer.from(place).toString('base64url');

const dayShape = /^\d{4}-\d{2}-\d{2} [A-Za-z0-9][A-Za-z0-9.-]{0,150}$/;

/** Undefined for anything that dayCursor did not make. */
export function dayPlace(cursor: string): string | undefined {
	return dayShape.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[0];
}
