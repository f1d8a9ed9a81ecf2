// SPDX-License-Identifier: Apache-2.0
// What is noticed in a record between two Parties beyond its form: whom it is sent to. Asked again by the act that sends it (submit.ts).
import type { Examine } from './judge.ts';

export const examineSides: Examine = (_, { definitions }, { record, answers }) => {
	const type = definitions.type(record.type);
	const at = type?.visibility === 'bilateral' ? type.otherParty : undefined;
	return Promise.resolve(at && answers[at] === record.owner ? [{ at, code: 'exchange-side-own', severity: 'error' }] : []);
};
