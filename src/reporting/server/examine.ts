// SPDX-License-Identifier: Apache-2.0
// What the checks notice in a report beyond its form: the noun's part in every check of a record (see records/server/judge.ts).
import type { Examine } from '#records/server/judge.ts';
import { examined } from '../checks.ts';
import { isReportType } from '../cycle.ts';
import { aroundReport } from './around.ts';

export const examineReport: Examine = async (db, { convention, definitions }, { record, form, answers, today }) => {
	if (!isReportType(record.type) || typeof answers.cycle !== 'string') return [];
	const around = await aroundReport(db, {
		convention,
		definitions,
		form,
		record: record.id,
		party: record.owner,
		cycle: answers.cycle,
		today
	});
	return around ? examined(form, answers, around) : [];
};
