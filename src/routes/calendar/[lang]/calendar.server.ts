// A calendar as a reply: with its tag, readable from any site.
import { error, type RequestEvent } from '@sveltejs/kit';
import { conditional } from '#api/conditional.ts';
import { changedFacts } from '#convention/server/changed-facts.ts';
import type { FactKind } from '#convention/fact.ts';
import { changeKey, type Changes } from '#interop/calendar/events.ts';
import { type Calendar, calendarType, icalendar } from '#interop/calendar/icalendar.ts';
import { isLanguage } from '#text/languages.ts';
import { type Reader, readerIn } from '#text/message.ts';

type Event = Pick<RequestEvent, 'locals' | 'request' | 'url' | 'params'>;

/** What a calendar is made of beside its address: `kinds` are the facts whose changes by hand are told. */
export async function calendar(
	{ locals, request, url, params }: Event,
	kinds: readonly FactKind[],
	make: (reader: Reader, changes: Changes) => Promise<Omit<Calendar, 'origin' | 'language' | 'path'>>
): Promise<Response> {
	const { platform } = locals;
	if (!isLanguage(params.lang)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const reader = await readerIn(params.lang);
	const changes = new Map(
		(kinds.length ? await changedFacts(platform.database.read, kinds) : []).map((each) => [changeKey(each.kind, each.id), each])
	);
	const made = await make(reader, changes);
	const body = icalendar({ ...made, origin: platform.configuration.origin, language: params.lang, path: `${url.pathname}${url.search}` });
	const name = url.pathname.split('/').at(-1);
	return conditional(
		request,
		body,
		new Headers({
			'content-type': calendarType,
			'content-language': params.lang,
			'content-disposition': `inline; filename="${name}"`,
			'cache-control': 'public, no-cache',
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		})
	);
}
