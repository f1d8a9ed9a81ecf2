// SPDX-License-Identifier: Apache-2.0
// Providers as the library knows them: what each says of itself, asked again every hour, and as it last said it while it cannot be asked.
import type { Configuration } from 'openid-client';
import { type Database, json, reading } from '#platform/server/database.ts';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import type { Ground } from './doing.ts';
import { providerFetch } from './provider-fetch.ts';

const hour = 60 * 60 * 1000;
/** A description that nobody could renew for so long is believed no more. */
const longest = 30 * 24 * hour;

type Metadata = ConstructorParameters<typeof Configuration>[0];
const known = new WeakMap<Database, Map<string, { configuration: Configuration; until: number }>>();

/** Throws where the provider cannot be asked and never could, or says of itself what we do not work with. */
export async function configurationOf(ground: Pick<Ground, 'database'>, provider: SignOnProvider, now: Date): Promise<Configuration> {
	const mine = known.get(ground.database) ?? new Map();
	known.set(ground.database, mine);
	const key = JSON.stringify([provider.issuer, provider.clientId, provider.algorithm]);
	const kept = mine.get(key);
	if (kept && kept.until > now.getTime()) return kept.configuration;
	const { metadata, fresh } = await metadataOf(ground, provider, now);
	const configuration = await configured(provider, metadata);
	// What could not be renewed is tried again soon.
	mine.set(key, { configuration, until: now.getTime() + (fresh ? hour : 60_000) });
	return configuration;
}

async function metadataOf(
	{ database }: Pick<Ground, 'database'>,
	provider: SignOnProvider,
	now: Date
): Promise<{ metadata: Metadata; fresh: boolean }> {
	const { issuer } = provider;
	try {
		const client = await import('openid-client');
		const asked = await client.discovery(new URL(issuer), provider.clientId, undefined, client.None(), {
			[client.customFetch]: providerFetch(provider),
			timeout: provider.seconds,
			// Marked by the library so that nobody overlooks it: the setting lets it through for this machine alone.
			execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
		});
		const metadata = { ...asked.serverMetadata() } as Metadata;
		mustBeSound(provider, metadata);
		await database.write((db) =>
			db
				.insertInto('people.sign_on_providers')
				.values({ issuer, metadata: json(metadata), told_at: now })
				.onConflict((conflict) => conflict.column('issuer').doUpdateSet({ metadata: json(metadata), told_at: now }))
				.execute()
		);
		return { metadata, fresh: true };
	} catch (fault) {
		if (fault instanceof Unsound) throw fault;
		const last = await reading(database.kysely)
			.selectFrom('people.sign_on_providers')
			.select(['metadata', 'told_at'])
			.where('issuer', '=', issuer)
			.executeTakeFirst();
		if (!last || now.getTime() - last.told_at.getTime() > longest) throw fault;
		return { metadata: last.metadata as unknown as Metadata, fresh: false };
	}
}

/** What the provider says of itself is not what this platform works with. */
export class Unsound extends Error {
	override readonly name = 'Unsound';
}

/** Never without PKCE by SHA-256: a provider that says it knows only less is not asked. */
function mustBeSound({ issuer }: SignOnProvider, metadata: Metadata): void {
	if (metadata.issuer !== issuer) throw new Unsound('another issuer');
	const methods = metadata.code_challenge_methods_supported;
	if (methods && !methods.includes('S256')) throw new Unsound('no PKCE with S256');
	for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const)
		if (typeof metadata[name] !== 'string') throw new Unsound(`no ${name}`);
	const scheme = issuer.startsWith('http:') ? /^https?:/ : /^https:/;
	if (!scheme.test(String(metadata.authorization_endpoint))) throw new Unsound('authorization_endpoint is not https');
}

async function configured(provider: SignOnProvider, metadata: Metadata): Promise<Configuration> {
	const client = await import('openid-client');
	const { secret } = provider;
	const proof = secret === null ? client.None() : provider.secretIn === 'header' ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret);
	const configuration = new client.Configuration(
		metadata,
		provider.clientId,
		// A few seconds between two clocks are no fault.
		{ id_token_signed_response_alg: provider.algorithm, [client.clockTolerance]: 30 },
		proof
	);
	configuration[client.customFetch] = providerFetch(provider);
	configuration.timeout = provider.seconds;
	// Signatures are checked although the tokens come straight from the provider.
	client.enableNonRepudiationChecks(configuration);
	// As above.
	if (provider.issuer.startsWith('http:')) client.allowInsecureRequests(configuration);
	return configuration;
}
