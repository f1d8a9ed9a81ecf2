import { callsPerMinute } from '#api/serve.ts';
import { callsPerMinuteOfToken } from '#people/token.ts';
import { liveExamples } from './live.server.ts';
import type { PageServerLoad } from './$types.ts';

/** What the public API and the feeds offer, with addresses that answer. */
export const load: PageServerLoad = async ({ locals, params, fetch }) => {
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
		callsOfToken: callsPerMinuteOfToken,
		steps: steps(`${platform.configuration.origin}/api/v1`, params.lang),
		examples: examples.flatMap(([id, path]) => (path ? [{ id, path }] : [])),
		registers,
		live: await locals.remembered(`live examples ${params.lang}`, () => liveExamples(locals, fetch))
	};
};

/** What a program does from reading to submitting, as lines for a shell. */
function steps(root: string, language: string): { id: string; line: string }[] {
	const bearer = `-H "Authorization: Bearer $TOKEN"`;
	const json = `-H 'Content-Type: application/json'`;
	const begun = { type: 'art17-exchange-record', owner: { kind: 'party', id: 'GHA' } };
	const saved = { version: 0, answers: { kind: 'technical', title: { en: 'Thermometers without mercury' } } };
	return [
		{ id: 'read', line: `curl -H 'Accept-Language: ${language}' '${root}/records?type=art17-exchange-record&limit=5'` },
		{ id: 'caller', line: `curl ${bearer} '${root}/me'` },
		{ id: 'begin', line: `curl ${bearer} ${json} -H 'Idempotency-Key: first-try-1' \\\n  -d '${JSON.stringify(begun)}' '${root}/records'` },
		{ id: 'save', line: `curl -X PATCH ${bearer} ${json} \\\n  -d '${JSON.stringify(saved)}' \\\n  "${root}/records/$ID/draft"` },
		{
			id: 'file',
			line: `curl ${bearer} -H 'Content-Type: application/octet-stream' \\\n  --data-binary @study.pdf "${root}/records/$ID/files?name=study.pdf"`
		},
		{ id: 'check', line: `curl ${bearer} -H 'Accept-Language: ${language}' "${root}/records/$ID/draft/findings"` },
		{ id: 'submit', line: `curl ${bearer} ${json} \\\n  -d '{"move":"submit"}' "${root}/records/$ID/moves"` }
	];
}
