// SPDX-License-Identifier: Apache-2.0
// What Regulation (EU) 2017/852 on mercury asks of the member States of the European Union, by the questionnaires of Implementing Decision (EU) 2019/1752,
// and which answers of the national report speak of the same. Data. That the questions exist was read in the decision as published; their words here are
// our own and short. Which answer serves which question is our reading, and to be verified by whoever uses it.
import type { Standing } from '#forms/form.ts';

export const decision = {
	name: 'Implementing Decision (EU) 2019/1752',
	source: 'http://data.europa.eu/eli/dec_impl/2019/1752/oj'
} as const;

/** What of an answer serves: the whole of it, one row of a matrix, or the lines of a table that have something in a column. */
export interface Serving {
	question: string;
	row?: string;
	where?: { column: string; is: string };
}

export const reasons = ['not-asked', 'other-scope', 'per-installation'] as const;

export interface EuQuestion {
	/** Annex and number in the decision: II 1.1.2. */
	id: string;
	/** Article of the Regulation. */
	article: string;
	serves: readonly Serving[];
	/** Whether the question was found in the decision; and what the mapping rests on. */
	status: Standing;
	mapping: Standing | null;
	/** Why nothing serves, or why what serves is not all of it. */
	why: (typeof reasons)[number] | null;
}

const asked = (id: string, article: string, why: EuQuestion['why'], ...serves: Serving[]): EuQuestion => ({
	id,
	article,
	serves,
	status: 'sourced',
	mapping: serves.length ? 'to-verify' : null,
	why
});

const process = (id: string, matrix: string, name: string): EuQuestion =>
	asked(
		id,
		'7(1)',
		null,
		{ question: matrix, row: name },
		{ question: 'q5-1-b', where: { column: 'process', is: name } },
		// Its last year is asked of two processes only.
		...(name === 'vcm' || name === 'methylate' ? [{ question: 'q5-1-c', where: { column: 'process', is: name } }] : [])
	);

export const questionnaire: readonly EuQuestion[] = [
	asked('I-1', '4(1)', 'other-scope', { question: 'q3-6' }),
	asked('I-1-amount', '4(1)', 'other-scope', { question: 'q3-6-c' }),
	asked('I-1-use', '4(1)', 'not-asked'),
	asked('I-1-waste', '4(1)', 'not-asked'),
	asked('I-1-operation', '4(1)', 'not-asked'),
	process('II-1.1.1', 'q5-3', 'vcm'),
	process('II-1.1.2', 'q5-2', 'chlor-alkali'),
	process('II-1.1.3', 'q5-3', 'methylate'),
	process('II-1.1.4', 'q5-3', 'polyurethane'),
	asked('II-1.2', '7(2)', 'other-scope', { question: 'q5-1' }, { question: 'q5-1-b' }),
	asked('II-2.1', '9', 'other-scope', { question: 'q7-1' }, { question: 'q7-2' }),
	asked('II-3.1', '10', 'other-scope', { question: 'q4-3-text' }),
	asked('II-4.1.1', '12', 'per-installation'),
	asked('II-4.1.2', '12', 'per-installation'),
	asked('II-4.1.3', '12', 'per-installation', { question: 'q11-2-a' }),
	asked('II-4.2', '12', 'other-scope', { question: 'q11-1-a' }),
	asked('II-5.1', '18(1)(d)', null, { question: 'q3-3-list' }, { question: 'q3-3-ii' }),
	asked('II-5.2', '18(1)(d)', 'not-asked'),
	asked('II-5.3', '18(1)(e)', 'not-asked'),
	asked('II-6.1', '18', 'other-scope', { question: 'c-1' }),
	asked('II-6.2', '18', 'not-asked')
];

/** Member States of the European Union, and the Union itself as a Party: public knowledge, to be verified. */
export const members: ReadonlySet<string> = new Set(
	'AUT BEL BGR HRV CYP CZE DNK EST EU FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE'.split(' ')
);

export const mayExport = ({ ownerKind, owner, type }: { ownerKind: string; owner: string; type: string }): boolean =>
	ownerKind === 'party' && members.has(owner) && (type === 'art21-full' || type === 'art21-short');
