// SPDX-License-Identifier: Apache-2.0
// The checks of a form on the device: the same as the server's, with what the copy knows of the world. The server's word counts in the end.
import { check, type Completeness, completeness } from '#forms/check.ts';
import type { Answers, Finding } from '#forms/form.ts';
import type { Known } from '#forms/kind.ts';
import type { WaitingFile, Whole } from './device.ts';

export function judgeHere(
	whole: Whole,
	answers: Answers,
	files: Pick<WaitingFile, 'sha256' | 'mediaType'>[]
): { findings: Finding[]; completeness: Completeness[] } {
	const types = new Map([...Object.entries(whole.files), ...files.map(({ sha256, mediaType }) => [sha256, mediaType] as const)]);
	const known: Known = {
		// The device's clock may be wrong.
		today: whole.today,
		// What the copy does not hold cannot be judged here.
		has: (scheme, id) => whole.schemes[scheme]?.some((entry) => entry.id === id) ?? true,
		file: (sha256) => {
			const mediaType = types.get(sha256);
			return mediaType === undefined ? undefined : { mediaType };
		},
		record: () => undefined
	};
	// Whether a record exists is known to the server alone.
	const findings = check(whole.form, answers, known).filter(({ code }) => code !== 'not-a-record');
	return { findings, completeness: completeness(whole.form, answers, findings) };
}
