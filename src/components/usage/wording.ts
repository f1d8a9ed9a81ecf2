// SPDX-License-Identifier: Apache-2.0
// What values of properties of use are called for one reader. Names of records, areas and groups are the page's to give.
import { ownNames, isLanguage } from '#text/languages.ts';
import type { MessageId, Reader } from '#text/message.ts';
import type { UsageDimension } from '#insights/usage.ts';
import { beyond } from '#insights/usage-table.ts';
import { sayOr } from '../kinds/wording.ts';

export function valueText(reader: Reader, dimension: UsageDimension, value: string): string {
	if (value === beyond) return reader.t('usage.beyond');
	switch (dimension) {
		case 'language':
			return isLanguage(value) ? ownNames[value] : value;
		case 'group':
			return value === 'unknown' ? reader.t('usage.group.unknown') : value;
		case 'section':
		case 'act':
		case 'device':
		case 'program':
		case 'robot':
		case 'status':
			return sayOr(reader, `usage.${dimension}.${value}` as MessageId, value);
		default:
			return value;
	}
}
