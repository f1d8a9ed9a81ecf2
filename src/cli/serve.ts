// SPDX-License-Identifier: Apache-2.0
// Serves web and worker in one process. Settings are checked here first, so that a wrong one stops the start with a clear line.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { enableCompileCache } from 'node:module';
import { environment } from '#platform/server/environment.ts';

// What was compiled once is not compiled at the next start; kept in the folder for temporary files, and made anew where it is gone.
enableCompileCache();
const configuration = environment();
const megabytes = 52;

// The adapter reads its own variables when it is loaded; ours are the only ones an operator sets.
process.env.BODY_SIZE_LIMIT = `${megabytes}M`;
// It knows no ORIGIN, and would take every request for one over https: it is told by headers of ours, which a request cannot set.
// Without ORIGIN the address that the browser used is ours, spoken plainly.
const [protocolHeader, hostHeader] = ['x-platform-protocol', 'x-platform-host'];
process.env.PROTOCOL_HEADER = protocolHeader;
process.env.HOST_HEADER = hostHeader;
const origin = process.env.ORIGIN?.trim() ? new URL(configuration.origin) : null;

// Written by the build, so no type is at hand before it has run.
const build = new URL('../../build/handler.js', import.meta.url).href;
type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
const { handler } = (await import(build).catch((fault: Error) => {
	// Another process on the same data folder is the operator's matter, told in one line; anything else is a defect.
	console.error(fault.name === 'FolderTaken' ? fault.message : fault);
	process.exit(1);
})) as { handler: Handler };

/** First whoever waits for a page, then what waits in the queue: the worker begins when a page was answered, or soon when nobody asks for one. */
const soon = 2_000;
let settled = false;
function settle(): void {
	if (settled) return;
	settled = true;
	process.emit('platform:settled' as never, undefined as never);
}

/** Below the API as the handler will read the address: what climbs out of it again is not. */
const isApi = (url: string): boolean => /^\/api\/v1(\/|$)/.test(URL.parse(`http://localhost${url}`)?.pathname ?? '');

const server = createServer((request, response) => {
	request.headers[protocolHeader] = origin?.protocol.slice(0, -1) ?? 'http';
	request.headers[hostHeader] = origin?.host ?? request.headers.host;
	// A harvester has no origin and posts all the same (OAI-PMH 2.0, 3.1.1). It can only read by it, so the guard against forms of other sites has no use here.
	// A mail program that posts for its reader (RFC 8058) has none either: the secret in the address is what it may do it by, and no session is used.
	// The API writes for whoever sends a token, never for a cookie, and says itself what is wrong with a call, in the caller's language.
	if (
		(request.method === 'POST' && (/^\/oai\/?(\?|$)/.test(request.url ?? '') || /^\/[a-z]{2}\/watching\/[\w-]{43}\/stop$/.test(request.url ?? ''))) ||
		isApi(request.url ?? '')
	)
		request.headers.origin = `${request.headers[protocolHeader]}://${request.headers[hostHeader]}`;
	// That it lives and is ready is asked by whoever started it, not by a reader.
	if (!settled && request.url !== '/readyz' && request.url !== '/healthz') response.once('finish', settle);
	handler(request, response, () => {
		response.statusCode = 404;
		response.end();
	});
});
server.keepAliveTimeout = 30_000;
server.headersTimeout = 20_000;
server.requestTimeout = 300_000;
server.on('error', (fault: NodeJS.ErrnoException) => {
	const lines: Record<string, string> = {
		EADDRINUSE: `PORT ${configuration.port} is taken by another program; set PORT to a free one`,
		EACCES: `PORT ${configuration.port} may not be opened by this user; set PORT to one above 1023`
	};
	console.error(lines[fault.code ?? ''] ?? fault.message);
	process.exit(1);
});
server.listen(configuration.port, configuration.host, () => {
	process.emit('platform:listening' as never, server.address() as never);
	setTimeout(settle, soon).unref();
});

/** Takes no more requests, finishes those in hand, then lets the platform close itself (see hooks.server.ts). A second call ends at once. */
let stopping = false;
function stop(reason: string): void {
	if (stopping) process.exit(1);
	stopping = true;
	server.close(() => process.emit('sveltekit:shutdown' as never, reason as never));
	server.closeIdleConnections();
	setTimeout(() => server.closeAllConnections(), 20_000).unref();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
// Started by `npm start`: when that process is gone, so is this one.
process.once('disconnect', () => stop('disconnect'));
