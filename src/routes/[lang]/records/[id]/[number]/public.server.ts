// A revision as everybody may read it: whoever asks, what is private is not in it. What leaves as a file is made of this.
import { error } from '@sveltejs/kit';
import { titleOf } from '#catalogue/entry.ts';
import { ownerName } from '#catalogue/server/project.ts';
import type { PrintedRevision } from '#components/print/record.ts';
import { isRevisionNumber } from '#records/record.ts';
import { schemesOf } from '#records/schemes.ts';
import { type ReadRecord, readRevision } from '#records/server/revisions.ts';
import { isReportType } from '#reporting/cycle.ts';
import { publicThreadsOf } from '#reporting/server/clarifications.ts';

type Here = Pick<App.Locals, 'platform' | 'definitions' | 'convention'>;

/** Not there, not public and withdrawn answer alike. */
export async function publicRevision(
	{ platform, definitions, convention }: Here,
	{ id, number }: { id: string; number: string }
): Promise<{ read: ReadRecord; page: PrintedRevision }> {
	const db = platform.database.read;
	const read = isRevisionNumber(number) ? await readRevision(db, definitions, null, id, Number(number)) : undefined;
	if (!read || 'gone' in read) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { record, form, revision, revisions } = read;
	return {
		read,
		page: {
			record,
			form,
			revision,
			revisions,
			owner: await ownerName(db, convention, record.ownerKind, record.owner),
			typeName: form.words['form.title'] ?? {},
			title: titleOf(form, revision.answers, convention),
			schemes: schemesOf(form, convention),
			publicThreads: isReportType(record.type) ? await publicThreadsOf(db, record) : []
		}
	};
}
