// SPDX-License-Identifier: Apache-2.0
// Stands between the pages of the desk and the network: without a line, the page that works from the device is shown in their place. It answers
// nothing else: reading pages pass as if it were not there, and no page with anything private is ever kept, only data under the account it belongs to.
import { self } from '$app/service-worker';
import { dropUnsent, leftDevice, openDevice, unsentOf, workingHere } from '#components/offline/device.ts';
import { type Asked, asked, placeIn } from '#components/offline/place.ts';
import { languages } from '#text/languages.ts';

/** Milliseconds after which a page that does not come counts as no line. */
const mostMilliseconds = 25_000;
/** What a proxy says while the platform is away. */
const away = new Set([502, 503, 504]);

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const what = asked(request.method, request.mode, new URL(request.url), self.location.origin);
	if (what === null) return;
	if (what.kind === 'part') event.respondWith(part(request));
	else if (what.kind === 'leaving') event.respondWith(leaving(request, what));
	else event.respondWith(page(request, what));
});

/** Parts of pages carry a hash of their content in their name: the one that is kept is the one that is asked for. */
async function part(request: Request): Promise<Response> {
	return (await caches.match(request.url)) ?? fetch(request);
}

/** The page that works without a line, in the language that was asked for, else in one that is kept. */
async function shellIn(language: string): Promise<{ language: string; page: Response } | undefined> {
	for (const each of [language, ...languages]) {
		const page = await caches.match(`/${each}/work/offline`);
		if (page) return { language: each, page };
	}
	return undefined;
}

async function page(request: Request, { language, path }: Asked): Promise<Response> {
	try {
		const response = await inTime(fetch(request));
		return away.has(response.status) ? ((await instead(language, path, new URL(request.url))) ?? response) : response;
	} catch (fault) {
		const shown = await instead(language, path, new URL(request.url));
		if (!shown) throw fault;
		return shown;
	}
}

async function instead(language: string, path: string, { search }: URL): Promise<Response | undefined> {
	const shell = await shellIn(language);
	if (!shell) return undefined;
	if (path !== '/work/offline') return Response.redirect(placeIn(shell.language, path), 302);
	return shell.language === language ? shell.page : Response.redirect(`/${shell.language}${path}${search}`, 302);
}

function inTime(response: Promise<Response>): Promise<Response> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('no answer in time')), mostMilliseconds);
		response.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}

/** Signing out takes everything of the person off the device. With something unsent the person is asked first: it is nowhere else. */
async function leaving(request: Request, { language, anyway }: Asked): Promise<Response> {
	const device = await openDevice();
	const account = device && (await workingHere(device));
	if (device && account && !anyway && (await unsentOf(device, account)).length > 0)
		return Response.redirect(`/${language}/work/offline?leaving`, 303);
	try {
		const response = await fetch(request);
		if (device && response.type === 'opaqueredirect') {
			if (account && anyway) await dropUnsent(device, account);
			await leftDevice(device);
		}
		return response;
	} catch (fault) {
		if (!(await shellIn(language))) throw fault;
		return Response.redirect(`/${language}/work/offline?leaving`, 303);
	}
}
