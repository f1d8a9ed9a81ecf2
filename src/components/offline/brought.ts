// SPDX-License-Identifier: Apache-2.0
// Keeps the copy on a device in step with what the server answers to a save, so that it need not be fetched after every answer. Pure.
import { canonical } from '#forms/comparison.ts';
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Flight } from '../fill/autosave.ts';
import type { SaveReply } from '../fill/client.ts';
import type { StoredFile } from '../fill/upload.ts';
import type { Whole } from './device.ts';

/** The copy as the reply makes it; undefined where the reply leaves a gap, and it must be fetched. */
export function broughtForward(whole: Whole, flight: Pick<Flight, 'version' | 'answers' | 'from'>, reply: SaveReply): Whole | undefined {
	const { draft } = whole;
	if (reply.renewed) return undefined;
	if (draft.version >= reply.version) return whole;
	// The reply tells what changed since the oldest version that was spoken of.
	if (draft.version < Math.min(flight.version, ...Object.values(flight.from ?? {}))) return undefined;
	const answers = { ...draft.answers };
	for (const [question, answer] of Object.entries({ ...flight.answers, ...reply.answers })) {
		if (answer === null) delete answers[question];
		else answers[question] = answer;
	}
	return {
		...whole,
		draft: { answers, version: reply.version, clashes: reply.clashes, changedAt: reply.savedAt },
		completeness: reply.completeness
	};
}

/** An answer with a file as the server stored it, in the place of the same file as the device took it to be; the language that was chosen stays. */
export function withStored(answer: Json, stored: StoredFile): Json {
	if (Array.isArray(answer)) return answer.map((each) => withStored(each, stored));
	if (!isObject(answer)) return answer;
	if (answer.file === stored.file) return { ...answer, name: stored.name, mediaType: stored.mediaType, size: stored.size };
	return Object.fromEntries(Object.entries(answer).map(([part, value]) => [part, withStored(value, stored)]));
}

export const differs = (a: Json, b: Json): boolean => canonical(a) !== canonical(b);
