// SPDX-License-Identifier: Apache-2.0
// The invented reports as answers: complete and without error, varied, consistent with one another. That they are filed and shown is told in
// demonstration.test.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { check } from '#forms/check.ts';
import { relevantIds } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form, type Json, type Question } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { Definitions } from '#records/definitions.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { exportsIn, importsIn } from '#reporting/trade.ts';
import { languages } from '#text/languages.ts';
import { filesIn } from '#catalogue/entry.ts';
import { diceFor } from './chance.ts';
import { readTold, type Told } from './content.ts';
import { readReportTexts } from './report-texts.ts';
import { filed, type Invented, type InventedReport, inventReports, isPublished, knownBy, lateness } from './reports.ts';
import { filedBefore, toFile } from './situations.ts';
