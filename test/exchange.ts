// SPDX-License-Identifier: Apache-2.0
// A small exchange, made by the real acts of named people, with a canary wherever nothing may come out: what the tests of API and outlets read.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Allowance, allowanceOf } from '#api/allowance.ts';
import { openapi } from '#api/openapi.ts';
import { type Call, serve, serveDocument } from '#api/serve.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { makeToken } from '#people/server/make-token.ts';
import { addRole } from '#people/server/roles.ts';
import { scopes } from '#people/token.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { openLog } from '#platform/server/log.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { preferred } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { ama, lena, nina, paul, ravi } from './people.ts';
import { openWorld, type World } from './world.ts';

/** Stands in everything that an anonymous caller must never be given. */
export const canary = 'canary';
export const today = '2026-11-24';
export const origin = 'https://exchange.test';

const file = (letter: string, name: string) => ({ file: letter.repeat(64), name, mediaType: 'application/pdf', size: 10, language: 'en' });
const contact = {
	name: 'Ama Owusu',
	organisation: 'Environmental Agency',
	email: `${canary}@example.org`,
	telephone: `+233 ${canary}`,
	address: `${canary} street`
};

export const information = (title: string, more: Answers = {}): Answers => ({
	kind: 'technical',
	subjects: ['production'],
	title: { en: title },
	abstract: { en: `About ${title}.` },
	language: 'en',
	links: ['https://example.org/study'],
	articles: ['5'],
	areas: ['products-processes'],
	confidential: false,
	authorKind: 'party',
	contact,
	...more
});

const notification: Answers = { determinedOn: '2026-01-15', statement: { en: 'More than insignificant.', fr: 'Plus que négligeable.' }, contact };
const focalPoint: Answers = {
	role: 'national-focal-point',
	start: '2026-01-01',
	name: '=HYPERLINK("https://example.org","Ama")',
	title: 'Director',
	ministry: { en: 'Ministry of Environment' },
	address: `${canary} street`,
	telephone: canary,
	email: `${canary}@example.org`,
	designatingAuthority: 'Ministry of Foreign Affairs',
	letter: [file('a', `${canary}.pdf`)]
};
const exemption: Answers = {
	activities: ['manufacture', 'import'],
	durationYears: 3,
	subcategory: '-5+cells',
	explanation: [file('b', 'Explication détaillée.pdf')],
	signature: { name: 'Lena Frei', title: 'Head', date: '2020-01-01', document: file('c', `${canary}.pdf`) }
};

export interface Exchange {
	world: World;
	/** Identifiers by what happened to them. */
	ids: Record<
		| 'notification'
		| 'superseded'
		| 'focalPoint'
		| 'exemption'
		| 'confidential'
		| 'withdrawn'
		| 'revised'
		| 'draft'
		| 'submitted'
		| 'returned'
		| 'bilateral'
		| 'restricted',
		string
	>;
	/** Calls the API as the route does. */
	call(path: string, wishes?: Wishes): Promise<Response>;
	/** A token that the person made, with an account and roles in the database; all scopes when none are named. */
	token(person: Person, scopes?: readonly string[], days?: number): Promise<{ id: string; token: string }>;
	close(): Promise<void>;
}

export interface Wishes {
	/** Signed in by a session, as on the pages. */
	by?: Person;
	/** Or with this token. */
	token?: string;
	/** Sent as JSON, or as it is when text or bytes. */
	body?: unknown;
	method?: string;
	headers?: Record<string, string>;
	address?: string;
	/** Whose allowance it takes from; plenty when absent. */
	from?: Allowance;
	/** The path as the web framework hands it over, when not cut out of the address. */
	path?: string;
}

