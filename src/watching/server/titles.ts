// SPDX-License-Identifier: Apache-2.0
// What is followed, in the reader's words. null where there is no such register, area, Party, article, record or cycle.
import { facetLabels } from '#catalogue/facets.ts';
import { facetNames } from '#catalogue/question.ts';
import { registerOf } from '#catalogue/registers.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import type { World } from '#catalogue/server/project.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { Watched } from '../watched.ts';

export async function titleOf(db: Reading, world: World, watched: Watched, reader: Reader): Promise<string | null> {
	const { definitions, convention } = world;
	const { t, language } = reader;
	const said = (words: Words | undefined) => (words ? say(words, language) : null);
	const chosen = facetNames.flatMap((name) => {
		const value = watched.facets[name];
		return value ? [say(facetLabels(name, [{ value, count: 0 }], value, definitions, convention)[0]?.words, language) || value] : [];
	});
	const head = await headOf();
	return head === null ? null : [head, ...chosen].join(' · ');

	async function headOf(): Promise<string | null> {
		const named = (kind: 'register' | 'area' | 'party' | 'article' | 'reporting', name: string | null) =>
			name === null ? null : t(`watching.of.${kind}`, { name, id: watched.id });
		switch (watched.kind) {
			case 'search':
				if (watched.words) return t('watching.of.search', { words: watched.words });
				return t(chosen.length ? 'watching.of.published' : 'watching.of.everything');
			case 'register':
				return named('register', said((await registerOf(definitions, watched.id))?.title));
			case 'area':
				return named('area', said(convention.area(watched.id)?.name));
			case 'party':
				return named('party', said(convention.state(watched.id)?.name));
			case 'article':
				return named('article', said(convention.entry('articles', watched.id)?.words));
			case 'reporting':
				return named('reporting', said(convention.cycle(watched.id)?.name));
			case 'record': {
				const entry = await findEntry(db, watched.id);
				return entry ? t('watching.of.record', { name: say(entry.title, language) || entry.recordId, id: entry.recordId }) : null;
			}
			case 'list': {
				const names = watched.types.flatMap((type) => say(definitions.current(type)?.form.words['form.short'], language) || []);
				return names.length ? t('watching.of.list', { name: [...new Set(names)].join(', ') }) : null;
			}
		}
	}
}
