// SPDX-License-Identifier: Apache-2.0
// Activities of IATI 2.01 to 2.03, of the GEF or of any other publisher, as projects found. One activity is held at a time.
import { cutOff, type Found, type Refused, type Scope, type Told } from '#projects/found.ts';
import { plain, seen } from '../harvest/plain-text.ts';
import { scopeOf } from '../harvest/places.ts';
import { bare, type HarvestTables } from '../harvest/tables.ts';
import { ActivityStream, type Node } from './activity-stream.ts';
import { activityScopes, dateTypes, otherIdentifiers, related, roles, statuses, worldRegion } from './codes.ts';
import { fundingsOf, isGef, type Organisation, organisationOf } from './money.ts';
import { all, narrative, one, wordsOf } from './nodes.ts';

/** The encoding that a file names in its first line, when no mark does. */
function decoderFor(head: Uint8Array): TextDecoder {
	const text = new TextDecoder('latin1').decode(head.subarray(0, 200));
	if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
	if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
	const named = /^\s*<\?xml[^>]*\bencoding=["']([\w-]+)["']/.exec(text)?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(/^utf-?16/i.test(named) ? 'utf-8' : named);
	} catch {
		return new TextDecoder();
	}
}

export async function* iatiProjects(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, tables: HarvestTables): AsyncGenerator<Told> {
	const stream = new ActivityStream();
	const before = new Set<string>();
	let decoder: TextDecoder | undefined;
	let row = 0;
	const told = (pieces: ReturnType<ActivityStream['write']>): Told[] =>
		pieces.map((piece) => {
			row += 1;
			return 'bad' in piece ? { refused: { row, ...piece.bad } } : projectOf(piece.activity, row, tables, before);
		});
	for await (const part of bytes) {
		decoder ??= decoderFor(part);
		yield* told(stream.write(decoder.decode(part, { stream: true })));
		if (stream.fault) return yield { fault: stream.fault };
	}
	yield* told(stream.write(decoder?.decode() ?? ''));
	const { pieces, whole } = stream.end();
	yield* told(pieces);
	if (stream.fault) yield { fault: stream.fault };
	else if (!whole) yield { refused: { row: row + 1, code: cutOff, seen: stream.unfinished } };
}

function projectOf(activity: Node, row: number, tables: HarvestTables, before: Set<string>): Told {
	const id = plain(one(activity, 'iati-identifier')?.text ?? '');
	const refused = (code: string, values?: Record<string, string>): Told => ({
		refused: { row, code, seen: seen(id || narrativeIn(activity, 'title')), ...(values ? { values } : {}) }
	});
	if (!id) return refused('no-identifier');
	if (id.length > 200) return refused('identifier-strange', { id: seen(id) });
	if (before.has(id)) return refused('identifier-again', { id, row: '' });
	const usual = activity.attributes['xml:lang'] ?? 'en';
	const title = wordsOf(one(activity, 'title'), usual);
	if (!Object.keys(title.words).length) return refused('no-title');
	// A copy: a piece of a text keeps the whole text in memory.
	before.add(Buffer.from(id).toString());

	const doubts: Refused[] = [];
	const doubt = (code: string, text: string) => void doubts.push({ row, code, seen: seen(text) });
	if (title.strange) doubt('language-other', title.strange);
	const reporter = organisationOf(one(activity, 'reporting-org'), tables);
	const found: Found = { ...bare({ scheme: 'iati', id }, row, saidIn(activity)), title: title.words };

	const { words: description } = wordsOf(
		all(activity, 'description').find(({ attributes }) => (attributes.type ?? '1') === '1') ?? one(activity, 'description'),
		usual
	);
	if (Object.keys(description).length) found.description = description;
	found.others = otherNumbers(activity, reporter, id);
	Object.assign(found, placesOf(activity, tables, doubt));
	found.agencies = agenciesOf(activity, reporter, tables);
	Object.assign(found, datesOf(activity, doubt));
	found.fundings = fundingsOf(activity, reporter, tables, doubt);

	const status = plain(one(activity, 'activity-status')?.attributes.code ?? '');
	if (status) {
		found.stateSaid = status;
		found.state = statuses.get(status) ?? 'unknown';
		if (!statuses.has(status)) doubt('status-unknown', status);
	}
	const relations = all(activity, 'related-activity').map(({ attributes }) => ({ type: attributes.type, ref: plain(attributes.ref ?? '') }));
	const parent = relations.find(({ type, ref }) => type === related.parent && ref && ref !== id);
	const gef = found.others.find(({ scheme }) => scheme === 'gef');
	const known = gef ? tables.programme(gef) : { isProgramme: false };
	if (parent) found.parent = { scheme: 'iati', id: parent.ref };
	else if (known.parent) found.parent = known.parent;
	found.isProgramme = known.isProgramme || relations.some(({ type, ref }) => type === related.child && ref && ref !== id);

	found.links = [...new Set(all(activity, 'document-link').map(({ attributes }) => plain(attributes.url ?? '')))].filter(isWeb).slice(0, 20);
	found.tags = tagsOf(activity);
	return { found, doubts };
}

const isWeb = (address: string): boolean => ['http:', 'https:'].includes(URL.parse(address)?.protocol ?? '') && address.length <= 2000;
const narrativeIn = (activity: Node, name: string): string => {
	const node = one(activity, name);
	return node ? narrative(node) : '';
};

