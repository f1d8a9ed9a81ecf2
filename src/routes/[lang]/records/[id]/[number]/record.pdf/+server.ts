// A revision on paper, as everybody may read it: whoever asks, what is private is not printed.
import { error } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { titleOf } from '#catalogue/entry.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { recordDocument } from '#components/print/record.ts';
import { paper } from '#interop/print/server/paper.ts';
import { isRefusal } from '#people/refusal.ts';
import { schemesOf } from '#records/schemes.ts';
import { readRevision } from '#records/server/revisions.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { platform, definitions, convention, reader } = locals;
	const db = platform.database.read;
	const read = /^[1-9]\d{0,8}$/.test(params.number) ? await readRevision(db, definitions, null, params.id, Number(params.number)) : undefined;
	if (!read || 'gone' in read) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { record, form, revision, revisions } = read;
	const at = new Date();
	const page = {
		record,
		form,
		revision,
		revisions,
		owner: await ownerName(db, convention, record.ownerKind, record.owner),
		typeName: form.words['form.title'] ?? {},
		title: titleOf(form, revision.answers, convention),
		schemes: schemesOf(form, convention)
	};
	const made = await paper(recordDocument(reader, page, { origin: platform.configuration.origin, at }), `${record.id}-${revision.number}`, at);
	return isRefusal(made) ? problem(reader, made) : made;
};
