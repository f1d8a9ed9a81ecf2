// SPDX-License-Identifier: Apache-2.0
// The river: folders in the order in which data flows. A folder imports only itself and those before it; folders on one line never import one
// another. dependency-cruiser enforces it and draws the picture in ARCHITECTURE.md. Rule names are sentences, since they are what one reads.

const river = [
	['text'],
	['platform'],
	['convention'],
	['people'],
	['forms'],
	['records'],
	['sharing'],
	['translation'],
	['exchange', 'reporting', 'projects', 'editorial', 'meetings', 'learning'],
	['catalogue', 'insights'],
	['watching'],
	['interop'],
	['components'],
	['api'],
	['routes'],
	['worker'],
	['cli']
];

const all = river.flat();

/** What a folder may import of ours: itself, and every line above its own. */
const directions = river.flatMap((line, at) =>
	line.map((folder) => {
		const above = river.slice(0, at).flat();
		return {
			name: `src/${folder} imports only itself${above.length ? ` and what flows before it (${above.join(', ')})` : ''}`,
			severity: 'error',
			from: { path: `^src/${folder}/`, pathNot: '\\.test\\.ts$' },
			to: { path: '^src/', pathNot: `^src/(${[folder, ...above].join('|')})/` }
		};
	})
);

/** Where code of the server may stand. */
const onServer = [
	'^src/app\\.d\\.ts$',
	'/server/',
	'\\.server\\.[jt]s$',
	'(^|/)\\+server\\.[jt]s$',
	'^src/(api|worker|cli)/',
	'\\.test\\.ts$',
	'^(test|bench)/'
];

/** SvelteKit's hooks of the server and its parameter matchers stand outside every folder. */
const entries = '^src/(hooks|service-worker|params|instrumentation)';

/** Names that say nothing, and so gather everything. */
const nothings = ['util', 'helper', 'common', 'shared', 'service', 'manager', 'lib', 'misc'];

export default {
	forbidden: [
		...directions,
		{
			name: 'every folder of src has its place in the river',
			severity: 'error',
			from: { path: '^src/[^/]+/', pathNot: [`^src/(${all.join('|')})/`, entries] },
			to: {}
		},
		{
			name: 'only code of the server imports from a server folder',
			severity: 'error',
			from: { path: '^src/', pathNot: [...onServer, '^src/hooks\\.server\\.'] },
			to: { path: ['/server/', '\\.server\\.[jt]s$'], pathNot: 'node_modules' }
		},
		{
			name: 'a rule of a noun does no input or output',
			severity: 'error',
			from: {
				path: `^src/(${all.filter((folder) => !['components', 'api', 'routes', 'worker', 'cli'].includes(folder)).join('|')})/`,
				pathNot: onServer
			},
			to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|url|util)$' }
		},
		{
			name: 'nothing imports in a circle',
			severity: 'error',
			from: { path: '^((?:src|test)/.+)$' },
			// Types may look at one another. A component that shows a tree imports itself ($1). And a question may hold questions: the parts that
			// show them cannot but call each other.
			to: { circular: true, pathNot: '^$1$', via: { pathNot: '^src/components/kinds/' }, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'what is imported exists',
			severity: 'error',
			// The compiler of SvelteKit makes these.
			from: { path: '^(src|test)/' },
			to: { couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\$service-worker|\\./\\$types|\\.\\./.*\\$types)' }
		},
		{
			name: 'what runs in production is not a development package',
			severity: 'error',
			from: { path: '^src/', pathNot: '\\.test\\.ts$' },
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: ['node_modules/(svelte|@sveltejs/kit|@types)/'] }
		},
		{
			name: 'a package that is imported is in package.json',
			severity: 'error',
			from: { path: '^(src|test)/' },
			to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }
		},
		{
			name: 'what is served does not import tests',
			severity: 'error',
			from: { path: '^src/', pathNot: '\\.test\\.ts$' },
			to: { path: ['^(test|bench)/', '\\.test\\.ts$'] }
		},
		{
			name: `nothing is called ${nothings.join(', ')}`,
			severity: 'error',
			from: {},
			to: { path: nothings.map((name) => `/${name}s?[/.]`), pathNot: 'node_modules' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: ['^\\.svelte-kit/', '^build/', '^client/generated/'] },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		extraExtensionsToScan: ['.css', '.json'],
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
			mainFields: ['module', 'main', 'types']
		}
	}
};
