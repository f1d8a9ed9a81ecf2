// SPDX-License-Identifier: Apache-2.0
// All that is noticed in a record beyond its form, whichever part of the platform notices it: what records/server/judge.ts is handed.
import type { Examine } from '#records/server/judge.ts';
import { examineReport } from '#reporting/server/examine.ts';
import { examineTranslations } from '#translation/server/examine.ts';

export const examineRecord: Examine = async (...about) => [...(await examineReport(...about)), ...(await examineTranslations(...about))];
