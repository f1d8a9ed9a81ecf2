// SPDX-License-Identifier: Apache-2.0
// What the start prints: the address, and in demonstration mode the accounts to try it with.
import type { DemoAccount } from '#people/server/demo-accounts.ts';
import type { Configuration } from '#platform/configuration.ts';

export function greet(configuration: Configuration, accounts: DemoAccount[]): void {
	const lines = ['', `Minamata Exchange Platform: ${configuration.origin}`];
	if (accounts.length) {
		const width = Math.max(...accounts.map((account) => account.email.length));
		lines.push('', 'Demonstration accounts (synthetic content; also in demo-accounts.json of the data folder):');
		for (const account of accounts)
			lines.push(`  ${account.email.padEnd(width)}  ${account.password}  ${[account.role, account.party].filter(Boolean).join(' ')}`);
	}
	// The one thing printed for people; everything else is a line of the log.
	console.log(`${lines.join('\n')}\n`);
}
