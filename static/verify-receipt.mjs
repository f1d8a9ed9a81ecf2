// SPDX-License-Identifier: Apache-2.0
// Verifies a receipt offline: node verify-receipt.mjs receipt.json receipt-keys.json [sealed.json]
// Ends with 0 when all is right, 1 when something is wrong, 2 when a file cannot be used. Needs Node 18 or later and nothing else.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const canonical = (value) => {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	const keys = Object.keys(value).sort();
	return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
};
try {
	const [receipt, { keys }, sealed] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
	const { signature, ...signed } = receipt;
	const bytes = Buffer.from(String(signature), 'base64url');
	const jwk = keys.find(({ kid }) => kid === receipt.keyId);
	const key = jwk && createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, format: 'jwk' });
	// Of what base64url reads, only the one way to write 64 bytes is a signature.
	const right = key && bytes.toString('base64url') === signature && verify(null, Buffer.from(canonical(signed)), key, bytes);
	const said = sealed && createHash('sha256').update(canonical(sealed.content)).digest('hex') === receipt.sha256;
	for (const [field, value] of Object.entries(signed)) console.log(`${field}: ${canonical(value)}`);
	console.log(right ? 'The signature is right.' : key ? 'THE SIGNATURE IS WRONG.' : 'THE KEY IS UNKNOWN: nothing is confirmed.');
	if (sealed) console.log(said ? 'The content is what was sealed.' : 'THE CONTENT IS NOT WHAT WAS SEALED.');
	process.exitCode = right && said !== false ? 0 : 1;
} catch (fault) {
	console.error(`node verify-receipt.mjs receipt.json receipt-keys.json [sealed.json]\n${fault.message}`);
	process.exitCode = 2;
}
