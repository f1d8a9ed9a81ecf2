// SPDX-License-Identifier: Apache-2.0
// Which files of the store somebody keeps: asked by the count of the administrator's home and by the doctor.
import { sql } from 'kysely';

/** Whoever keeps a file keeps its hash in one of these. A file of this very minute may be named a moment later: nothing is taken away by this count. */
export const namedFiles = sql<{ sha256: string }>`
	select sha256 from records.attachments
	union select sha256 from editorial.renditions
	union select sha256 from reporting.older_files
	union select sha256 from meetings.bundles
	union select sha256 from datasets.dump_files
	union select mapping -> 'sample' ->> 'sha256' from projects.sources where mapping -> 'sample' ->> 'sha256' is not null
	union select file from projects.harvests where file is not null
	union select last_file from projects.sources where last_file is not null
	union select last_sha256 from projects.sources where last_sha256 is not null
	union select found[1] from reporting.clarification_posts, regexp_matches(files::text, '[0-9a-f]{64}', 'g') as found
	union select found[1] from sharing.asks, regexp_matches(answers::text, '[0-9a-f]{64}', 'g') as found
	union select found[1] from sharing.suggestions, regexp_matches(value::text, '[0-9a-f]{64}', 'g') as found`;
