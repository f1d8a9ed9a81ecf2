// What a decision says, with the words around it, for its document in Akoma Ntoso.
import type { DecisionRecord } from '#interop/akn/decision.ts';
import type { ReadRecord } from '#records/server/revisions.ts';
import { say, type Words } from '#text/words.ts';

type Here = Pick<App.Locals, 'convention' | 'reader'>;

const ids = (answer: unknown): string[] => (Array.isArray(answer) ? answer : [answer]).filter((each): each is string => typeof each === 'string');

export function decisionFrom({ convention, reader }: Here, { record, revision }: ReadRecord, typeName: Words): DecisionRecord {
	const { answers } = revision;
	const meeting = typeof answers.meeting === 'string' ? convention.entry('meetings', answers.meeting) : undefined;
	const subjects = (
		[
			['areas', ids(answers.areas)],
			['articles', ids(answers.articles)],
			['concepts', ids(answers.keywords)]
		] as const
	).flatMap(([scheme, chosen]) =>
		chosen.flatMap((id) => {
			const found = convention.entry(scheme, id);
			return found ? [{ id, scheme, name: found.words }] : [];
		})
	);
	return {
		id: record.id,
		revision: revision.number,
		answers,
		published: (revision.publishedAt ?? revision.submittedAt).toISOString().slice(0, 10),
		meeting: meeting ? { id: meeting.id, name: meeting.words } : null,
		subjects,
		platform: reader.t('site.name'),
		// Decisions are the Conference's; the article that founds it bears its name.
		adopter: say(convention.entry('articles', '23')?.words, reader.language) || say(typeName, reader.language)
	};
}
