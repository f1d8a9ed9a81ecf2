// SPDX-License-Identifier: Apache-2.0
// Open drafts of facts as lists show them: all of them, those of a kind, or the one of a fact.
import { type DraftLine, nameWords } from '#components/facts/listing.ts';
import type { FactKind } from '#convention/fact.ts';
import { openDrafts } from '#editorial/server/fact-drafts.ts';
import { namesOf } from '#people/server/accounts.ts';
import { say } from '#text/words.ts';

export async function draftLines(
	{ platform, reader }: Pick<App.Locals, 'platform' | 'reader'>,
	{ kind, fact }: { kind?: FactKind; fact?: string } = {}
): Promise<DraftLine[]> {
	const db = platform.database.read;
	const drafts = (await openDrafts(db, kind)).filter((draft) => fact === undefined || draft.fact === fact);
	const names = await namesOf(
		db,
		drafts.flatMap(({ savedBy, plan }) => (plan ? [savedBy, plan.by] : [savedBy]))
	);
	return drafts.map((draft) => ({
		kind: draft.kind,
		fact: draft.fact,
		name: say(nameWords(draft.value), reader.language) || draft.fact,
		by: names.get(draft.savedBy) ?? '',
		at: draft.savedAt,
		refused: draft.refused,
		plan: draft.plan && { ...draft.plan, by: names.get(draft.plan.by) ?? '' }
	}));
}
