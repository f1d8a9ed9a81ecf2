import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { openToTheCommittee } from '#reporting/server/look.ts';
import { soon, wishedStates } from '#reporting/server/clarifications.ts';
import { say } from '#text/words.ts';
import { wishFrom } from './asked.server.ts';
import { readsThreads, shownThreads } from './shown.server.ts';
import type { PageServerLoad } from './$types.ts';

/** All clarifications that the reader may read; for a reader of the Committee, what else there is to look at. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { person, convention, definitions, reader, platform } = locals;
	if (!readsThreads(person)) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const wish = wishFrom(url);
	const { language } = reader;
	const reads = person?.roles.some(({ role }) => role === 'committee-reader') ?? false;
	const open = reads ? await openToTheCommittee(platform.database.read, person, wish) : null;
	return {
		wish,
		threads: await shownThreads(locals, wish),
		states: wishedStates,
		soon,
		parties: convention.states
			.map(({ id, name }) => ({ id, name: say(name, language) || id }))
			.toSorted((a, b) => new Intl.Collator(language).compare(a.name, b.name)),
		open: open?.map(({ id, type, owner, changedAt, demo }) => ({
			id,
			demo,
			changedAt,
			name: convention.state(owner)?.name ?? { en: owner },
			typeName: definitions.current(type)?.form.words['form.short'] ?? {}
		})),
		mayFilterParty: may(person, 'queue.read') || reads
	};
};
