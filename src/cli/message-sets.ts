// SPDX-License-Identifier: Apache-2.0
// Which topics of messages a browser needs: found by reading what the pages that run there import. Pages that one only reads are made on the server and
// carry no messages; pages of the secretariat alone carry theirs only to the secretariat.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { access } from '../api/access.ts';
import { matrix } from '../people/matrix.ts';

export interface MessageSets {
	/** For everybody who works with a page in the browser. */
	desk: string[];
	/** Beside those of the desk, for the secretariat. */
	office: string[];
}

const officers = new Set(['reviewer', 'editor', 'publisher', 'administrator']);

/** Abilities that nobody outside the secretariat has, whatever it is about. */
const officeOnly = (): Set<string> => {
	const open = new Set(matrix().flatMap(({ ability, allowed }) => (allowed.every((actor) => officers.has(actor)) ? [] : [ability])));
	return new Set(matrix().flatMap(({ ability }) => (open.has(ability) ? [] : [ability])));
};

const routes = 'src/routes';
const inBrowser = ['[lang]/work', '[lang]/sign-in'];

/** A page of the desk that is only looked at. */
const isStill = (folder: string): boolean => {
	const path = join(folder, '+page.ts');
	return existsSync(path) && /export const csr = false/.test(readFileSync(path, 'utf8'));
};

/** The files of a page that run in the browser. */
const clientFiles = (folder: string): string[] =>
	(isStill(folder) ? [] : ['+page.svelte', '+page.ts', '+layout.svelte', '+layout.ts', '+error.svelte'])
		.map((name) => join(folder, name))
		.filter((path) => existsSync(path));

const imports = /(?:^|\n)\s*(?:import|export)\s(?!type\s)[^'"`;]*?from\s+'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g;

function importsOf(path: string, text: string): string[] {
	return [...text.matchAll(imports)]
		.map(([, from, alone]) => from ?? alone ?? '')
		.map((name) => (name.startsWith('#') ? join('src', name.slice(1)) : name.startsWith('.') ? normalize(join(dirname(path), name)) : ''))
		.filter((file) => /\.(ts|svelte)$/.test(file) && !file.startsWith('src/text/messages') && existsSync(file));
}

/** Whole ids, and beginnings of ids that are put together: `finding.${code}`. */
interface Said {
	ids: Set<string>;
	beginnings: Set<string>;
}

function said(starts: string[]): Said {
	const seen = new Set<string>();
	const found: Said = { ids: new Set(), beginnings: new Set() };
	const open = [...starts];
	for (let path = open.pop(); path; path = open.pop()) {
		if (seen.has(path)) continue;
		seen.add(path);
		const text = readFileSync(path, 'utf8');
		for (const [, id] of text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)) found.ids.add(id as string);
		for (const [, beginning] of text.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g)) found.beginnings.add(beginning as string);
		open.push(...importsOf(path, text));
	}
	return found;
}

const isSaid = ({ ids, beginnings }: Said, id: string): boolean => ids.has(id) || [...beginnings].some((beginning) => id.startsWith(beginning));

export function messageSets(): MessageSets {
	const closed = officeOnly();
	const folders = inBrowser.flatMap((part) => [part, ...globSync(`${part.replace('[lang]', '[[]lang[]]')}/**/`, { cwd: routes }).map(String)]);
	const needs = (folder: string) => Object.values(access[`/${folder.replace(/\/$/, '')}`] ?? {});
	const ofOffice = (folder: string) => needs(folder).length > 0 && needs(folder).every((need) => closed.has(need));
	const files = (wanted: (folder: string) => boolean) => folders.filter(wanted).flatMap((folder) => clientFiles(join(routes, folder)));
	const desk = said(
		[...clientFiles(`${routes}/[lang]`), ...files((folder) => !ofOffice(folder))].filter((path) => !path.endsWith('[lang]/+page.svelte'))
	);
	const office = said(files(ofOffice));
	const topics = globSync('src/text/messages/en/*.json').sort();
	const using = (by: Said) =>
		topics
			.filter((topic) => Object.keys(JSON.parse(readFileSync(topic, 'utf8')) as object).some((id) => isSaid(by, id)))
			.map((topic) => /([\w-]+)\.json$/.exec(topic)?.[1] as string);
	const atDesk = using(desk);
	return { desk: atDesk, office: using(office).filter((topic) => !atDesk.includes(topic)) };
}
