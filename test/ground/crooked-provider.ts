// SPDX-License-Identifier: Apache-2.0
// An identity provider that does what none should: a small server with real keys, whose every answer a test can bend.
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Bent {
	/** Takes the place of what it would say of itself. */
	metadata?: Record<string, unknown>;
	/** Changes claims of the ID token; undefined takes one away. */
	claims?: Record<string, unknown>;
	header?: Record<string, unknown>;
	/** How the token is signed: with its key (as a rule), by another key, as HS256 with the public key, not at all. */
	signed?: 'other' | 'public-key' | 'none';
	userinfo?: Record<string, unknown>;
	/** Answers of these addresses are taken over: path to what happens. */
	takes?: Record<string, (response: ServerResponse) => void>;
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function crookedProvider(clientId: string) {
	const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
	const nonces = new Map<string, string>();
	const asked: { path: string; body: URLSearchParams }[] = [];
	let bent: Bent = {};
	let issuer = '';

	function token(nonce: string | undefined): string {
		const now = Math.floor(Date.now() / 1000);
		const alg = bent.signed === 'none' ? 'none' : bent.signed === 'public-key' ? 'HS256' : 'RS256';
		const claims = { iss: issuer, aud: clientId, sub: 'crooked-1', iat: now, exp: now + 300, nonce, email: 'cora@example.org', email_verified: true };
		const head = `${base64url({ alg, kid: 'one', ...bent.header })}.${base64url({ ...claims, ...bent.claims })}`;
		return `${head}.${signature(head, bent.signed, own, other.privateKey)}`;
	}

	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? '/', issuer);
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const body = new URLSearchParams(Buffer.concat(parts).toString());
			asked.push({ path: pathname, body });
			response.setHeader('content-type', 'application/json');
			const taken = bent.takes?.[pathname];
			if (taken) return taken(response);
			if (pathname === '/.well-known/openid-configuration') response.end(JSON.stringify({ ...description(issuer), ...bent.metadata }));
			else if (pathname === '/jwks') response.end(JSON.stringify({ keys: [jwk] }));
			else if (pathname === '/token')
				response.end(JSON.stringify({ access_token: 'access', token_type: 'Bearer', id_token: token(nonces.get(body.get('code') ?? '')) }));
			else if (pathname === '/userinfo') response.end(JSON.stringify({ sub: 'crooked-1', ...bent.userinfo }));
			else response.writeHead(404).end();
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	return {
		issuer,
		asked,
		bend: (how: Bent) => (bent = how),
		/** As if somebody had signed in at the address that the platform led to: the query with which the provider would lead back. */
		answer(address: string, more: Record<string, string> = {}): string {
			const { searchParams } = new URL(address);
			const code = `code-${nonces.size}`;
			nonces.set(code, searchParams.get('nonce') ?? '');
			return `?${new URLSearchParams({ code, state: searchParams.get('state') ?? '', iss: issuer, ...more }).toString()}`;
		},
		async stop(): Promise<void> {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		}
	};
}
export type CrookedProvider = Awaited<ReturnType<typeof crookedProvider>>;

const description = (issuer: string) => ({
	issuer,
	authorization_endpoint: `${issuer}/authorize`,
	token_endpoint: `${issuer}/token`,
	jwks_uri: `${issuer}/jwks`,
	userinfo_endpoint: `${issuer}/userinfo`,
	end_session_endpoint: `${issuer}/end`,
	response_types_supported: ['code'],
	subject_types_supported: ['public'],
	// It claims to know all of them, so that only the platform's own wish decides.
	id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none', 'ES256'],
	code_challenge_methods_supported: ['S256'],
	authorization_response_iss_parameter_supported: true
});

function signature(head: string, how: Bent['signed'], own: { publicKey: KeyObject; privateKey: KeyObject }, other: KeyObject): string {
	if (how === 'none') return '';
	if (how === 'public-key')
		return createHmac('sha256', own.publicKey.export({ format: 'pem', type: 'spki' }))
			.update(head)
			.digest('base64url');
	return sign('sha256', Buffer.from(head), how === 'other' ? other : own.privateKey).toString('base64url');
}
