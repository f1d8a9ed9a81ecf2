// SPDX-License-Identifier: Apache-2.0
// Conventions and partners by name; one that is not known by its short name. Pure.
import type { MessageId, Reader } from '#text/message.ts';

export function treatyText({ t }: Reader, treaty: string): string {
	try {
		return t(`harvested.treaty.${treaty}` as MessageId);
	} catch {
		return treaty.replaceAll('_', ' ').toUpperCase();
	}
}
