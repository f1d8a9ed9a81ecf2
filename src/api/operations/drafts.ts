// SPDX-License-Identifier: Apache-2.0
// Drafts: beginning a record, reading, saving and checking its answers, attaching files. Each delegates to the act that the pages use.
import { Readable } from 'node:stream';
import { takePicture } from '#editorial/server/pictures.ts';
import { allQuestions, type Answers, type Form, type Question } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { organisationCode } from '#people/server/organisation-names.ts';
import type { Convention } from '#convention/convention.ts';
import { reading as readingIn, type Reading, type Writing } from '#platform/server/database.ts';
import type { KeptFile } from '#platform/file.ts';
import { isFileRefusal } from '#platform/file.ts';
import { secretariatCode } from '#records/record.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import type { OwnerKind } from '#records/type.ts';
import { isReportType } from '#reporting/cycle.ts';
import { isAnswerType } from '#exchange/call.ts';
import { answerCall } from '#exchange/server/answer-call.ts';
import { publishedCall } from '#exchange/server/calls.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { examineRecord } from '#catalogue/server/examine.ts';
import { judge } from '#records/server/judge.ts';
import { type Draft, draftOf, findRecord, lockDraft } from '#records/server/records.ts';
import { chooseAnswer, saveAnswers } from '#records/server/save-answers.ts';
import { type BodyFault, differences } from '../body.ts';
import type { Context } from '../context.ts';
import type { Example } from '../example.ts';
import { type Faulty, type Outcome, reading, writing } from '../operation.ts';
import type { ApiProblem } from '../problem.ts';
import { object, ref, type Schema, text, whole } from '../schema.ts';
import { aroundOwners, at } from '../shapes/around.ts';
import { draftTag, presentCheck, presentDraft, presentSaved, presentStanding } from '../shapes/work.ts';
import { recordId } from './records.ts';

const tag = 'Drafts';
const json = (schema: Schema) => ({ 'application/json': schema });
const megabyte = 1_048_576;
const mostAnswers = 2_000_000;

/** As large as a file may be on the pages. */
const largestFile = 50 * megabyte;
const accepted = [
	'application/pdf',
	'image/png',
	'image/jpeg',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.oasis.opendocument.text',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'text/csv',
	'text/plain'
];

const answersSchema: Schema = {
	type: 'object',
	additionalProperties: true,
	description: 'Answers by question id, of the sorts that `/forms/{id}/schema` says. They may be unfinished. Null takes an answer out.'
};

