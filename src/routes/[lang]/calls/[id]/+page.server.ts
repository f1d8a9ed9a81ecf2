import { error } from '@sveltejs/kit';
import { namedFiles } from '#catalogue/calls.ts';
import { readCall } from '#catalogue/server/calls.ts';
import { takesAnswers } from '#exchange/call.ts';
import { appointedBy } from '#exchange/server/appointed.ts';
import type { PageServerLoad } from './$types.ts';

/** A call: what is asked, by which questions, and the two lists of answers. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention } = locals;
	const db = platform.database.read;
	const read = await readCall(db, { definitions, convention }, params.id, new Date());
	if (!read) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { call, entry, answers } = read;
	const form = definitions.current(entry.type)?.form;
	const regionName = (id: string) => convention.entry('regions', id)?.words ?? { en: id };
	const bodyName = (id: string) => form?.words[`option.body.${id}`] ?? { en: id };
	return {
		call,
		firstPublishedAt: entry.firstPublishedAt,
		revision: entry.revision,
		takes: takesAnswers(call, call.state),
		parties: answers.filter(({ ownerKind }) => ownerKind === 'party'),
		others: answers.filter(({ ownerKind }) => ownerKind !== 'party'),
		documents: namedFiles(entry.answers.documents),
		contact: entry.answers.contact ?? null,
		body: call.body ? bodyName(call.body) : null,
		seats: call.seats.map(({ region, seats }) => ({ region: regionName(region), seats })),
		areas: call.areas.flatMap((id) => convention.area(id) ?? []).map(({ id, name }) => ({ id, name })),
		articles: call.articles.map((number) => ({ number, title: convention.article(Number(number))?.title ?? {} })),
		appointed:
			call.kind === 'nominations'
				? (await appointedBy(db, definitions, call.id)).map((each) => ({ ...each, region: regionName(each.region), body: bodyName(each.body) }))
				: []
	};
};
