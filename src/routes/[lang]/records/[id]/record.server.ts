// What the pages of one record need: the revision as the reader may see it, its owner, its history.
import { error } from '@sveltejs/kit';
import { ownerName } from '#catalogue/server/project.ts';
import { may } from '#people/may.ts';
import { readRevision } from '#records/server/revisions.ts';
import { libraryRecord } from '#catalogue/server/library-record.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { publicPage } from '#catalogue/public-page.ts';
import { callType } from '#exchange/call.ts';
import { schemesOf } from '#records/schemes.ts';
import { registerName } from '#catalogue/register.ts';
import { isReportType } from '#reporting/cycle.ts';
import { publicThreadsOf } from '#reporting/server/clarifications.ts';
import { type Entry, titleOf } from '#catalogue/entry.ts';
import { childrenOf, provenanceOf } from '#catalogue/server/projects.ts';
import { pictureSize } from '#editorial/server/picture-size.ts';
import type { Convention } from '#convention/convention.ts';
import type { Answers } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import { projectType } from '#projects/answers.ts';
import { olderThanSource } from '#translation/server/older.ts';

export const loadRecord = (locals: App.Locals, id: string, number?: number) =>
	locals.remembered(`record ${id} ${number ?? ''}`, () => readRecord(locals, id, number));

/** Where the public reads the same record, if that is another page; null where it is this one. */
export async function canonicalOf({ platform }: App.Locals, { record }: Awaited<ReturnType<typeof readRecord>>): Promise<string | null> {
	const entry = record.type === callType || record.type === 'page' ? await findEntry(platform.database.read, record.id) : undefined;
	const page = entry && publicPage(entry);
	return page && page !== `/records/${record.id}` ? page : null;
}

/** Where a project comes from, and what it belongs to. */
async function projectAbout(db: Reading, convention: Convention, id: string, answers: Answers) {
	const parent = typeof answers.parent === 'string' ? await findEntry(db, answers.parent) : undefined;
	const named = ({ recordId, title }: Entry) => ({ id: recordId, title });
	return {
		...(await provenanceOf(db, convention, id, answers)),
		parent: parent?.state === 'published' ? named(parent) : null,
		children: (await childrenOf(db, id)).map(named)
	};
}

async function readRecord({ platform, definitions, convention, person }: App.Locals, id: string, number?: number) {
	const db = platform.database.read;
	const read = await readRevision(db, definitions, person, id, number);
	if (!read) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const record = 'gone' in read ? read.gone : read.record;
	const owner = await ownerName(db, convention, record.ownerKind, record.owner);
	const definition = definitions.current(record.type);
	const insider = may(person, 'record.read-private', record);
	const history = read.history.map(({ by: _, ...move }) => move);
	const shared = {
		record,
		owner,
		history,
		insider,
		received: may(person, 'record.read-received', record),
		typeName: definition?.form.words['form.title'] ?? {},
		register: definition?.type.register ? { id: definition.type.register.id, name: registerName(definition.form) } : null
	};
	if ('gone' in read) {
		const entry = await findEntry(db, id);
		return {
			...shared,
			gone: {
				title: entry?.title ?? {},
				reason: entry?.reason ?? history.findLast((move) => move.move === 'withdraw')?.reason ?? null,
				at: record.changedAt
			}
		};
	}
	const { form, revision, revisions } = read;
	return {
		...shared,
		form,
		revision,
		revisions,
		older: await olderThanSource(db, record.id, form, revision.answers, revision.languages),
		title: titleOf(form, revision.answers, convention),
		picture: await pictureSize(platform.files, revision.answers.image),
		schemes: schemesOf(form, convention),
		library: await libraryRecord(db, { definitions, convention }, record, revision.answers),
		publicThreads: isReportType(record.type) ? await publicThreadsOf(db, record) : [],
		project: record.type === projectType ? await projectAbout(db, convention, id, revision.answers) : null,
		areas: convention.entries('areas').filter((area) => definition?.type.areas.includes(area.id))
	};
}
