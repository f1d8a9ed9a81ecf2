import { callsPerMinute } from '#api/serve.ts';
import type { PageServerLoad } from './$types.ts';

/** What the public API and the feeds offer, with addresses that answer. */
export const load: PageServerLoad = ({ locals, params }) => {
	const { definitions, convention, platform } = locals;
	const registers = definitions.all.flatMap(({ form, type }) =>
		type.register ? [{ id: type.register.id, title: form.words['form.title'] ?? {} }] : []
	);
	const examples: [string, string | undefined][] = [
		['records', '/records?limit=5'],
		['search', '/search?q=mercury'],
		['registers', '/registers'],
		['csv', registers[0] && `/registers/${registers[0].id}?format=csv&lang=${params.lang}`],
		['parties', '/parties'],
		['party', convention.states[0] && `/parties/${convention.states.find((state) => state.party)?.id ?? convention.states[0].id}`],
		['areas', '/areas'],
		['concepts', '/concepts'],
		['forms', '/forms'],
		['figures', '/figures']
	];
	return {
		address: `${platform.configuration.origin}/api/v1`,
		calls: callsPerMinute,
		examples: examples.flatMap(([id, path]) => (path ? [{ id, path }] : [])),
		registers
	};
};
