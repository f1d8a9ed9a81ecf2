// SPDX-License-Identifier: Apache-2.0
// The main job, told by its people in a real browser: a Party submits, the secretariat publishes, the world finds it. Once with
// JavaScript and once without.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentOf } from '../../src/worker/demonstration/document.ts';
import { begin, fillAll, save, submit, type Typed } from './filling.ts';
import { openBrowser, person, type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

const pdf = { name: 'plan.pdf', bytes: documentOf('plan.pdf', { says: 'A plan', lines: ['For a test.'], language: 'en' }) };
const contact = { 'contact.name': 'Ama Owusu', 'contact.organisation': 'Environmental Agency', 'contact.email': 'canary@example.org' };
const signature = { 'signature.name': 'Ama Owusu', 'signature.title': 'Director', 'signature.date': '2026-05-04' };

const information: Record<string, Typed> = {
	kind: 'technical',
	'title.en': 'Retorts for small mines',
	'title.fr': 'Cornues pour les petites mines',
	'abstract.en': 'How a retort keeps mercury vapour from the lungs.',
	'abstract.fr': 'Comment une cornue retient la vapeur de mercure.',
	language: { type: 'English', id: 'en' },
	'links.0': 'https://example.org/retorts',
	'articles.0': '7',
	'areas.0': 'asgm',
	confidential: 'no',
	authorKind: 'party',
	...contact
};

/** A letter's first address that leads here. */
const linkIn = (letter: string, path: string): string => {
	const text = letter.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
	const found = new RegExp(`https?://[^\\s"<>]+/${path}/[\\w-]+`).exec(text)?.[0];
	if (!found) throw new Error(`no ${path} link in:\n${text}`);
	return found;
};

const letterTo = async (to: string): Promise<string> => {
	await expect.poll(() => site.letters(to).length, { timeout: 20_000 }).toBeGreaterThan(0);
	return site.letters(to).at(-1) as string;
};

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('with JavaScript: $javaScriptEnabled', (options) => {
	const round = options.javaScriptEnabled ? 'with' : 'without';
	const email = `ghana.${round}@example.org`;
	const password = `correct horse ${round} battery`;
	const ids: Record<string, string> = {};
	let focalPoint: { page: Page; faults: string[] };
	let publisher: { page: Page; faults: string[] };

	test('an officer invites, a link that works once arrives by mail, the focal point sets a password and sees the desk', async () => {
		const editor = await person(browser, site, site.account('editor'), options);
		await editor.page.goto('/en/work/people/invite');
		await editor.page.locator('#email').fill(email);
		await editor.page.locator('[name=role][value=focal-point]').check();
		await editor.page.locator('#party').selectOption('GHA');
		await editor.page.locator('#language').selectOption('en');
		await editor.page.locator('main form button.primary, main form button').last().click();
		await editor.page.waitForLoadState();
		const link = linkIn(await letterTo(email), 'invitation');
		await editor.context.close();

		const { page, faults } = await person(browser, site, null, options);
		focalPoint = { page, faults };
		await page.goto(link);
		await page.locator('#name').fill('Ama Owusu');
		await page.locator('#password').fill('short');
		await page.locator('main form button.primary').click();
		await page.locator('[role=alert], .notice, .finding').first().waitFor();
		expect(await page.locator('#name').inputValue()).toBe('Ama Owusu');
		await page.locator('#password').fill(password);
		await page.locator('main form button.primary').click();
		await page.waitForURL(/\/work/);
		await page.goto('/en/work');
		expect(await page.locator('main').innerText()).toContain('Ghana');

		const again = await person(browser, site, null, options);
		await again.page.goto(link);
		expect(await again.page.locator('#password').count()).toBe(0);
		await again.context.close();
	});

	test('wrong answers get findings that lead to their questions, and nothing typed is lost', async () => {
		const { page } = focalPoint;
		ids.notification = await begin(page, 'art7-notification');
		await fillAll(page, { 'statement.en': 'More than insignificant.', 'contact.name': 'Ama Owusu', 'contact.email': 'nobody' });
		await page.locator('button[formaction="?/check"]').click();
		await page.getByText('There are', { exact: false }).first().waitFor();
		const links = await page.locator('main a[href*="#"]').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash));
		expect(links.some((hash) => hash.startsWith('#determinedOn'))).toBe(true);
		expect(links.some((hash) => hash.startsWith('#contact'))).toBe(true);
		expect(await page.locator('[name="q.statement.en"]').inputValue()).toBe('More than insignificant.');
		expect(await page.locator('[name="q.contact.email"]').inputValue()).toBe('nobody');
	});

	test('the focal point files five kinds of submission', async () => {
		const { page, faults } = focalPoint;
		await page.goto(`/en/work/records/${ids.notification}/edit`);
		await fillAll(page, { determinedOn: '2026-03-01', 'statement.fr': 'Plus que négligeable.', ...contact });
		await save(page);
		await submit(page, ids.notification as string);

		ids.plan = await begin(page, 'art7-nap');
		await fillAll(page, {
			documents: pdf,
			endorsedOn: '2026-04-01',
			objectives: 'Train every miner in the use of retorts.',
			worstPractices: ['open-burning']
		});
		if (options.javaScriptEnabled) await page.locator('[name="q.documents.0.file"]').waitFor({ state: 'attached' });
		await save(page);
		expect(await page.locator('[name="q.documents.0.file"]').count()).toBe(1);
		await submit(page, ids.plan);

		ids.exemption = await begin(page, 'art6-exemption-annex-a');
		await fillAll(page, {
			entry: { type: 'witches', id: 'switches-relays' },
			activities: ['import'],
			durationYears: '3',
			explanation: pdf,
			...signature
		});
		if (options.javaScriptEnabled) await page.locator('[name="q.explanation.0.file"]').waitFor({ state: 'attached' });
		await save(page);
		await submit(page, ids.exemption);

		ids.consent = await begin(page, 'art3-form-d');
		await fillAll(page, { isParty: 'yes', ...contact, 'terms.en': 'For dental use only.', validFrom: '2026-06-01', ...signature });
		await save(page);
		await submit(page, ids.consent);

		ids.designation = await begin(page, 'art17-4-nfp');
		await fillAll(page, {
			name: `Ama Owusu ${round}`,
			title: 'Director',
			'ministry.en': 'Ministry of the Environment',
			address: '1 Canary Street',
			email: 'canary@example.org',
			role: 'national-focal-point',
			start: '2026-01-01',
			designatingAuthority: 'Ministry of Foreign Affairs',
			letter: pdf
		});
		if (options.javaScriptEnabled) await page.locator('[name="q.letter.0.file"]').waitFor({ state: 'attached' });
		await save(page);
		await submit(page, ids.designation);

		ids.information = await begin(page, 'art17-exchange-record');
		await fillAll(page, information);
		await save(page);
		await submit(page, ids.information);
		expect(faults).toEqual([]);
	});

	test('the officer sees the queue, returns one with reasons, publishes the others against the checklist', async () => {
		publisher = await person(browser, site, site.account('publisher'), options);
		const { page, faults } = publisher;
		await page.goto('/en/work/queue');
		for (const id of Object.values(ids)) expect(await page.locator(`main a[href$="/queue/${id}"]`).count(), id).toBe(1);
		await page.goto(`/en/work/queue/${ids.exemption}`);
		await page.locator('button[value=return]').click();
		await page.locator('.notice, [role=alert]').first().waitFor();
		await page.locator('#reason').fill('The statement of need is not signed.');
		await page.locator('button[value=return]').click();
		await page.waitForURL(/done=return/);
		for (const name of ['notification', 'plan', 'consent', 'designation', 'information']) await publish(page, ids[name] as string);
		expect(faults).toEqual([]);
	});

	test('the focal point reads the reasons by mail and on the desk, corrects, submits again; the difference is shown; it is published', async () => {
		const { page } = focalPoint;
		await expect.poll(() => site.letters(email).some((letter) => letter.includes(ids.exemption as string)), { timeout: 20_000 }).toBe(true);
		await page.goto('/en/work');
		expect(await page.locator('main').innerText()).toContain('The statement of need is not signed.');
		await page.goto(`/en/work/records/${ids.exemption}/edit`);
		await fillAll(page, { durationYears: '2' });
		await save(page);
		await submit(page, ids.exemption as string);
		await publisher.page.goto(`/en/work/queue/${ids.exemption}`);
		expect(await publisher.page.locator('main').innerText()).toContain('What changed since the revision before');
		await publish(publisher.page, ids.exemption as string);
	});

	test('anyone finds them: by search, register, profile, area, revision and API, and nothing private comes along', async () => {
		const { page, faults } = await person(browser, site, null, options);
		const found: string[] = [];
		for (const [language, words] of [
			['en', 'retorts'],
			['fr', 'cornues'],
			['es', 'Ghana'],
			['ru', 'Гана'],
			['ar', 'غانا'],
			['zh', '加纳']
		] as const) {
			await page.goto(`/${language}/search?q=${encodeURIComponent(words)}&type=art17-exchange-record&sort=newest`);
			found.push(...((await page.locator(`main a[href$="/records/${ids.information}"]`).count()) ? [language] : []));
		}
		expect(found).toEqual(['en', 'fr', 'es', 'ru', 'ar', 'zh']);
		for (const [register, id] of [
			['exemptions-annex-a', ids.exemption],
			['general-notifications', ids.consent],
			['asgm-notifications', ids.notification],
			['national-action-plans', ids.plan],
			['national-focal-points', ids.designation]
		] as const) {
			await page.goto(`/en/registers/${register}`);
			expect(await page.locator(`main a[href$="/records/${id}"]`).count(), register).toBeGreaterThan(0);
		}
		await page.goto('/en/parties/GHA');
		expect(await page.locator(`main a[href$="/records/${ids.plan}"]`).count()).toBeGreaterThan(0);
		await page.goto('/en/areas/asgm');
		expect(await page.locator(`main a[href$="/records/${ids.information}"]`).count()).toBeGreaterThan(0);
		const bodies: string[] = [];
		for (const id of Object.values(ids)) {
			await page.goto(`/en/records/${id}`);
			bodies.push(await page.content());
			const reply = await page.request.get(`/api/v1/records/${id}`);
			expect(reply.status(), id).toBe(200);
			bodies.push(await reply.text());
		}
		expect(bodies.join('\n').toLowerCase()).not.toContain('canary');
		if (options.javaScriptEnabled) {
			// From the desk, which is hydrated, to a reading page, which is not.
			await focalPoint.page.goto(`/en/work/records/${ids.plan}`);
			await focalPoint.page.locator(`main a[href="/en/records/${ids.plan}"]`).first().click();
			await focalPoint.page.waitForURL(`**/en/records/${ids.plan}`);
			expect(await focalPoint.page.locator('h1').innerText()).toContain('National action plan');
			expect(focalPoint.faults).toEqual([]);
		}
		// The first revision of the exemption was never published: nobody outside sees it.
		expect((await page.goto(`/en/records/${ids.exemption}/1`))?.status()).toBe(404);
		expect((await page.goto(`/records/${ids.exemption}/2`))?.status()).toBe(200);
		expect(faults).toEqual([]);
	});

	test('one is withdrawn with a reason: a tombstone stays', async () => {
		const { page } = focalPoint;
		await page.goto(`/en/work/records/${ids.consent}?move=withdraw`);
		await page.locator('#reason').fill('Replaced by individual consents.');
		await page.locator('main form.confirm button').last().click();
		await page.waitForURL(/done=withdraw/);
		const { page: reader } = await person(browser, site, null, options);
		await reader.goto(`/fr/records/${ids.consent}`);
		const body = await reader.locator('main').innerText();
		expect(body).toContain('Replaced by individual consents.');
		expect(body).not.toContain('For dental use only.');
	});

	test.each(['NGO', 'institution'] as const)('an %s applies, is admitted, contributes, is moderated and found', async (kind) => {
		const address = `${kind.toLowerCase()}.${round}@example.org`;
		const { page } = await person(browser, site, null, options);
		await page.goto('/en/register');
		await page.locator('#name').fill(`Clean ${kind} ${round}`);
		await page.locator('#code').fill(`${kind === 'NGO' ? 'CN' : 'CI'}${round === 'with' ? 'W' : 'O'}X`);
		await page.locator(`[name=kind][value=${kind.toLowerCase()}]`).check();
		await page.locator('#country').selectOption('GHA');
		await page.locator('#contactName').fill('Esi Boateng');
		await page.locator('#email').fill(address);
		await page.locator('main form button.primary').click();
		await page.waitForLoadState();
		await page.goto(linkIn(await letterTo(address), 'invitation'));
		await page.locator('#name').fill('Esi Boateng');
		await page.locator('#password').fill(password);
		await page.locator('main form button.primary').click();
		await page.waitForURL(/\/work/);
		const id = await begin(page, 'art17-exchange-record');
		await fillAll(page, { ...information, 'title.en': `Notes of an ${kind}`, authorKind: kind.toLowerCase() });
		await save(page);
		// Nothing can be sent before the organisation is admitted.
		await page.goto(`/en/work/records/${id}/submit`);
		await page.locator('main form button.primary').click();
		await page.locator('.notice, [role=alert]').first().waitFor();

		const editor = await person(browser, site, site.account('editor'), options);
		await editor.page.goto('/en/work/organisations');
		await editor.page
			.locator('main a', { hasText: `Clean ${kind} ${round}` })
			.first()
			.click();
		await editor.page.locator('main button[name=decision][value=admitted]').click();
		await editor.page.waitForLoadState();
		await editor.context.close();

		await submit(page, id);
		await publish(publisher.page, id);
		await page.goto(`/en/search?q=${encodeURIComponent(`Notes of an ${kind}`)}&sort=newest`);
		expect(await page.locator(`main a[href$="/records/${id}"]`).count()).toBe(1);
	});

	async function publish(page: Page, id: string): Promise<void> {
		await page.goto(`/en/work/queue/${id}`);
		for (const box of await page.locator('[name=checklist]').all()) await box.check();
		await page.locator('button[value=publish]').click();
		await page.waitForURL(/done=publish/);
		// The catalogue follows the event within a moment.
		await expect.poll(async () => (await page.request.get(`/api/v1/search?q=${id}`)).text(), { timeout: 20_000 }).toContain(id);
	}
});
