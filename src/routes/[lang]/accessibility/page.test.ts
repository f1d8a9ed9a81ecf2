// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { readerKey } from '#components/reader.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import Statement from './+page.svelte';

test.each(languages)('the statement says every one of its messages in %s', async (language) => {
	const { body } = await render(Statement, { context: new Map([[readerKey, await readerIn(language)]]) });
	const messages = JSON.parse(readFileSync(`src/text/messages/${language}/accessibility.json`, 'utf8')) as Record<string, string>;
	for (const [id, message] of Object.entries(messages)) expect(body, id).toContain(message);
	expect(body.match(/<h1/g)).toHaveLength(1);
	expect(body.match(/<h2/g)).toHaveLength(5);
});