export async function openExchange(): Promise<Exchange> {
	const world = await openWorld();
	const { database, definitions, convention } = world;
	const fine = <T>(outcome: T) => {
		if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
		return outcome as Exclude<T, { refusal: unknown }>;
	};
	const owners = {
		[ama.id]: ['party', 'GHA', 'GH'],
		[lena.id]: ['party', 'CHE', 'CH'],
		[nina.id]: ['organisation', 'clean-rivers', 'RIVERS']
	} as const;
	let minute = 0;
	const doing = (by: Person) => world.doing(by, new Date(Date.UTC(2026, 1, 1, 0, minute++)).toISOString());
	const begun = async (by: Person, type: string, answers: Answers) => {
		const [ownerKind, owner, ownerCode] = owners[by.id] ?? owners.ama ?? ['party', 'GHA', 'GH'];
		const { id } = fine(await database.write((db) => begin(db, doing(by), { type, ownerKind, owner, ownerCode, answers })));
		for (const sha256 of new Set(JSON.stringify(answers).match(/[0-9a-f]{64}/g)))
			fine(await database.write((db) => attach(db, doing(by), { record: id, sha256, name: 'file.pdf', mediaType: 'application/pdf', size: 10 })));
		return id;
	};
	const sent = async (by: Person, type: string, answers: Answers) => {
		const id = await begun(by, type, answers);
		fine(await database.write((db) => submit(db, doing(by), id)));
		return id;
	};
	const published = async (by: Person, type: string, answers: Answers, visibility = 'public') => {
		const id = await sent(by, type, answers);
		fine(
			await database.write((db) => moveRecord(db, doing(paul), { record: id, move: 'publish', checklist: definitions.current(type)?.form.checklist }))
		);
		// The same form serves for all of them here: the envelope says who may read.
		if (visibility !== 'public')
			await database.write((db) => db.updateTable('records.records').set({ visibility, other_party: 'CHE' }).where('id', '=', id).execute());
		return id;
	};
	const move = async (by: Person, record: string, name: 'revise' | 'withdraw' | 'return', reason?: string) =>
		fine(await database.write((db) => moveRecord(db, doing(by), { record, move: name, reason })));

	await database.write((db) =>
		db
			.insertInto('people.organisations')
			.values({
				id: 'clean-rivers',
				code: 'RIVERS',
				name: 'Clean Rivers & Lakes',
				kind: 'ngo',
				state: 'admitted',
				contact_name: canary,
				contact_email: `${canary}@example.org`,
				language: 'en',
				applied_at: new Date()
			})
			.execute()
	);
	const entry = convention.entries('annex-a')[0]?.id ?? '';
	const superseded = await published(ama, 'art7-notification', notification);
	const ids: Exchange['ids'] = {
		superseded,
		notification: await published(ama, 'art7-notification', notification),
		focalPoint: await published(ama, 'art17-4-nfp', focalPoint),
		exemption: await published(lena, 'art6-exemption-annex-a', { ...exemption, entry }),
		confidential: await published(
			nina,
			'art17-exchange-record',
			information('Costs of a process', {
				authorKind: 'ngo',
				confidential: true,
				confidentialityGround: `${canary} contract`,
				abstract: { en: `${canary} costs` },
				subjects: ['costs-benefits']
			})
		),
		withdrawn: await published(ama, 'art17-exchange-record', information('Sent by mistake', { abstract: { en: `${canary} withdrawn` } })),
		revised: await published(
			ama,
			'art17-exchange-record',
			information('Thermometers <without> mercury & "more"', {
				title: { en: 'Thermometers <without> mercury & "more"', ar: 'موازين حرارة بلا زئبق', zh: '无汞温度计' }
			})
		),
		draft: await begun(ama, 'art17-exchange-record', information(`${canary} draft`)),
		submitted: await sent(ama, 'art17-exchange-record', information(`${canary} submitted`)),
		returned: await sent(ama, 'art17-exchange-record', information(`${canary} returned`)),
		bilateral: await published(ama, 'art17-exchange-record', information(`${canary} bilateral`), 'bilateral'),
		restricted: await published(ama, 'art17-exchange-record', information(`${canary} restricted`), 'restricted')
	};
	await world.react();
	await move(ama, ids.withdrawn, 'withdraw', 'It was sent twice.');
	await move(ravi, ids.returned, 'return', `${canary} reason`);
	// A revision on its way, with a reason that stays between the owner and the secretariat.
	await move(ama, ids.revised, 'revise');
	fine(await database.write((db) => submit(db, doing(ama), ids.revised)));
	await move(ravi, ids.revised, 'return', `${canary} remark`);
	await world.react();

	const configuration = configurationFrom({ ORIGIN: origin });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const dataDir = await mkdtemp(join(tmpdir(), 'exchange-'));
	const files = await openFiles({ dataDir, bucket: null });
	const platform = { database, configuration, files, log: openLog('silent') };
	const plenty = allowanceOf(1_000_000);
	const announce: Doing['announce'] = async (_, event) => void world.announced.push(event);
	const doingFor: Call['doingFor'] = async (by) => ({ by, at: new Date(), definitions, convention, announce });
	return {
		world,
		ids,
		async call(path, { by, token, body, method = 'GET', headers = {}, address = '192.0.2.1', path: given, from = plenty } = {}) {
			const url = new URL(`${origin}/api/v1/${path}`);
			const sent = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
			const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
			const request = new Request(url, {
				method,
				headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(sent === undefined ? {} : { 'content-type': type }), ...headers },
				...(sent === undefined ? {} : { body: sent as BodyInit })
			});
			const locals = {
				platform,
				definitions,
				convention,
				person: by ?? null,
				reader: await readerIn(preferred(request.headers.get('accept-language'))),
				today,
				requestId: 'test'
			};
			const call: Call = { request, url, path: given ?? decodeURIComponent(url.pathname.slice('/api/v1/'.length)), address, locals, doingFor };
			return path.startsWith('openapi.json')
				? serveDocument(call, () => openapi({ origin, definitions, convention, today }), from)
				: serve(call, from, plenty);
		},
		async token(person, wanted = scopes, days = 30) {
			const at = new Date();
			return await database.write(async (db) => {
				const { id, name, email, language } = person;
				await db
					.insertInto('people.accounts')
					.values({ id, name, email, language, created_at: at, updated_at: at })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				for (const role of person.roles) await addRole(db, id, role, { by: 'platform', at });
				return fine(await makeToken(db, { by: person, at }, { name: 'A program', scopes: wanted, days }));
			});
		},
		async close() {
			await database.close();
			await files.close();
			await rm(dataDir, { recursive: true });
		}
	};
}
