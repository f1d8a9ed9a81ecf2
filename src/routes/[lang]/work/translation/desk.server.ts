// Whose texts a person translates, and a record opened in one language: what the pages and files of the translation desk share.
import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { type Person, speaksFor } from '#people/person.ts';
import { linesOf, type Line, type Owner } from '#translation/server/overview.ts';
import { openTranslation } from '#translation/server/translations.ts';
import { isUnitState, type UnitState } from '#translation/unit.ts';
import { isLanguage, type Language } from '#text/languages.ts';

export function ownersOf(person: Person | null): Owner[] {
	const own = person ? speaksFor(person).map(({ ownerKind, owner }) => ({ kind: ownerKind, id: owner })) : [];
	const all: Owner[] = [{ kind: 'secretariat', id: 'secretariat' }, ...own];
	return all.filter(({ kind, id }) => may(person, 'translation.edit', { ownerKind: kind, owner: id }));
}

export const linesFor = ({ platform, definitions, person }: App.Locals): Promise<Line[]> =>
	linesOf(platform.database.read, definitions, ownersOf(person));

export const targetIn = (text: string | undefined): Language => {
	if (!isLanguage(text)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return text;
};

export async function openFor({ platform, definitions, person }: App.Locals, id: string) {
	const opened = await openTranslation(platform.database.fresh, definitions, person, id);
	if (!opened) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return opened;
}

/** Of a record with a draft the draft is what is worked on. */
export function working(lines: readonly Line[]): Line[] {
	const drafts = new Set(lines.filter(({ copy }) => copy === 'draft').map(({ record }) => record));
	return lines.filter(({ copy, record }) => copy === 'draft' || !drafts.has(record));
}

const toDo: readonly UnitState[] = ['missing', 'stale', 'machine', 'draft'];

/** What waits in one language, or only what is in one state. */
export const queued = (lines: readonly Line[], into: Language, state: string | null): Line[] =>
	working(lines).filter(({ coverage }) => (isUnitState(state) ? [state] : toDo).some((each) => coverage[into][each] > 0));
