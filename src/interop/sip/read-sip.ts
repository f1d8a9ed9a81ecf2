// SPDX-License-Identifier: Apache-2.0
// Awards of the Specific International Programme: a workbook with a row for each, or the list that the platform comes with. No list of titles and amounts is
// known to be public; what is not said stays empty. Pure.
import { cutOff, type Found, type Refused, type Told } from '#projects/found.ts';
import { amountOf } from '../harvest/amounts.ts';
import { readPlaces } from '../harvest/places.ts';
import { plain, seen } from '../harvest/plain-text.ts';
import { saidIn, type Table, textAt } from '../harvest/table.ts';
import { bare, type HarvestTables } from '../harvest/tables.ts';
import { dayOf } from '../table-source/day.ts';
import { type MappedField, proposeMapping } from '../table-source/mapping.ts';
import { stateOf } from '../table-source/read-table.ts';

const fund = 'Specific International Programme';
const needed = ['period', 'countries'] as const;

/** `2`, `Round 2`, `2nd round`, `Second round`. */
export function roundOf(cell: string): number | undefined {
	const text = plain(cell).normalize('NFKC').toLowerCase();
	const figure = /(?<!\d)(\d{1,2})(?!\d)/.exec(text)?.[1];
	if (figure) return Number(figure) || undefined;
	const ordinals = [
		/first|premi|primer|перв|الأولى|一/,
		/second|deuxi|segund|втор|الثانية|二/,
		/third|troisi|tercer|трет|الثالثة|三/,
		/fourth|quatri|cuart|четв|الرابعة|四/,
		/fifth|cinqui|quint|пят|الخامسة|五/,
		/sixth|sixi|sext|шест|السادسة|六/
	];
	const at = ordinals.findIndex((pattern) => pattern.test(text));
	return at < 0 ? undefined : at + 1;
}

interface Award {
	row: number;
	id: string;
	round: number;
	title: string;
	said: Record<string, string>;
}

const award = ({ row, id, round, title, said }: Award): Found => ({
	...bare({ scheme: 'sip', id }, row, said),
	title: title ? { en: title } : {},
	period: `SIP round ${round}`,
	// An award is an approval, whatever came of it.
	state: 'approved'
});

export function* sipProjects(table: Table, tables: HarvestTables): Generator<Told> {
	const { columns } = proposeMapping(table.head, 'sip', 'en');
	const missing = needed.filter((field) => !columns[field]).map((field) => ({ period: 'Round', countries: 'Country' })[field]);
	if (missing.length) return yield { fault: { code: 'headers-missing', values: { names: missing.join(', ') } } };
	const places = new Map((Object.entries(columns) as [MappedField, string][]).map(([field, head]) => [field, table.head.indexOf(head)]));
	const before = new Map<string, number>();
	for (const row of table.rows) {
		const cell = (field: MappedField): string => {
			const at = places.get(field);
			const text = at === undefined ? '' : plain(textAt(row, at));
			return /^[-–—]$/.test(text) ? '' : text;
		};
		const said = saidIn(row, table.head);
		const refused = (code: string, values?: Record<string, string>): Told => ({
			refused: { row: row.number, code, seen: seen(Object.values(said).join(' | ')), ...(values ? { values } : {}) }
		});
		const round = roundOf(cell('period'));
		if (!round) {
			yield refused('round-unknown');
			continue;
		}
		const read = readPlaces(cell('countries'), tables.places, true);
		const key = cell('id') || (read.parties.length ? `SIP-R${round}-${read.parties.join('-')}` : '');
		if (!key) {
			yield refused(read.unknown.length ? 'place-unknown' : 'no-identifier');
			continue;
		}
		const stands = before.get(key);
		if (stands !== undefined) {
			yield refused('identifier-again', { id: key, row: String(stands) });
			continue;
		}
		before.set(key, row.number);
		const doubts: Refused[] = [];
		const doubt = (code: string, text: string) => void doubts.push({ row: row.number, code, seen: seen(text) });
		const found = award({ row: row.number, id: key, round, title: cell('title') || cell('title.en'), said });
		found.parties = read.parties;
		if (read.scope) found.scope = read.scope;
		found.unknownPlaces = [...read.unknown, ...read.withoutState];
		for (const name of found.unknownPlaces) doubt('place-unknown', name);
		const amount = amountOf(cell('grant'), { currency: 'USD' });
		if (amount && 'fault' in amount) doubt(amount.fault, cell('grant'));
		else if (amount) found.fundings = [{ ...amount, source: fund, kind: 'grant' }];
		for (const field of ['start', 'end'] as const) {
			const day = cell(field) ? dayOf(cell(field), undefined, table.workbook) : undefined;
			if (day) found[field] = day;
			else if (cell(field)) doubt('day-unreadable', cell(field));
		}
		found.agencies = [cell('agencies')].filter(Boolean).map((name) => tables.agency(name));
		const state = cell('state');
		if (state) {
			found.stateSaid = state;
			found.state = stateOf(state) ?? 'unknown';
			if (!stateOf(state)) doubt('status-unknown', state);
		}
		yield { found, doubts };
	}
	if (table.cut) yield { refused: { row: table.cut.row, code: cutOff, seen: table.cut.seen } };
}

/** The list that the platform comes with: seeds/projects/sip.json. */
export function* sipAwards(json: unknown, tables: HarvestTables): Generator<Told> {
	const projects = typeof json === 'object' && json !== null ? (json as { projects?: unknown }).projects : undefined;
	if (!Array.isArray(projects)) return yield { fault: { code: 'not-sip', values: {} } };
	const before = new Set<string>();
	for (const [at, each] of projects.entries()) {
		const row = at + 1;
		const fields = (typeof each === 'object' && each !== null ? each : {}) as Record<string, unknown>;
		const text = (name: string): string => (typeof fields[name] === 'string' || typeof fields[name] === 'number' ? plain(String(fields[name])) : '');
		const refused = (code: string): Told => ({ refused: { row, code, seen: seen(JSON.stringify(each) ?? '') } });
		const round = roundOf(text('round'));
		const state = tables.places.coded(text('country'));
		if (!text('id')) yield refused('no-identifier');
		else if (before.has(text('id'))) yield refused('identifier-again');
		else if (!round) yield refused('round-unknown');
		else if (!state) yield refused('place-unknown');
		else {
			before.add(text('id'));
			const said = Object.fromEntries(
				Object.keys(fields)
					.map((name) => [name, text(name)] as const)
					.filter(([, value]) => value)
			);
			const found = award({ row, id: text('id'), round, title: text('title'), said });
			[found.parties, found.scope] = [[state], 'national'];
			const amount = amountOf(text('amountUsd'), { currency: 'USD', decimal: '.' });
			if (amount && !('fault' in amount)) found.fundings = [{ ...amount, source: fund, kind: 'grant' }];
			yield { found, doubts: amount && 'fault' in amount ? [{ row, code: amount.fault, seen: seen(text('amountUsd')) }] : [] };
		}
	}
}
