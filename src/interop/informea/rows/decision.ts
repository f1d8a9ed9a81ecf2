// SPDX-License-Identifier: Apache-2.0
// Decisions of the Conference of the Parties as InforMEA takes them. Pure.
import type { Entry } from '#catalogue/entry.ts';
import { symbolKey } from '#convention/symbol.ts';
import { decisionFrom } from '#meetings/document.ts';
import { say } from '#text/words.ts';
import type { Row } from '../../odata/model.ts';
import { dayOf, fileRows, filesSaid, partOf, protocolVersion, recordAddress, textRows, texts, wholeRow, wordsOf, type World } from '../world.ts';

/** Of concepts that InforMEA may know by the same name. */
export const termNamespace = 'https://www.informea.org/terms/';

export function decisionRow(world: World, entry: Entry): Row {
	const { answers, recordId: id } = entry;
	const { number, meeting: meetingId } = decisionFrom(answers);
	const meeting = meetingId ? world.convention.one('meeting', meetingId) : undefined;
	const files = () => filesSaid(world, id, entry.languages, answers.files);
	const place = /(\d+)\D*$/.exec(number)?.[1];
	const values = {
		id,
		link: recordAddress(world, id),
		number,
		status: world.replaced.has(symbolKey(number)) ? 'retired' : 'adopted',
		type: 'decision',
		treaty: world.treaty,
		// Where no day of adoption is said it is the last day of its meeting.
		published: dayOf(answers.date) ?? dayOf(meeting?.end ?? undefined),
		updated: entry.changedAt,
		meetingId,
		meetingTitle: meeting ? say(meeting.name, 'en') : null,
		meetingUrl: meeting ? `${world.origin}/en/meetings/${meeting.id}` : null,
		displayOrder: place && place.length < 9 ? Number(place) : null,
		protocolVersion
	};
	return wholeRow('Decision', id, values, (whole) => ({
		title: () => textRows(whole, 'DecisionTitle', wordsOf(answers.title)),
		longTitle: () => [],
		summary: () => textRows(whole, 'DecisionSummary', entry.summary),
		content: () => textRows(whole, 'DecisionContent', wordsOf(answers.text)),
		keywords: () =>
			texts(answers.keywords).flatMap((concept, at) => {
				const label = world.convention.concept(concept)?.prefLabel;
				return label ? [partOf(whole, 'DecisionKeyword', 'Id', `k${at + 1}`, { namespace: termNamespace, term: say(label, 'en') })] : [];
			}),
		files: () => fileRows(whole, 'DecisionFile', files()),
		documents: () => files().map((file, at) => partOf(whole, 'DecisionDocument', 'id', `d${at + 1}`, { ...file, content: null }))
	}));
}
