// SPDX-License-Identifier: Apache-2.0
// How a meeting lists its documents, which takes the place of which, and which meeting is to come.
import { describe, expect, it } from 'vitest';
import { compareDocuments, compareItems, decisionFrom, documentFrom, groupOf, parityOf, parityOfAll } from './document.ts';
import { isUpcoming, listedMeetings } from './meeting.ts';
import { relationsOf } from './relations.ts';

describe('a document', () => {
	it('is read whatever its answers hold', () => {
		expect(documentFrom({})).toMatchObject({ symbol: null, kind: 'other', files: [], agendaItems: [], outcome: false });
		expect(documentFrom({ symbol: 4, files: ['x', { file: 'a', language: 'fr' }], agendaItems: '6.1' } as never)).toMatchObject({
			symbol: null,
			files: [{ sha256: 'a', name: 'a', language: 'fr', size: 0 }],
			agendaItems: ['6.1']
		});
		expect(decisionFrom({ requests: [{ of: 'parties', what: { en: 'Report' }, by: '2026-01-01' }, 'odd'] } as never).requests).toEqual([
			{ of: 'parties', what: { en: 'Report' }, by: '2026-01-01', standing: null }
		]);
	});

	it('stands in its group', () => {
		const group = (kind: string, more = {}) => groupOf({ kind, group: null, outcome: false, ...more });
		expect(group('official')).toBe('official');
		expect(group('official', { outcome: true })).toBe('outcomes');
		expect(group('crp')).toBe('plenary');
		expect(group('crp', { group: 'working-group-2' })).toBe('working-group-2');
		expect(group('official', { group: 'working-group-2' })).toBe('official');
		expect(group('statement')).toBe('statements');
		expect(group('draft-decision')).toBe('draft-decisions');
		expect(group('whatever')).toBe('other');
	});

	it('comes in the order of the agenda and of symbols', () => {
		expect(['10', '6.10', 'other', '6.2', '6', '6.1.1', '6.1'].sort(compareItems)).toEqual(['6', '6.1', '6.1.1', '6.2', '6.10', '10', 'other']);
		const listed = [
			{ symbol: null, title: 'b' },
			{ symbol: 'UNEP/MC/COP.6/10', title: '' },
			{ symbol: null, title: 'a' },
			{ symbol: 'UNEP/MC/COP.6/2', title: '' }
		].sort(compareDocuments);
		expect(listed.map(({ symbol, title }) => symbol ?? title)).toEqual(['UNEP/MC/COP.6/2', 'UNEP/MC/COP.6/10', 'a', 'b']);
	});

	it('says which languages are missing', () => {
		expect(parityOf(['fr', 'en', 'de', 'fr'])).toEqual({ there: ['en', 'fr'], missing: ['ar', 'es', 'ru', 'zh'] });
		expect(parityOfAll([parityOf(['en', 'fr']), parityOf(['en']), parityOf([])]).find(({ language }) => language === 'en')).toEqual({
			language: 'en',
			there: 2
		});
	});
});

describe('relations', () => {
	const document = (symbol: string, ...supersedes: string[]) => ({ symbol, supersedes });

	it('go both ways, by what was said and by the symbol alone', () => {
		const relations = relationsOf([
			document('UNEP/MC/COP.6/1'),
			document('UNEP/MC/COP.6/1/Rev.1'),
			document('UNEP/MC/COP.6/1/Add.1'),
			document('UNEP/MC/COP.6/9', 'unep/mc/cop.6/3', 'UNEP/MC/COP.6/9')
		]);
		expect(relations.get('unep/mc/cop.6/1')).toEqual({
			replaces: [],
			replacedBy: ['UNEP/MC/COP.6/1/Rev.1'],
			belongsTo: null,
			parts: ['UNEP/MC/COP.6/1/Add.1']
		});
		expect(relations.get('unep/mc/cop.6/1/rev.1')?.replaces).toEqual(['UNEP/MC/COP.6/1']);
		expect(relations.get('unep/mc/cop.6/1/add.1')?.belongsTo).toBe('UNEP/MC/COP.6/1');
		expect(relations.get('unep/mc/cop.6/3')?.replacedBy).toEqual(['UNEP/MC/COP.6/9']);
		expect(relations.get('unep/mc/cop.6/9')?.replaces).toEqual(['unep/mc/cop.6/3']);
	});

	it('say a thing once where it is said twice', () => {
		const relations = relationsOf([document('UNEP/MC/COP.6/1/Rev.1', 'UNEP/MC/COP.6/1')]);
		expect(relations.get('unep/mc/cop.6/1')?.replacedBy).toEqual(['UNEP/MC/COP.6/1/Rev.1']);
	});
});

describe('meetings', () => {
	const meeting = (id: string, start: string | null, end = start) => ({ id, body: id.slice(0, 3) as 'COP', start, end, status: 'sourced' });
	const all = [
		meeting('COP1', '2017-09-24', '2017-09-29'),
		meeting('COP6', '2025-11-03', '2025-11-07'),
		meeting('COP7', null),
		meeting('ICC4', null),
		meeting('ICC5', '2024-03-01')
	];

	it('are to come until their last day is over', () => {
		expect(isUpcoming(all[1] as never, all, '2025-11-07')).toBe(true);
		expect(isUpcoming(all[1] as never, all, '2025-11-08')).toBe(false);
	});

	it('without a day are to come, unless a later one was held', () => {
		expect(isUpcoming(all[2] as never, all, '2026-01-01')).toBe(true);
		expect(isUpcoming(all[3] as never, all, '2026-01-01')).toBe(false);
	});

	it('are listed by body and year, the newest first', () => {
		const { upcoming, bodies } = listedMeetings(all, '2026-01-01');
		expect(upcoming.map(({ id }) => id)).toEqual(['COP7']);
		expect(bodies.map(({ body, years }) => [body, years.map(({ year }) => year)])).toEqual([
			['COP', ['2025', '2017']],
			['ICC', [null, '2024']]
		]);
	});
});
