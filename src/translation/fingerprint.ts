// SPDX-License-Identifier: Apache-2.0
// The mark of a text: two texts with one mark are the same. Line ends and the way letters are composed make no other text.
import { createHash } from 'node:crypto';

export const normal = (text: string): string => text.replace(/\r\n?/g, '\n').normalize('NFC');

export const fingerprint = (text: string): string => createHash('sha256').update(normal(text), 'utf8').digest('hex');
