// A live example of each outlet: its address, the line for a shell, and the beginning of what it answers now.
import { access } from '#api/access.ts';
import { latestEntries } from '#catalogue/server/entries.ts';
import type { LiveExample } from '#components/developers/live.ts';
import { hasText } from '#interop/akn/decision.ts';
import { exampleMessage, postingLines } from '#interop/webhooks/server/example.ts';

const most = { bytes: 4000, lines: 14, line: 200 };

interface Outlet {
	id: Exclude<LiveExample['id'], 'webhook'>;
	path: string;
	accept?: string;
}

async function outlets({ platform, definitions, convention, reader }: App.Locals): Promise<Outlet[]> {
	const db = platform.database.read;
	const { origin } = platform.configuration;
	const { language } = reader;
	const [[record], decisions] = await Promise.all([
		latestEntries(db, { without: ['project'], limit: 1 }),
		latestEntries(db, { type: 'decision', limit: 50 })
	]);
	const decision = decisions.find(({ type, answers }) => hasText(type, answers));
	const register = definitions.registers[0]?.id;
	const concept = convention.all('concept')[0]?.id;
	/** What other parts of the platform answer, where they are there. */
	const there = (path: string) => Object.keys(access).some((route) => route.startsWith(path));
	return [
		{ id: 'api', path: '/api/v1/records?limit=1' },
		...(record
			? ([
					{ id: 'record', path: `/records/${record.recordId}`, accept: 'text/turtle' },
					{ id: 'jsonld', path: `/records/${record.recordId}.jsonld` }
				] as const)
			: []),
		...(decision ? [{ id: 'akn', path: `/records/${decision.recordId}.akn` } as const] : []),
		...(register ? [{ id: 'register', path: `/api/v1/registers/${register}?format=csv&lang=${language}` } as const] : []),
		{ id: 'dump', path: '/data/latest/datapackage.json' },
		{ id: 'dcat', path: '/dcat', accept: 'text/turtle' },
		{ id: 'iati', path: '/iati/activities.xml' },
		...(there('/informea.svc/') ? [{ id: 'odata2', path: '/informea.svc/Decisions?$top=1' } as const] : []),
		...(there('/odata/') ? [{ id: 'odata4', path: '/odata/Decisions?$top=1' } as const] : []),
		...(there('/informea/') ? [{ id: 'drupal', path: '/informea/decisions?$top=1' } as const] : []),
		...(concept ? [{ id: 'skos', path: `/concepts/mercury/${concept}`, accept: 'text/turtle' } as const] : []),
		{ id: 'thesaurus', path: `/rest/v1/search?query=mercury*&lang=en` },
		{ id: 'oai', path: '/oai?verb=Identify' },
		{ id: 'feed', path: `/feeds/${language}/publications.atom` },
		{ id: 'json-feed', path: `/feeds/${language}/publications.json` },
		{ id: 'calendar', path: `/calendar/${language}/deadlines.ics` },
		{ id: 'oembed', path: `/oembed?url=${encodeURIComponent(`${origin}/${language}/dashboards/reports/performance`)}` },
		{ id: 'sitemap', path: '/sitemap.xml' }
	];
}

/** Asked one after another, so that a page that is made anew does not take the place of all other readers. */
export async function liveExamples(locals: App.Locals, fetched: typeof fetch): Promise<LiveExample[]> {
	const { origin } = locals.platform.configuration;
	const examples: LiveExample[] = [];
	for (const { id, path, accept } of await outlets(locals)) {
		const quoted = `'${origin}${path.replaceAll("'", '%27')}'`;
		const reply = await beginning(fetched, path, accept).catch(() => null);
		examples.push({ id, path, line: `curl -L ${accept ? `-H 'Accept: ${accept}' ` : ''}${quoted}`, ...(reply ?? { type: null, reply: null }) });
	}
	return [...examples, ...(await webhook(locals))];
}

/** Nothing is asked for: what a receiver would be told of the newest record is shown, and the lines that tell one of yours. */
async function webhook({ platform }: App.Locals): Promise<LiveExample[]> {
	const db = platform.database.read;
	const [record] = await latestEntries(db, { without: ['project'], limit: 1 });
	const message = record && (await exampleMessage(db, record, platform.configuration.origin));
	if (!message) return [];
	return [{ id: 'webhook', path: null, line: postingLines(message), type: 'application/json', reply: JSON.stringify(message, null, 2) }];
}

async function beginning(fetched: typeof fetch, path: string, accept?: string): Promise<{ type: string | null; reply: string } | null> {
	let at = path;
	for (let leap = 0; leap < 4; leap += 1) {
		const response = await fetched(at, { headers: { accept: accept ?? '*/*' }, redirect: 'manual' });
		const next = response.headers.get('location');
		if (next && response.status >= 300 && response.status < 400) {
			const to = new URL(next, 'http://here.invalid');
			at = to.pathname + to.search;
			continue;
		}
		if (!response.ok || !response.body) return null;
		return { type: response.headers.get('content-type'), reply: shortened(await firstOf(response.body)) };
	}
	return null;
}

/** No more is taken than is shown. */
async function firstOf(body: ReadableStream<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	const reader = body.getReader();
	let text = '';
	try {
		while (text.length < most.bytes) {
			const { done, value } = await reader.read();
			if (done) break;
			text += decoder.decode(value.subarray(0, most.bytes), { stream: true });
		}
	} finally {
		await reader.cancel().catch(() => {});
	}
	return text.slice(0, most.bytes);
}

function shortened(text: string): string {
	const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
	const shown = lines.slice(0, most.lines).map((line) => (line.length > most.line ? `${line.slice(0, most.line).toWellFormed()}…` : line));
	return lines.length > most.lines ? [...shown, '…'].join('\n') : shown.join('\n').trimEnd();
}
