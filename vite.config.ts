import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** Strict from the first page: nothing inline but what carries the nonce, nothing from elsewhere, Trusted Types enforced. */
const policy = {
	'default-src': ['none'],
	'script-src': ['strict-dynamic'],
	'style-src': ['self'],
	// The one inline style of SvelteKit: the invisible element that announces a change of page to screen readers.
	'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
	'img-src': ['self', 'data:'],
	'connect-src': ['self'],
	'font-src': ['self'],
	'manifest-src': ['self'],
	'worker-src': ['self'],
	'base-uri': ['none'],
	'form-action': ['self'],
	'frame-ancestors': ['none'],
	'require-trusted-types-for': ['script'],
	// The last is ours: what #text/markdown.ts made, drawn while it is written (components/editorial/markdown.ts).
	'trusted-types': ['svelte-trusted-html', 'sveltekit-trusted-url', 'markdown']
} as const;

/** One stylesheet for the parts that every page is made of, instead of one each: fewer trips on a slow line. */
const look = { name: 'look', test: /src[\\/]components[\\/](?!Home|WorldMap|Fill)[A-Z]\w+\.svelte|src[\\/]components[\\/](look|shell)/ };

export default defineConfig({
	// Of hundreds of small files each: bundled, the server has them at once, and `npm start` is a second shorter.
	ssr: { noExternal: ['kysely', 'yaml', 'diff', 'markdown-it', 'pg-boss', 'cron-parser'] },
	build: { rolldownOptions: { output: { codeSplitting: { groups: [look] } } } },
	plugins: [
		sveltekit({
			adapter: adapter({ precompress: true }),
			csp: { mode: 'nonce', directives: policy as never },
			// A page may answer at another address than its own, as one for somebody whose session has ended does: its parts are found from everywhere.
			paths: { relative: false },
			inlineStyleThreshold: 0,
			compilerOptions: { runes: true }
		})
	]
});
