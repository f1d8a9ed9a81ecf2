// SPDX-License-Identifier: Apache-2.0
// A register as its page shows it: names put to owners, and what one may choose from. Pure.
import type { Convention } from '#convention/convention.ts';
import { type Language, locales } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import { type Cell, dayOf, type PublicFile, type Standing, standings } from './register.ts';
import type { RegisterRead } from './register-asked.ts';

/** A cell with the name of whom it names. */
export type ShownCell = Exclude<Cell, { is: 'owner' }> | { is: 'owner'; kind: string; id: string; words: Words };

export interface ShownRow {
	id: string;
	standing: Standing;
	cells: ShownCell[];
	files: PublicFile[];
	record: {
		id: string;
		revision: number;
		demo: boolean;
		publishedOn: string;
		supersededBy: string | null;
		reason: string | null;
		withdrawnSince: string | null;
	} | null;
}

export function shownRegister({ register, day, counts, total, rows, nameOf, demo }: RegisterRead, convention: Convention, language: Language) {
	const { compare } = new Intl.Collator(locales[language]);
	const choice = ({ id, words }: { id: string; words: Words }) => ({ id, name: say(words, language) || id });
	return {
		id: register.id,
		title: register.title,
		intro: register.intro,
		article: register.article,
		decision: register.decision,
		status: register.status,
		source: register.source,
		columns: register.columns,
		fed: register.definitions.length > 0,
		// What can run out, or is in force for some: those standings are offered even where no row has them now.
		standings: standings.filter(
			(standing) => counts[standing] || (register.timed && (standing === 'in-force' || (register.definitions.length > 0 && standing === 'expired')))
		),
		day,
		counts,
		total,
		demo,
		rows: rows.map(({ id, standing, cells, files, entry }): ShownRow => ({
			id,
			standing,
			cells: cells.map((cell) => (cell.is === 'owner' ? { ...cell, words: nameOf(cell) } : cell)),
			files,
			record: entry && {
				id: entry.recordId,
				revision: entry.revision,
				demo: entry.demo,
				publishedOn: dayOf(entry.publishedAt),
				supersededBy: entry.supersededBy,
				reason: entry.reason,
				withdrawnSince: entry.withdrawnSince ?? null
			}
		})),
		parties: convention
			.parties(day)
			.map(({ id, name }) => choice({ id, words: name }))
			.sort((a, b) => compare(a.name, b.name)),
		regions: convention.entries('regions').map(choice)
	};
}
