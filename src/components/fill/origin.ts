// SPDX-License-Identifier: Apache-2.0
// Where an answer was taken over from, in words.
import type { Origin } from '#records/record.ts';
import type { Reader } from '#text/message.ts';

export function originWords(t: Reader['t'], { kind, id }: Origin): string {
	switch (kind) {
		case 'fact':
			return t('forms.taken-from.facts');
		case 'file':
			return t('roundtrip.origin', { file: id });
		case 'suggestion':
			return t('sharing.taken-from');
		case 'statement':
			return t('forms.taken-from', { origin: t('reuse.mail', { source: id.split(':')[0] ?? '' }) });
		default:
			return t('forms.taken-from', { origin: id });
	}
}
