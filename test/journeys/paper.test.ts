// SPDX-License-Identifier: Apache-2.0
// What is read on a page is printed too: a Party's profile and every public revision, in six languages, and nothing that is not public.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProfile } from '#catalogue/server/profile.ts';
import { restPress } from '#platform/server/pdf.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import { GET as profilePdf } from '../../src/routes/[lang]/parties/[iso3]/profile.pdf/+server.ts';
import { GET as recordPdf } from '../../src/routes/[lang]/records/[id]/[number]/record.pdf/+server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama } from '../people.ts';
import { claimsUa, copiedFrom, readPdf } from '../read-pdf.ts';

let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
}, 120_000);
afterAll(async () => {
	await restPress();
	await exchange.close();
});

type Asked = Parameters<typeof recordPdf>[0];

/** As the web framework asks. Signed in as the focal point, who would see more on the page. */
async function event(language: Language, params: object): Promise<Asked> {
	const { database, definitions, convention } = exchange.world;
	const reader = await readerIn(language);
	const platform = { database, configuration: { origin } };
	return { locals: { platform, definitions, convention, today, reader, person: ama }, params: { lang: language, ...params } } as unknown as Asked;
}

async function printed(language: Language, id: string, number: string) {
	const reply = await recordPdf(await event(language, { id, number }));
	return new Uint8Array(await reply.arrayBuffer());
}
const profileOf = async (language: Language, iso3: string) =>
	profilePdf((await event(language, { iso3 })) as unknown as Parameters<typeof profilePdf>[0]);

const script: Record<Language, RegExp> = {
	ar: /\p{sc=Arab}{3}/u,
	en: /[a-z]{3}/,
	es: /[ñáéíóú]/,
	fr: /[éèàç]/,
	ru: /\p{sc=Cyrl}{3}/u,
	zh: /\p{sc=Han}{2}/u
};

describe.each(languages)('in %s', (language) => {
	test('the profile of a Party', async () => {
		const reply = await profileOf(language, 'gha');
		expect(Object.fromEntries(reply.headers)).toMatchObject({
			'content-type': 'application/pdf',
			'content-language': language,
			'content-disposition': `inline; filename="GHA-${today}.pdf"`
		});
		const bytes = new Uint8Array(await reply.arrayBuffer());
		const read = await readPdf(bytes);
		expect(claimsUa(bytes)).toBe(true);
		const name = say(exchange.world.convention.state('GHA')?.name ?? {}, language);
		expect(read).toMatchObject({ language: language === 'zh' ? 'zh-CN' : language, title: name, tagged: true });
		expect(await copiedFrom(bytes)).toContain(name);
		expect(read.text).toMatch(script[language]);
		for (const id of ['notification', 'focalPoint', 'revised'] as const) {
			expect(read.text, id).toContain(exchange.ids[id]);
			expect(read.links).toContain(`${origin}/${language}/records/${exchange.ids[id]}`);
		}
		expect(read.links).toContain(`${origin}/${language}/parties/GHA`);
		expect(JSON.stringify(read)).not.toContain(canary);
	});

	test('a revision', async () => {
		const bytes = await printed(language, exchange.ids.notification, '1');
		const read = await readPdf(bytes);
		expect(claimsUa(bytes)).toBe(true);
		expect(read).toMatchObject({ tagged: true, language: language === 'zh' ? 'zh-CN' : language });
		expect(read.text).toMatch(script[language]);
		// What was said in other languages is printed as well.
		for (const said of ['More than insignificant.', 'Plus que négligeable.', 'Ama Owusu', exchange.ids.notification])
			expect(read.text).toContain(said);
		expect(read.links).toContain(`${origin}/${language}/records/${exchange.ids.notification}/1`);
		expect(JSON.stringify(read)).not.toContain(canary);
	});
});

