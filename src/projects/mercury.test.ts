// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Language } from '#text/languages.ts';
import { type Classified, mercuryOf, type Programme } from './mercury.ts';

const programmes: Programme[] = [
	{
		id: 'gold',
		title: 'Gold',
		status: 'sourced',
		source: '',
		parent: { scheme: 'gef', id: '9602' },
		parts: ['9708'],
		names: ['GEF GOLD', 'planetGOLD'],
		mercury: 'yes'
	},
	{ id: 'islands', title: 'Islands', status: 'to-verify', source: '', parts: [], names: ['Development in SIDS'], mercury: 'doubtful' }
];
const project = (title: string, more: Partial<Classified> = {}, language: Language = 'en'): Classified => ({
	identifier: { scheme: 'gef', id: '1' },
	others: [],
	title: { [language]: title },
	focalAreas: [],
	tags: [],
	...more
});
const verdict = (title: string, more: Partial<Classified> = {}) => mercuryOf(project(title, more), programmes).verdict;

describe('a title says that a project is about mercury', () => {
	test.each([
		'Development of a Minamata Initial Assessment',
		'Phase-out of mercury-containing thermometers',
		'Artisanal and small-scale gold mining (ASGM) in Peru',
		'Removal of Barriers to Cleaner Artisanal Gold Mining',
		'Évaluation initiale de Minamata au Bénin',
		'Réduction du mercure dans l’orpaillage',
		'Gestión racional del mercurio',
		'Minería de oro artesanal y de pequeña escala',
		'Gestão do mercúrio',
		'Снижение выбросов ртути',
		'Кустарная и мелкомасштабная добыча золота',
		'Первоначальная оценка по Минаматской конвенции',
		'التقييم الأولي لاتفاقية ميناماتا',
		'إدارة الزِّئْبَق والزئبـق',
		'汞污染防治',
		'关于汞的水俣公约初步评估',
		'手工和小规模金矿开采'
	])('%s', (title) => expect(verdict(title)).toBe('yes'));

	test.each([
		'Gold coast: a biodiversity corridor',
		'Golden Stream Watershed',
		'Energy saving in Mercedes',
		'Merchants and mercantile law',
		'Charcoal and lamps in rural areas',
		'Diversidad biológica y el oro azul',
		'Encouraging marigold growers',
		'Chlorine-free paper',
		'De-risking investment',
		'汽车能效',
		''
	])('%j does not', (title) => expect(verdict(title)).toBe('no'));

	test.each([
		"Enhancing Biodiversity Protection in Guyana's Gold Mining Sector",
		'Heavy metals in rivers',
		'Healthcare waste in ten hospitals',
		'Implementing Low and Non-Chemical Development in SIDS',
		'Conversion of the chlor-alkali industry'
	])('%s: an editor looks', (title) => expect(verdict(title)).toBe('doubtful'));
});

describe('what else speaks for it', () => {
	test('the tag that the reporter gave for the Convention, and no other list that happens to have that word', () => {
		expect(verdict('A project', { tags: ['tag-99:minamata'] })).toBe('yes');
		expect(verdict('A project', { tags: ['marker-99:Minamata'] })).toBe('yes');
		expect(verdict('A project', { tags: ['tag-1:minamata', 'sector-99:minamata'] })).toBe('no');
	});
	test('its programme: by its own number, by another list’s number, by its parent', () => {
		for (const more of [
			{ identifier: { scheme: 'gef', id: '9708' } },
			{ others: [{ scheme: 'gef', id: '9602' }] },
			{ parent: { scheme: 'gef', id: '9602' } }
		])
			expect(verdict('A project', more)).toBe('yes');
		expect(verdict('A project', { identifier: { scheme: 'sip', id: '9708' } })).toBe('no');
		expect(verdict('A planetGOLD exchange')).toBe('yes');
	});
	test('a focal area called mercury; chemicals and pollutants alone do not', () => {
		expect(verdict('A project', { focalAreas: ['Chemicals and Waste', 'Mercury'] })).toBe('yes');
		expect(verdict('A project', { focalAreas: ['Chemicals and Waste'] })).toBe('no');
		expect(verdict('A project', { focalAreas: ['Persistent Organic Pollutants'] })).toBe('no');
	});
	test('a description only raises a doubt, unless it says much', () => {
		expect(verdict('A project', { description: { en: 'Waste, among it mercury, is collected.' } })).toBe('doubtful');
		expect(verdict('A project', { description: { en: 'Mercury in artisanal gold mining, under the Minamata Convention.' } })).toBe('yes');
	});
});

test('every verdict tells its reasons, the heaviest first, with the words as they stand', () => {
	const {
		because,
		confidence,
		verdict: said
	} = mercuryOf(project('Mercury Reduction in Gold Mining; mercury again', { focalAreas: ['Chemicals and Waste', 'Biodiversity'] }), programmes);
	expect([said, confidence]).toEqual(['yes', 0.95]);
	expect(because).toEqual([
		{ rule: 'mercury', weight: 0.9, where: 'title', saw: ['Mercury', 'mercury'] },
		{ rule: 'gold-mining', weight: 0.45, where: 'title', saw: ['Gold Mining'] },
		{ rule: 'focal-chemicals', weight: 0.1, where: 'focal-area', saw: ['Chemicals and Waste'] }
	]);
});

test('a text of any length and kind is judged quickly', () => {
	for (const text of ['artisanal '.repeat(5000), 'gold'.repeat(20_000), '('.repeat(10_000), '\ud800 mercury'])
		expect(['yes', 'no', 'doubtful']).toContain(mercuryOf(project(text.slice(0, 60_000), { description: { en: text } }), programmes).verdict);
});
