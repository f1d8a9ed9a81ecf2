// SPDX-License-Identifier: Apache-2.0
// Meeting documents, resources and letters as InforMEA takes documents. Pure.
import type { Entry } from '#catalogue/entry.ts';
import { symbolKey } from '#convention/symbol.ts';
import { plainOf } from '#text/plain.ts';
import { say, type Words } from '#text/words.ts';
import type { Row } from '../../odata/model.ts';
import { dayOf, filesSaid, fileRows, partOf, recordAddress, text, textRows, texts, wholeRow, wordsOf, type Whole, type World } from '../world.ts';

export const documentTypes = ['meeting-document', 'resource', 'communication'];

export function documentRow(world: World, entry: Entry): Row {
	const { answers, recordId: id } = entry;
	const symbol = text(answers.symbol);
	const { year } = answers;
	const values = {
		id,
		thumbnailUrl: null,
		published: dayOf(answers.date) ?? (typeof year === 'number' && year > 0 && year < 9999 ? new Date(Date.UTC(year, 0, 1)) : entry.firstPublishedAt),
		updated: entry.changedAt,
		treaty: world.treaty,
		country: null,
		displayOrder: null,
		schemaVersion: null
	};
	return wholeRow('Document', id, values, (whole) => ({
		treaties: () => [partOf(whole, 'DocumentTreaty', 'Id', world.treaty, { value: world.treaty })],
		authors: () => [],
		description: () => textRows(whole, 'DocumentDescription', describedBy(answers), 'id'),
		files: () =>
			fileRows(whole, 'DocumentFile', filesSaid(world, id, entry.languages, answers.files, answers.attachments)).map((row) => ({
				...row,
				values: { ...row.values, content: null }
			})),
		identifiers: () => [
			...(symbol ? [partOf(whole, 'DocumentIdentifier', 'id', 'symbol', { name: 'symbol', value: symbol })] : []),
			partOf(whole, 'DocumentIdentifier', 'id', 'record', { name: 'record', value: recordAddress(world, id) })
		],
		keywords: () => keywordRows(world, whole, texts(answers.keywords)),
		referenceToEntities: () => referenceRows(world, whole, entry),
		tags: () => tagRows(world, whole, entry),
		title: () => textRows(whole, 'DocumentTitle', wordsOf(answers.title), 'id'),
		types: () => [partOf(whole, 'DocumentType', 'id', 'type', { value: text(answers.kind) ?? (entry.type === 'communication' ? 'letter' : 'other') })]
	}));
}

const describedBy = (answers: Entry['answers']): Words =>
	Object.fromEntries(Object.entries(wordsOf(answers.description ?? answers.note)).map(([language, said]) => [language, plainOf(said)]));

/** Terms of our own vocabulary, said to be so: `leo` is only what InforMEA's has. */
const keywordRows = ({ convention, origin }: World, whole: Whole, concepts: readonly string[]): Row[] =>
	concepts.flatMap((concept, at) => {
		const label = convention.concept(concept)?.prefLabel;
		const termURI = `${origin}/concepts/mercury/${encodeURIComponent(concept)}`;
		return label
			? [
					partOf(whole, 'DocumentKeyword', 'id', `k${at + 1}`, {
						termURI,
						scope: 'minamata',
						literalForm: say(label, 'en'),
						sourceURL: `${origin}/concepts/mercury`
					})
				]
			: [];
	});

function referenceRows({ decisions }: World, whole: Whole, { answers }: Entry): Row[] {
	const meeting = text(answers.meeting);
	const named = [...texts(answers.decisions), ...texts(answers.decision).flatMap((each) => each.split(/[\s,;]+/))].flatMap(
		(number) => decisions.get(symbolKey(number)) ?? []
	);
	const all = [...(meeting ? [{ type: 'meeting', refId: meeting }] : []), ...[...new Set(named)].map((refId) => ({ type: 'decision', refId }))];
	return all.map((values, at) => partOf(whole, 'DocumentReference', 'id', `e${at + 1}`, values));
}

function tagRows({ convention }: World, whole: Whole, { areas, articles }: Entry): Row[] {
	const all = [
		...areas.map((area) => ({ scope: 'area', value: say(convention.area(area)?.name, 'en') || area, comment: area })),
		...articles.map((article) => ({ scope: 'article', value: article, comment: say(convention.article(Number(article))?.title, 'en') || null }))
	];
	return all.map((values, at) => partOf(whole, 'DocumentTag', 'id', `t${at + 1}`, { language: 'en', ...values }));
}