test('markup in what people typed is printed as they typed it', async () => {
	const read = await readPdf(await printed('en', exchange.ids.focalPoint, '1'));
	expect(read.title).toBe('=HYPERLINK("https://example.org","Ama")');
	expect(read.text).toContain('=HYPERLINK("https://example.org","Ama")');
	expect((await readPdf(await printed('en', exchange.ids.revised, '1'))).text).toContain('Thermometers <without> mercury & "more"');
	expect((await readPdf(await printed('ar', exchange.ids.revised, '1'))).title).toBe('موازين حرارة بلا زئبق');
});

test('nothing private is printed for anybody, nor anything that is not public, whoever asks', async () => {
	const hidden = ['draft', 'submitted', 'returned', 'bilateral', 'restricted', 'withdrawn'] as const;
	for (const id of hidden)
		for (const number of ['1', '2']) await expect(printed('en', exchange.ids[id], number), `${id} ${number}`).rejects.toMatchObject({ status: 404 });
	const open = ['superseded', 'notification', 'focalPoint', 'exemption', 'confidential', 'revised'] as const;
	for (const id of open) {
		const bytes = await printed('en', exchange.ids[id], '1');
		expect(JSON.stringify(await readPdf(bytes)), id).not.toContain(canary);
		expect(Buffer.from(bytes).includes(canary), id).toBe(false);
	}
	for (const number of ['0', '99', '-1', '1e0', '01', 'x', '9'.repeat(30)])
		await expect(printed('en', exchange.ids.notification, number), number).rejects.toMatchObject({ status: 404 });
	await expect(profileOf('en', 'XXX')).rejects.toMatchObject({ status: 404 });
});

test('the profile counts, groups and tells what is public, and no more', async () => {
	const { database, definitions, convention } = exchange.world;
	const profile = await readProfile(database.read, definitions, convention, 'GHA', today);
	if (!profile) throw new Error('no profile');
	expect(profile.contacts).toEqual([expect.objectContaining({ record: exchange.ids.focalPoint, title: 'Director', since: '2026-01-01' })]);
	// Telephone and e-mail stand there empty, since the Party did not open them.
	expect(profile.contacts[0]).toMatchObject({ telephone: null, email: null });
	expect(Object.keys(profile.contacts[0] ?? {}).sort()).toEqual([
		'demo',
		'email',
		'ministry',
		'name',
		'record',
		'role',
		'since',
		'telephone',
		'title'
	]);
	const named = profile.submitted.flatMap(({ types }) => types.flatMap(({ entries }) => entries.map(({ id }) => id)));
	expect(profile.counted.records).toBe(profile.submitted.flatMap(({ types }) => types).reduce((sum, { count }) => sum + count, 0));
	for (const id of ['draft', 'submitted', 'returned', 'bilateral', 'restricted', 'withdrawn', 'superseded'] as const)
		expect(named, id).not.toContain(exchange.ids[id]);
	const moves = profile.changes.map(({ record, move }) => `${record} ${move}`);
	expect(profile.changes.length).toBeGreaterThan(3);
	expect(profile.changes.length).toBeLessThanOrEqual(10);
	expect(moves).toContain(`${exchange.ids.withdrawn} withdraw`);
	for (const id of ['draft', 'submitted', 'returned', 'bilateral', 'restricted'] as const)
		expect(
			profile.changes.some(({ record }) => record === exchange.ids[id]),
			id
		).toBe(false);
	expect(profile.changes.every(({ move }) => ['publish', 'insist', 'decide', 'withdraw', 'supersede'].includes(move))).toBe(true);
	expect(JSON.stringify(profile)).not.toContain(canary);
	expect((await readProfile(database.read, definitions, convention, 'CHE', today))?.documents.map(({ name }) => name)).toEqual([
		'Explication détaillée.pdf'
	]);
	const plan = profile.obligations.find(({ id }) => id === 'asgm-plan');
	expect(plan).toMatchObject({ due: '2029-01-15', state: 'due' });
});
