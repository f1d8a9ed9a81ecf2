// SPDX-License-Identifier: Apache-2.0
// What the nouns notice in their records beyond the forms, all of them in one.
import { examineSymbol } from '#meetings/server/examine-symbol.ts';
import { examineSides } from '#records/server/examine-sides.ts';
import { examining } from '#records/server/judge.ts';
import { examineReport } from '#reporting/server/examine.ts';
import { examineTranslations } from '#translation/server/examine.ts';
import { examineEditorial } from './examine-editorial.ts';

export const examineRecord = examining(examineSides, examineReport, examineSymbol, examineEditorial, examineTranslations);
