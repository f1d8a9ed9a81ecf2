// SPDX-License-Identifier: Apache-2.0
// Which pages have a card and what stands on it; the finished ones that were asked for last are kept.
import { createHash } from 'node:crypto';
import { registerOf } from '#catalogue/registers.ts';
import { publicPage } from '#catalogue/public-page.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { named } from '#catalogue/server/naming.ts';
import { pageAt } from '#catalogue/server/sections.ts';
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Reader } from '#text/message.ts';
import { choose, say, type Words } from '#text/words.ts';
import { type Card, cardVersion } from '../card.ts';
import { drawCard } from './draw.ts';

export interface Asking {
	db: Reading;
	origin: string;
	definitions: Definitions;
	convention: Convention;
	reader: Reader;
	/** The installation shows demonstration content. */
	demonstration: boolean;
}

/** The card of a record, Party, register, area or article, or of the platform itself; undefined where there is no such page. */
export async function cardOf(asking: Asking, kind: string, id: string): Promise<Card | undefined> {
	const { db, origin, definitions, convention, reader } = asking;
	const { t, language } = reader;
	const site = t('site.name');
	const card = (sort: string, words: Words | undefined, path: string, more: Partial<Card> = {}): Card | undefined => {
		const said = choose(words, language);
		return said && { language, site, kind: sort, title: said, below: '', demonstration: null, address: `${new URL(origin).host}${path}`, ...more };
	};
	switch (kind) {
		case 'site':
			return id === 'home'
				? card(t('home.title'), { [language]: site }, `/${language}`, { demonstration: asking.demonstration ? t('look.demonstration') : null })
				: undefined;
		case 'records': {
			const entry = await findEntry(db, id);
			const [shown] = entry ? await named(db, [entry], definitions, convention) : [];
			if (!shown) return undefined;
			const title = choose(shown.title, language) ? shown.title : { [language]: id };
			const demonstration = shown.demo ? t('look.demonstration') : null;
			const state = shown.state === 'published' ? '' : ` · ${t(`watching.event.${shown.state}`)}`;
			const path = entry ? publicPage(entry) : '';
			return card(say(shown.type, language), title, path.startsWith('/records/') ? path : `/${language}${path}`, {
				below: say(shown.owner, language) + state,
				demonstration
			});
		}
		// A call and a page of the site are records, and are shared by the addresses at which they are read.
		case 'calls':
			return cardOf(asking, 'records', id);
		case 'pages': {
			const page = await pageAt(db, id);
			return page && cardOf(asking, 'records', page.recordId);
		}
		case 'meetings': {
			const meeting = convention.one('meeting', id);
			const days = meeting?.start ? [meeting.start, meeting.end].filter((each, at, all) => each && all.indexOf(each) === at).join(' – ') : '';
			const place = say(meeting?.place ?? undefined, language);
			return card(t('library.meetings'), meeting?.name, `/${language}/meetings/${id}`, { below: [days, place].filter(Boolean).join(' · ') });
		}
		case 'parties':
			return card(t('site.parties'), convention.state(id)?.name, `/${language}/parties/${id}`);
		case 'areas':
			return card(t('site.areas'), convention.area(id)?.name, `/${language}/areas/${id}`);
		case 'articles':
			return card(t('register.article', { article: id }), convention.entry('articles', id)?.words, `/${language}/articles/${id}`);
		case 'registers':
			return card(t('site.registers'), (await registerOf(definitions, id))?.title, `/${language}/registers/${id}`);
		default:
			return undefined;
	}
}

/** Names what is on the card: known before anything is drawn. */
export const cardTag = (card: Card): string =>
	`"${createHash('sha256')
		.update(JSON.stringify([cardVersion, card]))
		.digest('base64url')
		.slice(0, 27)}"`;

const most = 100;
const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Drawn once for all who ask meanwhile. */
export function drawn(card: Card): Promise<Uint8Array<ArrayBuffer>> {
	const tag = cardTag(card);
	const known = kept.get(tag);
	if (known) {
		kept.delete(tag);
		kept.set(tag, known);
		return known;
	}
	const drawing = drawCard(card);
	kept.set(tag, drawing);
	drawing.catch(() => kept.delete(tag));
	for (const old of kept.keys()) {
		if (kept.size <= most) break;
		kept.delete(old);
	}
	return drawing;
}
