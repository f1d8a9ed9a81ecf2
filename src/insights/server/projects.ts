// SPDX-License-Identifier: Apache-2.0
// Reads what published projects say, as far as they are counted. Long texts stay where they are.
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import { projectType } from '#projects/answers.ts';
import type { Project } from '../portfolio.ts';

export async function readProjects(db: Reading): Promise<Project[]> {
	const { rows } = await sql<Project>`
		select record_id as record, title, demo, answers - '{title,description,results,links,documents,category,type,articles,start,end}'::text[] as answers
		from catalogue.entries where type = ${projectType} and state = 'published' order by record_id`.execute(db as never);
	return rows;
}
