// SPDX-License-Identifier: Apache-2.0
// The authorisation matrix, live: every operation of the API, for every role, on what is one's own and what is another's. What is expected is
// computed from may(); what is answered is asked of the API, with tokens that the people made.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '#api/operations.ts';
import { type Ability, may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { scopes } from '#people/token.ts';
import { movesFor, moveNames } from '#records/move.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { findRecord } from '#records/server/records.ts';
import { reading } from '#platform/server/database.ts';
import { type Exchange, information, openExchange } from '../exchange.ts';
import { adam, ama, edith, kofi, lena, nina, paul, ravi } from '../people.ts';

const people: Record<string, Person | null> = {
	anonymous: null,
	'focal point': ama,
	'contributor of the Party': kofi,
	'focal point of another Party': lena,
	organisation: nina,
	reviewer: ravi,
	editor: edith,
	publisher: paul,
	administrator: adam
};

let exchange: Exchange;
const tokens: Record<string, string | undefined> = {};
const records: Record<string, RecordEnvelope> = {};

beforeAll(async () => {
	exchange = await openExchange();
	for (const [name, person] of Object.entries(people)) tokens[name] = person ? (await exchange.token(person)).token : undefined;
	const ofOrganisation = await exchange.call('records', {
		method: 'POST',
		token: tokens.organisation,
		body: {
			type: 'art17-exchange-record',
			owner: { kind: 'organisation', id: 'clean-rivers' },
			answers: information('Own work', { authorKind: 'ngo' })
		}
	});
	const { id } = (await ofOrganisation.json()) as { id: string };
	const db = reading(exchange.world.database.kysely);
	const { draft, submitted, returned, notification, confidential, exemption, bilateral, restricted } = exchange.ids;
	for (const [name, record] of Object.entries({
		draft,
		submitted,
		returned,
		notification,
		confidential,
		exemption,
		bilateral,
		restricted,
		organisation: id
	}))
		records[name] = (await findRecord(db, record)) as RecordEnvelope;
}, 120_000);
afterAll(() => exchange.close());

/** 401, 403 and 404 refuse; whatever else is answered, the person may. */
const refuses = new Set([401, 403, 404]);

async function agrees(expected: boolean, who: string, path: string, wishes: Parameters<Exchange['call']>[1] = {}): Promise<void> {
	const reply = await exchange.call(path, { token: tokens[who], ...wishes });
	expect(reply.status, `${who} ${wishes?.method ?? 'GET'} ${path} ${JSON.stringify(wishes?.body ?? '')}`).toBeLessThan(500);
	expect(!refuses.has(reply.status), `${who} ${wishes?.method ?? 'GET'} ${path} ${JSON.stringify(wishes?.body ?? '')} → ${reply.status}`).toBe(
		expected
	);
}

type Rule = (who: string, person: Person | null) => Promise<void>;

const open =
	(...paths: string[]): Rule =>
	async (who) => {
		for (const path of paths) await agrees(true, who, path);
	};

/** Reading a record: what is not published is there for those alone who read everything of it, or whom it was sent to. */
const readable = (person: Person | null, record: RecordEnvelope): boolean =>
	may(person, 'record.read', record) && (record.published !== null || may(person, 'record.read-private', record));

const onRecords =
	(path: string, expected: (person: Person | null, record: RecordEnvelope) => boolean, wishes: Parameters<Exchange['call']>[1] = {}): Rule =>
	async (who, person) => {
		for (const record of Object.values(records)) await agrees(expected(person, record), who, path.replace('{id}', record.id), wishes);
	};

const submittedOnce = (record: RecordEnvelope): boolean => record.stage !== 'draft' || record.published !== null;
const mayTo = (ability: Ability) => (person: Person | null, record: RecordEnvelope) => person !== null && may(person, ability, record);

/** A move from a stage where it never begins: who may make it is told so, and nothing changes. */
const onMoves: Rule = async (who, person) => {
	for (const record of Object.values(records))
		for (const move of moveNames) {
			const table = movesFor(record, exchange.world.definitions.type(record.type));
			const { from, ability } = table[move] ?? {};
			if (!ability || (from?.stages.includes(record.stage) && from.states.includes(record.state))) continue;
			const seen = may(person, move === 'submit' ? 'draft.read' : 'record.read', record);
			await agrees(person !== null && seen && may(person, ability, record), who, `records/${record.id}/moves`, { method: 'POST', body: { move } });
		}
};

const onOwners: Rule = async (who, person) => {
	for (const [ownerKind, owner] of [
		['party', 'GHA'],
		['party', 'CHE'],
		['organisation', 'clean-rivers'],
		['secretariat', 'secretariat']
	] as const)
		await agrees(person !== null && may(person, 'record.begin', { ownerKind, owner }), who, 'records', {
			method: 'POST',
			body: { type: ownerKind === 'secretariat' ? 'news' : 'art17-exchange-record', owner: { kind: ownerKind, id: owner } }
		});
};

const rules: Record<string, Rule> = {
	getIndex: open(''),
	listRecords: open('records'),
	listRegisters: open('registers'),
	getRegister: open('registers/exemptions-annex-a'),
	listParties: open('parties'),
	getParty: open('parties/GHA'),
	listDeadlines: open('deadlines'),
	listCycles: open('cycles'),
	listProjects: open('projects'),
	getCycle: open('cycles/2021-2024'),
	listCycleParties: open('cycles/2021-2024/parties'),
	getQuestionStatistic: open('cycles/2021-2024/questions/q3-1'),
	compareReports: open('comparison?left=world&right=region:africa&cycle=2021-2024'),
	listAreas: open('areas'),
	listArticles: open('articles'),
	listConcepts: open('concepts'),
	getConcept: open('concepts/mercury'),
	listForms: open('forms'),
	getForm: open('forms/art7-notification'),
	getAnswersSchema: open('forms/art7-notification/schema'),
	searchLinkedResources: open('linked-resources?q=mercury'),
	searchRecords: open('search?q=mercury'),
	getFigures: open('figures'),
	getRecord: onRecords('records/{id}', (person, record) => readable(person, record) && submittedOnce(record)),
	listRevisions: onRecords('records/{id}/revisions', (person, record) => readable(person, record) && submittedOnce(record)),
	getRevision: onRecords('records/{id}/revisions/1', (person, record) => readable(person, record) && submittedOnce(record)),
	getReceipt: onRecords(
		'records/{id}/revisions/1/receipt',
		(person, record) => mayTo('record.read-private')(person, record) && submittedOnce(record)
	),
	getHistory: onRecords('records/{id}/history', (person, record) => may(person, 'record.read', record)),
	listClarifications: onRecords('records/{id}/clarifications', (person, record) => may(person, 'record.read', record)),
	// Files that are there are given out in writing.test.ts; here, that one that is not is there for nobody.
	getFile: onRecords(`records/{id}/files/${'f'.repeat(64)}`, () => false),
	getCaller: (who, person) => agrees(person !== null, who, 'me'),
	listOwnRecords: (who, person) => agrees(person !== null, who, 'me/records'),
	listReceivedRecords: (who, person) => agrees(person !== null, who, 'me/received'),
	listQueue: (who, person) => agrees(may(person, 'queue.read'), who, 'queue'),
	beginRecord: onOwners,
	getDraft: onRecords('records/{id}/draft', mayTo('draft.read')),
	getSharedWork: onRecords('records/{id}/shared-work', mayTo('draft.read')),
	checkDraft: onRecords('records/{id}/draft/findings', mayTo('draft.read')),
	saveAnswers: onRecords('records/{id}/draft', mayTo('draft.edit'), { method: 'PATCH', body: { version: 0, answers: {} } }),
	decideClash: onRecords('records/{id}/draft/choices', mayTo('draft.edit'), { method: 'POST', body: { question: 'title', index: 9, take: false } }),
	attachFile: onRecords('records/{id}/files', mayTo('draft.edit'), { method: 'POST', body: '' }),
	makeMove: onMoves
};

test('every operation has its rule', () => {
	const known = new Set(Object.keys(rules));
	expect(operations.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
});

describe.each(Object.keys(people))('%s', (who) => {
	test.each(Object.keys(rules))('%s', async (id) => {
		await rules[id]?.(who, people[who] ?? null);
	});
});

test('a session of the pages reads and never writes', async () => {
	for (const { id, method, path, scope } of operations) {
		if (!scope) continue;
		const reply = await exchange.call(path.slice(1).replace('{id}', exchange.ids.draft), {
			by: ama,
			method,
			...(method === 'GET' ? {} : { body: { move: 'submit', version: 0, answers: {} } })
		});
		if (method === 'GET') expect(reply.status, id).not.toBe(401);
		else expect([reply.status, ((await reply.json()) as { code: string }).code], id).toEqual([401, 'token-missing']);
	}
});

test('each operation needs its scope, and no other', async () => {
	for (const scope of scopes) {
		const { token } = await exchange.token(ama, [scope]);
		for (const { id, method, path, scope: needed } of operations) {
			if (!needed) continue;
			const reply = await exchange.call(path.slice(1).replace('{id}', exchange.ids.notification), {
				token,
				method,
				...(method === 'GET' ? {} : { body: {} })
			});
			const { code } = (await reply.json()) as { code?: string };
			if (needed === scope) expect(code, id).not.toBe('scope-missing');
			else expect([reply.status, code], `${id} with ${scope}`).toEqual([403, 'scope-missing']);
		}
	}
});
