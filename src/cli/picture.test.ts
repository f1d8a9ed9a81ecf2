// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawing, type Imports, importsFound, withDrawing } from './picture.ts';

const imports = (...of: [folder: string, ...imported: string[]][]): Imports =>
	new Map(of.map(([folder, ...imported]) => [folder, new Set(imported)]));

test('arrows flow from what is imported to who imports it, and none is drawn twice over', () => {
	expect(drawing(imports(['text'], ['forms', 'text'], ['records', 'forms', 'text'], ['routes', 'text', 'records', 'forms']))).toBe(
		['```mermaid', 'flowchart TD', '\tforms --> records', '\trecords --> routes', '\ttext --> forms', '```'].join('\n')
	);
	// A folder that nobody draws from still has its arrow, and a circle does not hang it.
	expect(drawing(imports(['api', 'text'], ['routes', 'text']))).toContain('\ttext --> api\n\ttext --> routes');
	expect(drawing(imports(['one', 'two'], ['two', 'one']))).toContain('one --> two');
});

test('the drawing takes the place between its marks, and nothing else changes', () => {
	const marked = 'before\n<!-- river: made by `node src/cli/picture.ts` -->\nold\n<!-- /river -->\nafter\n';
	expect(withDrawing(marked, 'new')).toBe('before\n<!-- river: made by `node src/cli/picture.ts` -->\n\nnew\n\n<!-- /river -->\nafter\n');
	expect(withDrawing(withDrawing(marked, 'new'), 'new')).toBe(withDrawing(marked, 'new'));
	expect(() => withDrawing('no mark', 'new')).toThrow('no place for the drawing');
});

test('the picture in ARCHITECTURE.md shows the imports as they are: run `node src/cli/picture.ts` when this fails', () => {
	const found = importsFound();
	expect([...found.keys()]).toEqual(expect.arrayContaining(['text', 'records', 'routes', 'hooks', 'worker']));
	const page = readFileSync('ARCHITECTURE.md', 'utf8');
	expect(page).toBe(withDrawing(page, drawing(found)));
});