/** Answers that no draft of the form can hold: to no question of it, or of another sort than the question takes. */
function answersFaults(form: Form, answers: Answers): BodyFault[] {
	const questions = new Map(allQuestions(form).map((question) => [question.id, question]));
	return Object.entries(answers)
		.flatMap(([id, answer]): BodyFault[] => {
			const question = questions.get(id);
			const place = `/answers/${id.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
			return question ? differences(kindOf(question).schema(question) as Schema, answer, place, true) : [{ at: place, code: 'unknown' }];
		})
		.slice(0, 20);
}

const badAnswers = (body: BodyFault[]): Faulty => ({ faults: [], body });

/** The draft for whoever may read it, or why not. */
async function draftFor({ person }: Pick<Context, 'person'>, db: Reading, id: string) {
	const record = await findRecord(db, id);
	if (!record || !may(person, 'draft.read', record)) return refuse('not-found');
	const draft = await draftOf(db, id);
	return draft ? { record, draft } : refuse('stage-does-not-fit');
}

const exampleDraft = ({ read }: Example): Draft => ({
	recordId: read.record.id,
	formVersion: read.form.version,
	answers: { title: { en: 'Mercury in the air of a city' }, kind: 'scientific' },
	touched: {},
	clashes: [],
	version: 4,
	baseRevision: null,
	changedAt: new Date('2026-03-02T09:30:00.000Z')
});

const exampleFile = { file: 'a'.repeat(64), name: 'study.pdf', mediaType: 'application/pdf', size: 48_213, language: 'en' };

/** `If-Match` with the version of the draft: the save is refused when it is not the present one, instead of merged. */
function matched(request: Request, draft: Draft | null): ApiProblem | undefined {
	const header = request.headers.get('if-match');
	if (header === null || !draft || header.trim() === '*') return undefined;
	// A proxy that packs replies marks their tags as weak; the version in it is the same.
	const tags = header.split(',').map((each) => each.trim().replace(/^W\//, ''));
	return tags.includes(draftTag(draft)) ? undefined : { problem: 'stale', more: { version: draft.version } };
}

/** The version that a save starts from: said in the body, or the present one where If-Match says that it is that. */
const startOf = (request: Request, body: { version?: number }, draft: Draft | null): number | undefined =>
	body.version ?? (request.headers.has('if-match') ? (draft?.version ?? 0) : undefined);

/** Letters of an owner for the identifier; none where there is no such owner. */
async function codeOf(db: Writing, convention: Convention, { kind, id }: { kind: OwnerKind; id: string }): Promise<string | undefined> {
	if (kind === 'party') return convention.state(id)?.iso2;
	if (kind === 'secretariat') return id === 'secretariat' ? secretariatCode : undefined;
	return organisationCode(readingIn(db), id);
}

export const draftOperations = [
	writing({
		id: 'beginRecord',
		method: 'POST',
		path: '/records',
		tag,
		summary: 'Begin a record',
		description:
			'Gives a new record its permanent identifier and a draft, for a Party or an organisation that you speak for, or for the secretariat by those who edit for it. What answers a call (`answers.call`) has the questions of the call: begin with the call alone, then save the other answers.',
		parameters: {},
		scope: 'drafts',
		ability: 'record.begin',
		problems: [404],
		body: {
			description: 'What is begun, and for whom.',
			most: mostAnswers,
			schema: object(
				'What is begun.',
				{
					type: text('Record type (see `/forms`).', { maxLength: 60 }),
					owner: object('Whom it speaks for.', {
						kind: { type: 'string', enum: ['party', 'organisation', 'secretariat'], description: 'A Party, an organisation, or the secretariat.' },
						id: text('Key of the Party (see `/parties`) or identifier of the organisation; `secretariat` of the secretariat.', { maxLength: 100 })
					}),
					answers: answersSchema
				},
				['answers']
			),
			example: ({ read }) => ({
				type: read.record.type,
				owner: { kind: 'party', id: 'GHA' },
				answers: { title: { en: 'Mercury in the air of a city' } }
			})
		},
		reply: { description: 'The record, begun.', status: 201, content: json(ref('Standing')), headers: ['Location'] },
		example: ({ read, around }) => presentStanding({ ...read.record, stage: 'draft', state: 'unpublished', published: null }, null, around),
		async act({ db, doing, context }) {
			const { type, owner, answers = {} } = context.body as { type: string; owner: { kind: OwnerKind; id: string }; answers?: Answers };
			const definition = doing.definitions.current(type);
			if (!definition) return refuse('not-found');
			// A report answers the form of its cycle.
			const version = typeof answers.cycle === 'string' ? doing.convention.cycle(answers.cycle)?.formVersion : null;
			const form = (isReportType(type) && version && doing.definitions.form(type, version)) || definition.form;
			const faults = answersFaults(form, answers);
			if (faults.length) return badAnswers(faults);
			const code = await codeOf(db, doing.convention, owner);
			if (!code) return refuse('not-found');
			const said = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== null));
			const begun =
				isReportType(type) && owner.kind === 'party' && typeof said.cycle === 'string'
					? await beginReport(db, doing, { cycle: said.cycle, party: owner.id, answers: said })
					: isAnswerType(type) && typeof said.call === 'string' && (await publishedCall(readingIn(db), doing.definitions, said.call))
						? await answerCall(db, doing, { call: said.call, ownerKind: owner.kind, owner: owner.id, ownerCode: code })
						: await begin(db, doing, { type, ownerKind: owner.kind, owner: owner.id, ownerCode: code, answers: said });
			if (isRefusal(begun)) return begun;
			if ('begun' in begun && !begun.begun) return refuse(isAnswerType(type) ? 'call-answered' : 'report-begun', { record: begun.id });
			const record = await findRecord(readingIn(db), begun.id);
			if (!record) throw new Error(`${begun.id} was begun and is not there`);
			const around = await aroundOwners(context, [record]);
			return { status: 201, headers: { location: at(around, `/records/${record.id}/draft`) }, body: presentStanding(record, context.person, around) };
		}
	}),
	reading({
		id: 'getDraft',
		path: '/records/{id}/draft',
		tag,
		summary: 'The draft of a record',
		description: 'For those who may edit it. The `ETag` names its version.',
		parameters: { id: recordId },
		scope: 'drafts',
		ability: 'draft.read',
		personal: true,
		problems: [404, 409],
		reply: { description: 'The draft.', content: json(ref('Draft')) },
		example: (example) => presentDraft(exampleDraft(example)),
		async handle(context, asked) {
			const found = await draftFor(context, context.platform.database.fresh, asked.id);
			return isRefusal(found) ? found : { body: presentDraft(found.draft), tag: draftTag(found.draft) };
		}
	}),
	writing({
		id: 'saveAnswers',
		method: 'PATCH',
		path: '/records/{id}/draft',
		tag,
		summary: 'Save answers into a draft',
		description:
			'Send only what changed, with the `version` that you started from: it is merged answer by answer with what others saved meanwhile, and a real clash keeps both answers. With `If-Match` nothing is merged: the save is refused with 412 when somebody saved meanwhile.',
		parameters: { id: recordId },
		scope: 'drafts',
		ability: 'draft.edit',
		problems: [404, 409, 412],
		matched: true,
		body: {
			description: 'The answers that changed.',
			most: mostAnswers,
			schema: object(
				'The answers that changed.',
				{
					version: whole('Version of the draft that you started from. May be left out with `If-Match`.', { minimum: 0, maximum: 999_999_999 }),
					answers: answersSchema
				},
				['version']
			),
			example: () => ({ version: 3, answers: { title: { en: 'Mercury in the air of a city' } } })
		},
		reply: { description: 'The draft as it stands now.', content: json(ref('SavedDraft')) },
		example: (example) => presentSaved(exampleDraft(example), {}),
		async act({ db, doing, context }, { id }) {
			const locked = await lockDraft(db, id);
			if (!locked || !may(doing.by, 'draft.read', locked.record)) return refuse('not-found');
			const body = context.body as { version?: number; answers: Answers };
			const stale = matched(context.request, locked.draft);
			if (stale) return stale;
			const version = startOf(context.request, body, locked.draft);
			if (version === undefined) return badAnswers([{ at: '/version', code: 'missing' }]);
			// Nobody can have started from what is not there yet; taken for the newest, it would go over what others saved without a clash.
			if (locked.draft && version > locked.draft.version)
				return badAnswers([{ at: '/version', code: 'too-large', values: { most: locked.draft.version } }]);
			const form = locked.draft && doing.definitions.form(locked.record.type, locked.draft.formVersion);
			const faults = form ? answersFaults(form, body.answers) : [];
			if (faults.length) return badAnswers(faults);
			const saved = await saveAnswers(db, doing, { record: id, version, answers: body.answers });
			return isRefusal(saved) ? saved : { body: presentSaved(saved.draft, saved.others), tag: draftTag(saved.draft) };
		}
	}),
	writing({
		id: 'decideClash',
		method: 'POST',
		path: '/records/{id}/draft/choices',
		tag,
		summary: 'Decide between two answers',
		description: 'Ends a clash: keeps the stored answer, or takes the one that waits. The other stays in the history.',
		parameters: { id: recordId },
		scope: 'drafts',
		ability: 'draft.edit',
		problems: [404, 409],
		body: {
			description: 'The choice.',
			most: 10_000,
			schema: object('The choice.', {
				question: text('Id of the question.', { maxLength: 100 }),
				index: whole('Which of the answers that wait for this question, from 0, in the order of `clashes`.', { minimum: 0, maximum: 1000 }),
				take: { type: 'boolean', description: 'True takes the answer that waits; false keeps the stored one.' }
			}),
			example: () => ({ question: 'title', index: 0, take: true })
		},
		reply: { description: 'The draft as it stands now.', content: json(ref('Draft')) },
		example: (example) => presentDraft(exampleDraft(example)),
		async act({ db, doing, context }, { id }) {
			const { question, index, take } = context.body as { question: string; index: number; take: boolean };
			const draft = await chooseAnswer(db, doing, { record: id, question, index, take });
			return isRefusal(draft) ? draft : { body: presentDraft(draft), tag: draftTag(draft) };
		}
	}),
	reading({
		id: 'checkDraft',
		path: '/records/{id}/draft/findings',
		tag,
		summary: 'What the checks say of a draft',
		description: 'All findings at once, worded in the language of the call, and how far each section is.',
		parameters: { id: recordId },
		scope: 'drafts',
		ability: 'draft.read',
		personal: true,
		problems: [404, 409],
		reply: { description: 'The findings.', content: json(ref('Check')) },
		example: () => ({
			version: 4,
			findings: [{ at: 'abstract', code: 'required', severity: 'error', message: 'Answer this question.' }],
			sections: [{ section: 'content', asked: 9, answered: 2, missing: 4 }]
		}),
		async handle(context, asked) {
			const db = context.platform.database.fresh;
			const found = await draftFor(context, db, asked.id);
			if (isRefusal(found)) return found;
			const { record, draft } = found;
			const { definitions, convention } = context;
			const judged = await judge(db, { definitions, convention, examine: examineRecord }, record, draft, new Date());
			return { body: presentCheck(context.reader, draft.version, judged.findings, judged.completeness) };
		}
	}),
	writing({
		id: 'attachFile',
		method: 'POST',
		path: '/records/{id}/files',
		tag,
		summary: 'Attach a file to a draft',
		description:
			'The body is the file itself, sent as `application/octet-stream`. What it is, is read from its content, never from its name. Then put the reply into the answer of its question. The same file sent twice is one file.',
		parameters: {
			id: recordId,
			name: { in: 'query', description: 'File name.', schema: { type: 'string', maxLength: 300, default: 'file' }, example: 'study.pdf' },
			question: {
				in: 'query',
				description: 'Id of the question that it will answer, where only some sorts of file are taken; a column of a table as `question.column`.',
				schema: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)?$', maxLength: 200 }
			}
		},
		scope: 'files',
		ability: 'draft.edit',
		problems: [404, 409, 415],
		body: { description: `The file, at most ${largestFile / megabyte} MB.`, most: largestFile, file: true },
		reply: { description: 'The file, attached.', status: 201, content: json(ref('StoredFile')) },
		example: () => exampleFile,
		async prepare(context, asked): Promise<KeptFile | Outcome> {
			const found = await draftFor(context, context.platform.database.fresh, asked.id);
			if (isRefusal(found)) return found;
			const { record, draft } = found;
			if (!may(context.person, 'draft.edit', record)) return refuse('not-allowed');
			if (record.stage !== 'draft' && record.stage !== 'returned') return refuse('stage-does-not-fit');
			const question =
				asked.question === undefined ? undefined : questionAt(context.definitions.form(record.type, draft.formVersion) as Form, asked.question);
			if (asked.question !== undefined && !question) return { faults: [{ parameter: 'question', code: 'unknown' }] };
			const { body } = context.request;
			if (!body) return refuse('empty');
			const { files } = context.platform;
			const kept =
				question?.format === 'picture'
					? await takePicture(files, Readable.fromWeb(body as never))
					: await files.put(Readable.fromWeb(body as never), { limitBytes: largestFile, accept: question?.accept ?? accepted });
			return isFileRefusal(kept) ? ({ refusal: kept.refusal, values: { limit: largestFile / megabyte } } as Refusal) : kept;
		},
		isPrepared: (prepared): prepared is KeptFile => 'sha256' in prepared,
		async act({ db, doing, context }, asked, kept) {
			const attached = await attach(db, doing, {
				record: asked.id,
				sha256: kept.sha256,
				name: asked.name,
				mediaType: kept.mediaType,
				size: kept.size
			});
			if (isRefusal(attached)) return attached;
			const { sha256, name, mediaType, size } = attached;
			return { status: 201, body: { file: sha256, name, mediaType, size, language: context.reader.language } };
		}
	})
];

/** The question of a form that takes files, or that column of one. */
function questionAt(form: Form, path: string): Pick<Question, 'accept' | 'format'> | undefined {
	const [id, column] = path.split('.');
	const question = allQuestions(form).find((each) => each.id === id);
	const found = column === undefined ? question : question?.columns?.find((each) => each.id === column);
	return found && (found.kind === 'attachment' || found.kind === 'signature') ? found : undefined;
}
