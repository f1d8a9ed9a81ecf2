// SPDX-License-Identifier: Apache-2.0
// Which network addresses are not of the public internet: what others name to us must not lead into our own network. Knows no name and opens nothing.
import { BlockList, isIP } from 'node:net';

const inside = new BlockList();
for (const [network, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4]
] as const)
	inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
	['::', 96],
	['64:ff9b::', 96],
	['64:ff9b:1::', 48],
	['100::', 64],
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['fc00::', 7],
	['fe80::', 10],
	['fec0::', 10],
	['ff00::', 8]
] as const)
	inside.addSubnet(network, prefix, 'ipv6');

/** True for an address that is not one of the public internet: of this machine, of a private network, of a cloud's own service. */
export function isPrivateAddress(address: string): boolean {
	const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
	const family = isIP(bare);
	if (family === 0) return true;
	const [, mapped] = /^::ffff:(.+)$/i.exec(bare) ?? [];
	if (mapped) {
		if (isIP(mapped) === 4) return isPrivateAddress(mapped);
		const [high = 0, low = 0] = mapped.split(':').map((part) => Number.parseInt(part, 16));
		return isPrivateAddress([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	}
	return inside.check(bare, family === 4 ? 'ipv4' : 'ipv6');
}
