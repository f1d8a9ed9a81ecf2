// oEmbed: the address of a figure of a dashboard in, the frame that shows it out.
import { error } from '@sveltejs/kit';
import { embedded, embeddedXml } from '#components/charts/oembed.ts';
import { dashboardAddresses } from '#components/charts/figure.ts';
import { dashboardQuery } from '#insights/dashboard.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { loadFigure } from '../[lang]/dashboards/figure.server.ts';
import type { RequestHandler } from './$types.ts';

const lost = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });

export const GET: RequestHandler = async ({ locals, url }) => {
	const format = url.searchParams.get('format') ?? 'json';
	if (format !== 'json' && format !== 'xml') return new Response(null, { status: 501 });
	const { origin } = locals.platform.configuration;
	const asked = URL.canParse(url.searchParams.get('url') ?? '') ? new URL(url.searchParams.get('url') as string) : lost();
	const [, language = '', dashboards, dashboard = '', figure = '', ...more] = asked.pathname.split('/');
	// Only addresses of this platform: nothing is fetched for anybody.
	if (asked.origin !== new URL(origin).origin || !isLanguage(language) || dashboards !== 'dashboards' || figure === '' || more.length) return lost();
	const reader = await readerIn(language);
	const found = await loadFigure({ ...locals, reader }, { dashboard, figure }, asked.searchParams);
	const frame = `${origin}${dashboardAddresses(language).frame(found.dashboard, found.id)}${dashboardQuery(found.asked)}`;
	const told = embedded(
		{ title: found.title, frame, site: reader.t('site.name'), origin },
		{ maxwidth: url.searchParams.get('maxwidth'), maxheight: url.searchParams.get('maxheight') }
	);
	const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
	return format === 'json'
		? new Response(JSON.stringify(told), { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } })
		: new Response(embeddedXml(told), { headers: { ...headers, 'content-type': 'text/xml; charset=utf-8' } });
};
