// SPDX-License-Identifier: Apache-2.0
// The mail as an administrator sees it: letters that the mail server did not take, by whom they were to be read, and letters to followers that came back.
import { sql } from 'kysely';
import { headOfLetter, lettersQueue } from '#people/server/ground.ts';
import type { Database } from '#platform/server/database.ts';
import type { TroubledJob } from '#platform/health.ts';
import { troubledJobs } from '#platform/server/queues.ts';
import { masked } from '../standing.ts';

export interface MailPage {
	troubled: (TroubledJob & { to: string | null; subject: string | null })[];
	/** Of followers, whose addresses are theirs: enough to tell one from another. */
	bounced: { to: string; at: Date; kind: string }[];
	/** Followers to whom nothing is sent any more. */
	silent: number;
}

export async function mailPage(database: Database, at: Date): Promise<MailPage> {
	const db = database.fresh;
	const troubled = await troubledJobs(db, { queue: lettersQueue, limit: 50 });
	const { rows: sealed } = await sql<{ id: string; sealed: string | null }>`
		select id::text, data ->> 'sealed' as sealed from pgboss.job where name = ${lettersQueue} and id = any(${troubled.map(({ id }) => id)}::uuid[])`.execute(
		db as never
	);
	const heads = new Map(
		await Promise.all(sealed.map(async (row) => [row.id, row.sealed ? await headOfLetter(database, row.sealed) : null] as const))
	);
	const { rows: bounced } = await sql<{ email: string; at: Date; kind: string }>`
		select coalesce(nullif(reader.email, ''), account.email, '') as email, letter.bounced_at as at, letter.kind
		from watching.letters as letter join watching.readers as reader on reader.id = letter.reader_id
		left join people.accounts as account on account.id = reader.watched_by
		where letter.bounced_at > ${new Date(at.getTime() - 30 * 86_400_000)} order by letter.bounced_at desc limit 50`.execute(db as never);
	const { silent } = await db
		.selectFrom('watching.readers')
		.select((select) => select.fn.countAll<number>().as('silent'))
		.where('bounced_at', 'is not', null)
		.executeTakeFirstOrThrow();
	return {
		troubled: troubled.map((job) => ({ ...job, to: heads.get(job.id)?.to ?? null, subject: heads.get(job.id)?.subject ?? null })),
		bounced: bounced.map(({ email, ...row }) => ({ ...row, to: masked(email) })),
		silent: Number(silent)
	};
}
