// SPDX-License-Identifier: Apache-2.0
// Draws the river into ARCHITECTURE.md: which folder of src imports which, as dependency-cruiser finds it. Knows no rule: those are in architecture.js.
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** By folder, or entry file at the top of src: the folders that it imports. */
export type Imports = Map<string, Set<string>>;

const page = 'ARCHITECTURE.md';
const [opening, closing] = ['<!-- river: made by `node src/cli/picture.ts` -->', '<!-- /river -->'];

/** What the folders of src import of one another, tests left out. Throws with what dependency-cruiser said when it fails. */
export function importsFound(): Imports {
	const options = ['--config', 'architecture.js', '--include-only', '^src/', '--exclude', '\\.test\\.ts$|\\.d\\.ts$', '--output-type', 'json', 'src'];
	const program = resolve('node_modules/.bin/depcruise');
	const { stdout, stderr } = spawnSync(process.execPath, [program, ...options], { encoding: 'utf8', maxBuffer: 1e9 });
	if (!stdout) throw new Error(`dependency-cruiser failed:\n${stderr}`);
	const { modules } = JSON.parse(stdout) as { modules: { source: string; dependencies: { resolved: string }[] }[] };
	const imports: Imports = new Map();
	for (const { source, dependencies } of modules) {
		const from = folderOf(source);
		const known = imports.get(from) ?? imports.set(from, new Set()).get(from);
		for (const { resolved } of dependencies) if (folderOf(resolved) !== from) known?.add(folderOf(resolved));
	}
	return imports;
}

/** `src/forms/kinds/text.ts` stands in `forms`; `src/hooks.server.ts` is `hooks`. */
const folderOf = (path: string): string => (path.split('/')[1] ?? '').split('.')[0] ?? '';

/**
 * The Mermaid drawing: an arrow leads from a folder to one that imports it, so that everything flows downwards.
 * What is imported by way of another folder as well gets no arrow of its own: else nobody could read it.
 */
export function drawing(imports: Imports): string {
	const folders = [...new Set([...imports.keys(), ...[...imports.values()].flatMap((each) => [...each])])].sort();
	const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
		[...(imports.get(from) ?? [])].some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
	const direct = (from: string, to: string): boolean => ![...(imports.get(from) ?? [])].some((other) => other !== to && reaches(other, to));
	const arrows = folders.flatMap((from) => [...(imports.get(from) ?? [])].filter((to) => direct(from, to)).map((to) => `\t${to} --> ${from}`));
	return ['```mermaid', 'flowchart TD', ...arrows.sort(), '```'].join('\n');
}

/** The page with the drawing between its marks. Throws when a mark is missing. */
export function withDrawing(text: string, drawn: string): string {
	const [start, end] = [text.indexOf(opening), text.indexOf(closing)];
	if (start < 0 || end < start) throw new Error(`${page} has no place for the drawing: ${opening} … ${closing}`);
	return `${text.slice(0, start + opening.length)}\n\n${drawn}\n\n${text.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(page, withDrawing(await readFile(page, 'utf8'), drawing(importsFound())));
