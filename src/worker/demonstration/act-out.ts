// SPDX-License-Identifier: Apache-2.0
// Acts the demonstration out by the same acts that people use, each dated and signed by the person whose part it is. A refusal is a defect of the
// demonstration, so it throws and nothing is kept.
import { project, type World } from '#catalogue/server/project.ts';
import type { Answers, Json } from '#forms/form.ts';
import { isFileRefusal, type KeptFile } from '#platform/file.ts';
import type { Person, Role } from '#people/person.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { personById } from '#people/server/accounts.ts';
import { rowFrom } from '#people/server/roles.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import type { OwnerKind } from '#records/type.ts';
import { secretariatCode } from '#records/record.ts';
import { answersOf, type Scene, scenesOf, type Speaker, type StepName, type Told, type ToldRecord } from './content.ts';
import { documentOf } from './document.ts';

const megabyte = 1_048_576;
const made = ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'image/png'];

/** Writes all files of all records into the store, outside any transaction. Gives back what was kept, by record and name. */
export async function storeFiles(files: Files, { records, people }: Told): Promise<Map<string, KeptFile>> {
	const kept = new Map<string, KeptFile>();
	const store = async (record: ToldRecord, name: string) => {
		const { says, language, name: fileName } = record.files[name] as ToldRecord['files'][string];
		const owner = people.organisations[record.owner]?.name ?? record.owner;
		const content = documentOf(fileName, { says, language, lines: [`Contributed in the demonstration by: ${owner}`, `File: ${fileName}`] });
		const file = await files.put(content, { limitBytes: megabyte, accept: made });
		if (isFileRefusal(file)) throw new Error(`${record.key}: the file ${fileName} was refused: ${JSON.stringify(file)}`);
		kept.set(`${record.key} ${name}`, file);
	};
	await Promise.all(records.flatMap((record) => Object.keys(record.files).map((name) => store(record, name))));
	return kept;
}

