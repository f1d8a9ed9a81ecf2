// SPDX-License-Identifier: Apache-2.0
// What the demonstration lacks and an outlet gives out: a decision with a text of paragraphs and points, and projects with money, a programme among them.
// Filed and published by the real acts.
import type { Answers } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { project } from '#catalogue/server/project.ts';
import type { Instance } from '#worker/instance.ts';
import { paul } from '../people.ts';

export interface Content {
	decision: string;
	programme: string;
	part: string;
}

/** Signs that mean something to a format stand in every text. */
const decision: Answers = {
	number: 'MC-9/9',
	title: { en: 'A decision made up for this test; it is <none> & decides nothing', ar: 'مقرر للاختبار' },
	titleStanding: 'own-words',
	meeting: 'COP5',
	date: '2023-11-03',
	text: {
		en: 'The Conference of the Parties,\n\nRecalling Article 21 & its paragraphs,\n\n1. Decides to <act>;\n\n2. Requests the secretariat:\n(a) To collect views;\n(b) To report;\n\n3. Invites Parties to reply.',
		ar: 'إن مؤتمر الأطراف،\n\n1. يقرر أن يعمل؛\n\n2. يطلب إلى الأمانة أن تقدم تقريرا.'
	},
	areas: ['asgm'],
	articles: ['21'],
	keywords: ['elemental-mercury']
};
const programme: Answers = {
	title: { en: 'A programme made up for this test: mercury & gold', fr: 'Un programme inventé' },
	identifiers: [{ scheme: 'gef', id: '1' }],
	programme: true,
	category: 'planetgold',
	scope: 'global',
	agencies: ['United Nations Environment Programme'],
	status: 'implementation',
	start: '2024-02-01',
	areas: ['asgm']
};
const part = (parent: string): Answers => ({
	title: { en: 'A part of it, in three countries', zh: '其中一部分' },
	description: { en: 'Less mercury\nin <small> mines.' },
	identifiers: [{ scheme: 'gef', id: '2' }],
	parent,
	category: 'planetgold',
	parties: ['PER', 'BOL', 'COL'],
	scope: 'regional',
	agencies: ['United Nations Development Programme'],
	status: 'completed',
	start: '2019-02-01',
	end: '2023-12-31',
	funding: [{ source: 'GEF Trust Fund', amount: { amount: '1500000.5', unit: 'USD' } }],
	cofinancing: [{ amount: { amount: '700000', unit: 'EUR' } }],
	areas: ['asgm']
});

export async function publishContent(instance: Instance): Promise<Content> {
	const { database } = instance.platform;
	const world = await instance.world();
	const doing = await instance.doing(paul);
	const fine = <T>(outcome: T) => {
		if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
		return outcome as Exclude<T, { refusal: unknown }>;
	};
	const published = (type: string, answers: Answers) =>
		database.write(async (db) => {
			const { id } = fine(await begin(db, doing, { type, ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC', answers }));
			fine(await submit(db, doing, id));
			const checklist = world.definitions.current(type)?.form.checklist;
			fine(await moveRecord(db, doing, { record: id, move: 'publish', checklist }));
			await project(db, world, id);
			return id;
		});
	const whole = await published('project', programme);
	return { decision: await published('decision', decision), programme: whole, part: await published('project', part(whole)) };
}
