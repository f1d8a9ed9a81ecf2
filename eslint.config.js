// SPDX-License-Identifier: Apache-2.0
// What the compiler does not see. Form is Prettier's business, and the direction of imports that of architecture.js.
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';

export default defineConfig(
	globalIgnores(['.svelte-kit/', 'build/', 'client/generated/', 'data/', 'node_modules/', 'src/platform/server/tables.ts']),
	typescript.configs.recommended,
	svelte.configs.recommended,
	{ files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: typescript.parser, extraFileExtensions: ['.svelte'] } } },
	{
		rules: {
			eqeqeq: 'error',
			'no-constant-binary-expression': 'error',
			'no-control-regex': 'error',
			'no-debugger': 'error',
			'no-empty': ['error', { allowEmptyCatch: true }],
			'no-irregular-whitespace': 'error',
			'no-misleading-character-class': 'error',
			'no-self-assign': 'error',
			'no-unsafe-finally': 'error',
			'no-useless-escape': 'error',
			'no-console': 'error',
			'no-var': 'error',
			'prefer-const': 'error',
			'no-restricted-properties': [
				'error',
				{ object: 'process', property: 'env', message: 'Only src/platform/server/environment.ts reads the environment.' }
			],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
			'@typescript-eslint/no-invalid-void-type': 'off'
		}
	},
	{
		files: ['**/*.svelte'],
		rules: {
			// What a part is given is declared with `let` by custom, since a new value may come in.
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$state', '$derived'] }],
			// Addresses carry the language and are made by functions of ours, which this rule does not know.
			'svelte/no-navigation-without-resolve': 'off',
			// `{' '}` keeps a space that the layout of the source would lose.
			'svelte/no-useless-mustaches': 'off'
		}
	},
	{
		// The start greets whoever started it.
		files: ['src/worker/**'],
		rules: { 'no-console': 'off' }
	},
	{
		// What a person starts by hand, or what runs only in tests.
		files: ['*.js', '*.ts', 'static/**', 'src/cli/**', 'test/**', 'bench/**', '**/*.test.ts', 'src/platform/server/environment.ts'],
		rules: { 'no-console': 'off', 'no-restricted-properties': 'off' }
	}
);
