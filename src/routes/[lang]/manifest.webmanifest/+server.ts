// What a browser must know to install the desk as an application: its name in the reader's language, its icons, where it begins.
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = ({ locals: { reader } }) =>
	new Response(
		JSON.stringify({
			id: '/work',
			name: reader.t('site.name'),
			short_name: reader.t('offline.short-name'),
			lang: reader.language,
			dir: reader.direction,
			start_url: `/${reader.language}/work`,
			scope: '/',
			display: 'standalone',
			theme_color: '#0a4750',
			background_color: '#f3f6f7',
			icons: [
				{ src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
				{ src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
				{ src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
				{ src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' }
			]
		}),
		{ headers: { 'content-type': 'application/manifest+json' } }
	);
