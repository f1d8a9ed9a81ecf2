// SPDX-License-Identifier: Apache-2.0
// A certified identity provider as a process of its own: begun by identity-provider.ts, told over the line which people it has, and what they may be told apart by.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

interface Begin {
	clients: object[];
	people: Record<string, Record<string, unknown>>;
	/** 0: whichever is free. */
	port: number;
}

let people: Begin['people'] = {};
let callback: RequestListener = (_, response) => response.end();
const server = createServer((request, response) => callback(request, response));

process.on('message', (told: Partial<Begin>) => {
	if (told.people) people = told.people;
	if (!told.clients) return void process.send?.({ told: true });
	server.listen(told.port ?? 0, '127.0.0.1', () => {
		const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const provider = new Provider(issuer, {
			clients: told.clients,
			claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
			findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
			pkce: { required: () => true },
			features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } }
		});
		callback = provider.callback();
		process.send?.({ issuer });
	});
});
process.on('disconnect', () => process.exit(0));
