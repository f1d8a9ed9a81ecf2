// The public keys that receipts are verified with, as a JSON Web Key Set (RFC 7517): for anybody, from any site.
import { publicKeys, signingKey } from '#platform/server/signing-keys.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals }) => {
	const { database } = locals.platform;
	// Whoever fetches the keys before the first submission has that of the first receipt.
	await signingKey(database, new Date());
	const keys = (await publicKeys(database.fresh)).map(({ id, x, createdAt, retiredAt }) => ({
		kty: 'OKP',
		crv: 'Ed25519',
		x,
		kid: id,
		use: 'sig',
		alg: 'Ed25519',
		createdAt: createdAt.toISOString(),
		retiredAt: retiredAt?.toISOString() ?? null
	}));
	return new Response(`${JSON.stringify({ keys }, null, '\t')}\n`, {
		headers: {
			'content-type': 'application/jwk-set+json',
			'cache-control': 'public, max-age=300',
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		}
	});
};