/** The GEF's number of a project, and identifiers that it had before. */
function otherNumbers(activity: Node, reporter: Organisation, id: string): Found['others'] {
	const others = new Map<string, Found['others'][number]>();
	for (const node of all(activity, 'other-identifier')) {
		const { type = '', ref: said = '' } = node.attributes;
		const ref = plain(said);
		const owner = one(node, 'owner-org');
		const byGef = owner ? isGef({ ref: plain(owner.attributes.ref ?? ''), name: narrative(owner) }) : false;
		const own = type === otherIdentifiers.own && isGef(reporter);
		const number = /^(?:GEF)?\D{0,8}(\d{1,6})$/i.exec(ref)?.[1];
		if (number && ((type === otherIdentifiers.others && byGef) || own)) others.set(`gef ${number}`, { scheme: 'gef', id: String(Number(number)) });
		else if (type === otherIdentifiers.previous && ref && ref !== id) others.set(`iati ${ref}`, { scheme: 'iati', id: ref });
	}
	return [...others.values()];
}

function placesOf(
	activity: Node,
	tables: HarvestTables,
	doubt: (code: string, seen: string) => void
): Pick<Found, 'parties' | 'unknownPlaces' | 'scope' | 'shares'> {
	const said = all(activity, 'recipient-country');
	// Where the activity itself names none, its transactions may.
	const countries = said.length ? said : all(activity, 'transaction').flatMap((transaction) => all(transaction, 'recipient-country'));
	const parties = new Set<string>();
	const unknown = new Set<string>();
	const shares: Record<string, string> = {};
	let sum = 0;
	for (const node of countries) {
		const code = plain(node.attributes.code ?? '');
		const state = tables.places.coded(code);
		if (!state) {
			const name = narrative(node) || code;
			if (name && !unknown.has(name)) doubt('place-unknown', name);
			unknown.add(name);
			continue;
		}
		parties.add(state);
		const percentage = plain(node.attributes.percentage ?? '');
		if (!said.length || !percentage) continue;
		if (!/^\d{1,3}(?:\.\d{1,10})?$/.test(percentage) || Number(percentage) > 100) doubt('share-unreadable', percentage);
		else {
			shares[state] = percentage;
			sum += Number(percentage);
		}
	}
	if (sum > 100.5) doubt('shares-over', String(sum));
	const scopes = new Set<Scope>();
	const scope = activityScopes.get(one(activity, 'activity-scope')?.attributes.code ?? '');
	if (scope) scopes.add(scope);
	for (const { attributes } of all(activity, 'recipient-region')) scopes.add(attributes.code === worldRegion ? 'global' : 'regional');
	const whole = scopeOf(scopes, parties.size, unknown.size) ?? (scopes.has('national') && parties.size < 2 ? 'national' : undefined);
	return {
		parties: [...parties],
		unknownPlaces: [...unknown].filter(Boolean),
		...(whole ? { scope: whole } : {}),
		...(Object.keys(shares).length ? { shares } : {})
	};
}

/** Who extends or implements; the reporter, where it is an agency that is known. */
function agenciesOf(activity: Node, reporter: Organisation, tables: HarvestTables): string[] {
	const doing = all(activity, 'participating-org')
		.filter(({ attributes: { role } }) => role === roles.extending || role === roles.implementing)
		.map((node) => organisationOf(node, tables).name);
	const own = tables.isAgency(reporter.name) ? [reporter.name] : [];
	return [...new Set([...own, ...doing])].filter(Boolean).slice(0, 50);
}

function datesOf(activity: Node, doubt: (code: string, seen: string) => void): Pick<Found, 'start' | 'end'> {
	const day = (type: string): string | undefined => {
		const said = plain(all(activity, 'activity-date').find(({ attributes }) => attributes.type === type)?.attributes['iso-date'] ?? '');
		if (!said) return undefined;
		const date = said.slice(0, 10);
		const read = /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T00:00:00Z`) : undefined;
		if (read && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date)) return date;
		return void doubt('day-unreadable', said);
	};
	const start = day(dateTypes.actualStart) ?? day(dateTypes.plannedStart);
	const end = day(dateTypes.actualEnd) ?? day(dateTypes.plannedEnd);
	if (start && end && end < start) doubt('days-turned', `${start} – ${end}`);
	return { ...(start ? { start } : {}), ...(end ? { end } : {}) };
}

/** `sector-1:14050`, `tag-99:minamata`, `marker-1:2`. */
function tagsOf(activity: Node): string[] {
	const kinds = [
		['sector', 'sector'],
		['tag', 'tag'],
		['policy-marker', 'marker']
	] as const;
	const tags = kinds.flatMap(([element, kind]) =>
		all(activity, element)
			.filter(({ attributes }) => plain(attributes.code ?? '') && attributes.significance !== '0')
			.map(({ attributes }) => `${kind}-${plain(attributes.vocabulary ?? '1')}:${plain(attributes.code ?? '')}`.slice(0, 200))
	);
	return [...new Set(tags)].slice(0, 100);
}

/** What stood in the file, element by element, in short. */
function saidIn(activity: Node): Record<string, string> {
	const said: Record<string, string[]> = {};
	for (const node of activity.children) {
		if (node.name === 'description' || node.name === 'document-link') continue;
		const { 'xml:lang': _, ...attributes } = node.attributes;
		const inner = node.children
			.filter(({ name }) => name !== 'narrative')
			.map((child) => plain(child.text) || Object.values(child.attributes).map(plain).join(' '));
		const text = [...Object.values(attributes).map(plain), ...inner, narrative(node)].filter(Boolean).join(' · ');
		const list = (said[node.name] ??= []);
		if (text && list.length < 30) list.push(seen(text));
	}
	return Object.fromEntries(Object.entries(said).map(([name, texts]) => [name, texts.join(' | ').slice(0, 4000).toWellFormed()]));
}