/** Enters the organisations as admitted ones. One that is there already stays as it is. */
async function enterOrganisations(db: Writing, { people }: Told, decidedBy: string): Promise<void> {
	const rows = Object.entries(people.organisations).map(([id, { code, name, kind, country, website, language, contributor, applied, admitted }]) => ({
		id,
		code,
		name,
		kind,
		country,
		website,
		language,
		state: 'admitted',
		contact_name: contributor.name,
		contact_email: contributor.email,
		demo: true,
		applied_at: new Date(`${applied}T09:00:00Z`),
		decided_by: decidedBy,
		decided_at: new Date(`${admitted}T09:00:00Z`)
	}));
	await db
		.insertInto('people.organisations')
		.values(rows)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/** The demonstration account that holds a role, if there is one. */
export async function accountWith(db: Reading, role: Role): Promise<Person | null> {
	const { party, organisation } = rowFrom(role);
	const holder = await db
		.selectFrom('people.roles as role')
		.innerJoin('people.accounts as account', 'account.id', 'role.account_id')
		.select('account.id')
		.where('account.demo', '=', true)
		.where('role.role', '=', role.role)
		.where('role.party', 'is not distinct from', party)
		.where('role.organisation', 'is not distinct from', organisation)
		.orderBy('account.id')
		.executeTakeFirst();
	return holder ? personById(db, holder.id) : null;
}

interface Owner {
	kind: OwnerKind;
	id: string;
	code: string;
	/** Acts for it: its demonstration account, else a person without an account. */
	person: Person;
	speaker: Speaker;
}

/** The secretariat speaks through its editor, who has no contact of the kind that forms ask for. */
async function theSecretariat(db: Reading): Promise<Owner> {
	const person = await officer(db, 'editor');
	const speaker = { name: person.name, title: '', organisation: '', email: person.email };
	return { kind: 'secretariat', id: 'secretariat', code: secretariatCode, person, speaker };
}

async function ownerOf(db: Reading, { people }: Told, key: string, world: World): Promise<Owner> {
	if (key === 'secretariat') return theSecretariat(db);
	const organisation = people.organisations[key];
	const speaker = organisation?.contributor ?? people.parties[key];
	const code = organisation?.code ?? world.convention.state(key)?.iso2;
	if (!speaker || !code) throw new Error(`people.yaml knows nobody who speaks for ${key}`);
	const role: Role = organisation ? { role: 'organisation-contributor', organisation: key } : { role: 'focal-point', party: key };
	const language = organisation?.language ?? people.parties[key]?.language ?? 'en';
	const stranger: Person = { id: `demo-${role.role}-${key.toLowerCase()}`, name: speaker.name, email: speaker.email, language, roles: [role] };
	return { kind: organisation ? 'organisation' : 'party', id: key, code, person: (await accountWith(db, role)) ?? stranger, speaker };
}

export async function officer(db: Reading, role: 'editor' | 'publisher' | 'administrator'): Promise<Person> {
	const person = await accountWith(db, { role });
	if (!person) throw new Error(`there is no demonstration account of the role ${role}`);
	return person;
}

/** Acts all scenes out in the order of their days. Returns the number of records. The catalogue is brought in step afterwards. */
export async function actOut(db: Writing, told: Told, kept: Map<string, KeptFile>, world: World): Promise<number> {
	const editor = await officer(reading(db), 'editor');
	const publisher = await officer(reading(db), 'publisher');
	await enterOrganisations(db, told, editor.id);
	const owners = new Map<string, Owner>();
	for (const key of new Set(told.records.map((record) => record.owner))) owners.set(key, await ownerOf(reading(db), told, key, world));
	const identifiers = new Map<string, string>();
	const doing = (by: Person, at: Date): Doing => ({ by, at, definitions: world.definitions, convention: world.convention, announce: async () => {} });

	/** What the scene says, as answers of the form, and the files that they name. */
	const saidIn = ({ record, answers = {} }: Scene, owner: Owner): { answers: Answers; files: Set<string> } => {
		const form = world.definitions.form(record.type);
		if (!form) throw new Error(`${record.key}: there is no form ${record.type}`);
		const files = new Set<string>();
		const file = (name: string) => (files.add(name), fileAnswer(record, name, kept));
		return { answers: answersOf(form, answers, { file, record: (key) => identifiers.get(key) ?? key, speaker: owner.speaker }), files };
	};
	const attachAll = async (scene: Scene, id: string, owner: Owner, names: Set<string>): Promise<void> => {
		for (const name of names) {
			const file = kept.get(`${scene.record.key} ${name}`) as KeptFile;
			done(scene, await attach(db, doing(owner.person, scene.at), { record: id, name: scene.record.files[name]?.name ?? name, ...file }));
		}
	};
	const beginRecord = async (scene: Scene, owner: Owner): Promise<string> => {
		const said = saidIn(scene, owner);
		const beginning = { type: scene.record.type, ownerKind: owner.kind, owner: owner.id, ownerCode: owner.code, answers: said.answers, demo: true };
		const { id } = done(scene, await begin(db, doing(owner.person, scene.at), beginning));
		identifiers.set(scene.record.key, id);
		await attachAll(scene, id, owner, said.files);
		return id;
	};
	const save = async (scene: Scene, id: string, owner: Owner): Promise<void> => {
		const said = saidIn(scene, owner);
		await attachAll(scene, id, owner, said.files);
		const draft = await draftOf(reading(db), id);
		done(scene, await saveAnswers(db, doing(owner.person, scene.at), { record: id, version: draft?.version ?? 0, answers: said.answers }));
	};
	const moved = async (scene: Scene, by: Person, id: string, move: Exclude<StepName, 'submit'>): Promise<void> => {
		const checklist = move === 'publish' ? world.definitions.form(scene.record.type)?.checklist : undefined;
		done(scene, await moveRecord(db, doing(by, scene.at), { record: id, move, reason: scene.reason, checklist, outcome: scene.outcome }));
	};

	/** Whoever records the outcome: by the type the other Party, the owner, or the secretariat. */
	const decider = async (id: string, owner: Owner): Promise<Person> => {
		const record = await findRecord(reading(db), id);
		const decides = record && world.definitions.type(record.type)?.decides;
		if (decides === 'owner') return owner.person;
		return decides === 'other-party' ? (await ownerOf(reading(db), told, record?.otherParty ?? '', world)).person : publisher;
	};

	const officers = { return: editor, decline: editor, publish: publisher } as { [step in StepName]?: Person };
	for (const scene of scenesOf(told.records)) {
		const { record, act } = scene;
		const owner = owners.get(record.owner) as Owner;
		const id = identifiers.get(record.key) ?? (await beginRecord(scene, owner));
		if (act === 'begin') continue;
		if (scene.answers) await save(scene, id, owner);
		if (act === 'submit') done(scene, await submit(db, doing(owner.person, scene.at), id));
		else await moved(scene, act === 'decide' ? await decider(id, owner) : (officers[act] ?? owner.person), id, act);
		// A tombstone takes its title from the entry that was: it must have been one.
		if (act === 'publish' && record.story.some((step) => step.act === 'withdraw')) await project(db, world, id);
	}
	return identifiers.size;
}

function fileAnswer(record: ToldRecord, name: string, kept: Map<string, KeptFile>): Json {
	const told = record.files[name];
	const file = kept.get(`${record.key} ${name}`);
	if (!told || !file) throw new Error(`${record.key} holds no file ${name}`);
	return { file: file.sha256, name: told.name, mediaType: file.mediaType, size: file.size, language: told.language };
}

function done<T>(scene: Scene, outcome: T | Refusal): T {
	if (isRefusal(outcome)) throw new Error(`${scene.record.key}: ${scene.act} on ${scene.at.toISOString()} was refused: ${JSON.stringify(outcome)}`);
	return outcome as T;
}
