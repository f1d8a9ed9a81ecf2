// SPDX-License-Identifier: Apache-2.0
// Every format that the platform gives out, over HTTP, judged by a tool that we did not write, which is shown to refuse what is wrong. Which tool judges
// which format, and for which there is none: docs/decisions/0040-formats-and-who-checks-them.md. One file, since the content takes its time to load.
import { afterAll, beforeAll, describe } from 'vitest';
import { documents } from './documents.ts';
import { calendarsOf, feeds, sitemaps } from './feeds.ts';
import { graphs } from './graphs.ts';
import { json } from './json.ts';
import { odata } from './odata.ts';
import { openOutlets, type Outlets } from './outlets.ts';
import { replies } from './replies.ts';
import { tables } from './tables.ts';

let opened: Outlets;
beforeAll(async () => {
	opened = await openOutlets();
}, 300_000);
afterAll(() => opened?.close());
const outlets = () => opened;

describe('feeds', () => feeds(outlets));
describe('calendars', () => calendarsOf(outlets));
describe('sitemap', () => sitemaps(outlets));
describe('OData', () => odata(outlets));
describe('graphs', () => graphs(outlets));
describe('documents', () => documents(outlets));
describe('tables', () => tables(outlets));
describe('JSON', () => json(outlets));
describe('replies', () => replies(outlets));
