// SPDX-License-Identifier: Apache-2.0
// Three sets of tests: rules and stores beside their sources, journeys over HTTP, and a few in a real browser.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		globalSetup: ['test/ground/setup.ts'],
		// The tests of one file share a database; files run beside each other, each in a process of its own.
		pool: 'forks',
		maxWorkers: 2,
		projects: [
			{
				extends: true,
				plugins: [svelte({ configFile: false })],
				test: { name: 'unit', include: ['src/**/*.test.ts', 'test/ground/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 }
			},
			{
				extends: true,
				test: { name: 'journeys', include: ['test/journeys/**/*.test.ts', 'test/formats/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 }
			},
			{
				extends: true,
				test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 180_000, fileParallelism: false }
			}
		]
	}
});
