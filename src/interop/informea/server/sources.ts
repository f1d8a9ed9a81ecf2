// SPDX-License-Identifier: Apache-2.0
// Where the rows of each set come from. What stands in the catalogue is public by construction: private answers were taken out before.
import { type RawBuilder, sql } from 'kysely';
import type { Entry } from '#catalogue/entry.ts';
import { entryColumns, entryFromRow } from '#catalogue/server/entries.ts';
import { decisionType } from '#meetings/document.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Model, Row, Value } from '../../odata/model.ts';
import type { Column, EntrySet, Service, Source } from '../../odata/server/sets.ts';
import { mostRead } from '../../odata/server/list.ts';
import { Wrong } from '../../odata/wrong.ts';
import { contactRow, contactType, planRow, planTypes, profileRow, reportRow, reportTypes, siteRows, siteType } from '../rows/country.ts';
import { decisionRow } from '../rows/decision.ts';
import { documentRow, documentTypes } from '../rows/document.ts';
import { eventRow, eventType, meetingRow } from '../rows/meeting.ts';
import { partyRow, projectRow, projectType, recordRow } from '../rows/table.ts';
import { machineNameRow, treatyRow } from '../rows/treaty.ts';
import type { World } from '../world.ts';

/** Record types whose published records stand in sets of InforMEA. */
export const recordTypesTold: readonly string[] = [
	...[decisionType, eventType, contactType, siteType],
	...[...reportTypes, ...Object.keys(planTypes), ...documentTypes]
];

const column = (expression: RawBuilder<unknown>, kind: Column['kind'], always = false): Column => ({ sql: expression, kind, always });
const record = column(sql`record_id`, 'text', true);
const updated = column(sql`changed_at`, 'moment', true);
const submission = column(sql`first_published_at`, 'moment', true);
const plainText = (expression: RawBuilder<unknown>, always = false): Column => column(sql`${expression} collate "C"`, 'text', always);

/** The language of the title that tables show, as `choose` has it for a reader of English. */
const shownIn = sql`(select language from unnest(array['en', 'fr', 'es', 'ru', 'ar', 'zh']) with ordinality as one(language, place)
	where title ->> language <> '' order by place limit 1)`;
const oneTitle = { title: plainText(sql`(title ->> ${shownIn})`), titleLanguage: plainText(shownIn) };
const titles = { texts: { title: sql`title` } };

export function informeaService(db: Reading, model: Model, world: World): Service {
	const treaty: { [property: string]: Value } = { treaty: world.treaty };
	const entries = (
		types: readonly string[] | null,
		row: (world: World, entry: Entry) => Row,
		columns: EntrySet['columns'] = {},
		constants: EntrySet['constants'] = treaty,
		more: Pick<EntrySet, 'where' | 'texts' | 'lists'> = {}
	): EntrySet => ({
		from: 'entries',
		types,
		columns: { id: record, updated, ...columns },
		constants,
		row: (entry) => row(world, entry),
		...more
	});
	const list = (rows: () => Row[] | Promise<Row[]>): Source => ({ from: 'list', rows: async () => rows() });

	/** All entries of a type whose rows are fewer than can hurt. */
	async function all(type: string): Promise<Entry[]> {
		const rows = await db
			.selectFrom('catalogue.entries')
			.select(entryColumns)
			.where('type', '=', type)
			.where('state', '=', 'published')
			.orderBy('record_id')
			.limit(mostRead + 1)
			.execute();
		if (rows.length > mostRead) throw new Wrong('too-much', String(mostRead));
		return rows.map(entryFromRow);
	}

	const sources: { [type: string]: Source } = {
		Decision: entries(
			[decisionType],
			decisionRow,
			{ number: plainText(sql`answers ->> 'number'`), meetingId: plainText(sql`answers ->> 'meeting'`) },
			{ ...treaty, type: 'decision' },
			{ texts: { title: sql`(answers -> 'title')`, summary: sql`summary`, content: sql`(answers -> 'text')` } }
		),
		Meeting: list(async () => [
			...world.convention.all('meeting').map((fact) => meetingRow(world, fact)),
			...(await all(eventType)).map((entry) => eventRow(world, entry))
		]),
		// Who is no focal point any more is gone, as whoever was withdrawn; who is not one yet is not there.
		Contact: entries(
			[contactType],
			contactRow,
			{},
			{},
			{ where: sql<boolean>`coalesce(answers ->> 'end', '9999') >= ${world.today} and coalesce(answers ->> 'start', '') <= ${world.today}` }
		),
		CountryReport: entries(reportTypes, reportRow, { submission }, treaty, titles),
		NationalPlan: entries(Object.keys(planTypes), planRow, { submission }, treaty, titles),
		Site: list(async () => (await all(siteType)).flatMap((entry) => siteRows(world, entry))),
		CountryProfile: list(() => world.convention.states.flatMap((state) => profileRow(world, state))),
		Treaty: list(() => [treatyRow(world)]),
		TreatyMachineName: list(() => [machineNameRow(world)]),
		Document: entries(documentTypes, documentRow, {}, treaty, { texts: { title: sql`(answers -> 'title')` } }),
		Record: {
			bare: true,
			...entries(
				null,
				recordRow,
				{
					type: plainText(sql`type`, true),
					ownerKind: plainText(sql`owner_kind`, true),
					owner: plainText(sql`owner`, true),
					region: plainText(sql`region`),
					year: column(sql`year`, 'number', true),
					demonstration: column(sql`demo`, 'yes-no', true),
					firstPublished: submission,
					...oneTitle
				},
				{},
				{
					texts: { titles: sql`title` },
					lists: { parties: sql`parties`, areas: sql`areas`, articles: sql`articles`, languages: sql`languages` }
				}
			)
		},
		Party: list(() => world.convention.parties(world.today).map((state) => partyRow(world, state))),
		Project: entries(
			[projectType],
			projectRow,
			{ status: plainText(sql`answers ->> 'status'`), category: plainText(sql`answers ->> 'category'`), ...oneTitle },
			{},
			{ texts: { titles: sql`title` }, lists: { parties: sql`parties`, areas: sql`areas` } }
		)
	};
	for (const type of model.types)
		for (const navigation of type.navigations)
			if (navigation.many) sources[navigation.target] ??= { from: 'parents', parent: type.name, navigation: navigation.name };
	return {
		db,
		model,
		letters: world.letters,
		source(name) {
			const found = sources[name];
			if (!found) throw new Error(`the set of ${name} has no source`);
			return found;
		}
	};
}
