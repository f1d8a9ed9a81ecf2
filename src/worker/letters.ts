// SPDX-License-Identifier: Apache-2.0
// The letters that follow from events of records: to the people of the owner, to the secretariat. Each in its reader's language.
// Those between two Parties stand in letters-between.ts.
import { titleOf } from '#catalogue/entry.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { groundOf } from '#people/server/ground.ts';
import { peopleOfOwner, peopleWith, type Addressee } from '#people/server/addressees.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { movesOf, findRecord } from '#records/server/records.ts';
import type { Announced } from '#records/server/doing.ts';
import type { Answers } from '#forms/form.ts';
import { type MessageId, type Reader, readerIn, type Values } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { Reacting } from './reactions.ts';

/** What every letter about a record needs of it. */
export interface Told {
	record: RecordEnvelope;
	title: Words;
	owner: Words;
	/** The last reason that was given. */
	reason: string | null;
}

export async function about({ platform, world }: Reacting, event: Announced): Promise<Told | undefined> {
	const db = platform.database.fresh;
	const record = await findRecord(db, event.record);
	if (!record) return undefined;
	const last = await db
		.selectFrom('records.revisions')
		.select(['answers', 'form_version'])
		.where('record_id', '=', record.id)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const form = last && world.definitions.form(record.type, last.form_version);
	const moves = await movesOf(db, record.id);
	return {
		record,
		title: form ? titleOf(form, last.answers as Answers, world.convention) : {},
		owner: await ownerName(db, world.convention, record.ownerKind, record.owner),
		reason: moves.findLast((move) => move.reason !== null)?.reason ?? null
	};
}

/** A letter as it is worded for each of its readers. */
export interface Worded {
	subject: MessageId;
	text: MessageId;
	/** Values of the messages in the reader's language, beside identifier, title and owner. */
	values?: (reader: Reader) => Values;
	/** Paragraphs after the text and before the address, as they were written or worded. */
	more?: (reader: Reader, values: Values) => string[];
	/** Path of the page that it leads to. */
	address: (reader: Reader) => string;
	foot: MessageId;
	/** For whom the reader has a role, where that is not the owner. */
	readersFor?: Words;
}

export async function post({ platform }: Reacting, to: Addressee[], { record, title, owner }: Told, worded: Worded): Promise<void> {
	const ground = await groundOf(platform);
	await platform.database.write(async (db) => {
		for (const person of to) {
			const reader = await readerIn(person.language);
			const said = (words: Words) => say(words, person.language);
			const values = { id: record.id, title: said(title) || record.id, owner: said(owner), ...worded.values?.(reader) };
			const text = [
				reader.t(worded.text, values),
				...(worded.more?.(reader, values) ?? []),
				`${ground.origin}${worded.address(reader)}`,
				reader.t(worded.foot, worded.readersFor ? { ...values, owner: said(worded.readersFor) } : values)
			].join('\n\n');
			await ground.post(db, { to: person.email, language: person.language, subject: reader.t(worded.subject, values), text: `${text}\n` });
		}
	});
}

/** To those who submit or prepare for the owner. */
export async function tellOwner(reacting: Reacting, event: Announced): Promise<void> {
	const told = await about(reacting, event);
	if (!told) return;
	const { record } = told;
	const topic = event.event;
	const messages = topic === 'registered' ? 'flows.mail.registered' : `mail.${topic}`;
	await post(reacting, await peopleOfOwner(reacting.platform.database.fresh, record.ownerKind, record.owner), told, {
		subject: `${messages}.subject` as MessageId,
		text: `${messages}.text` as MessageId,
		more: (reader) => [
			...(told.reason && topic !== 'published' && topic !== 'registered' ? [told.reason] : []),
			...(topic === 'returned' ? [reader.t('mail.returned.next')] : [])
		],
		address: ({ language }) =>
			topic === 'published' || topic === 'registered'
				? `/${language}/records/${record.id}`
				: `/${language}/work/records/${record.id}${topic === 'returned' ? '/edit' : ''}`,
		foot: 'mail.foot'
	});
}

/** To the officers who decide on submissions. */
export async function tellSecretariat(reacting: Reacting, event: Announced): Promise<void> {
	const told = await about(reacting, event);
	if (!told || told.record.visibility === 'bilateral') return;
	await post(reacting, await peopleWith(reacting.platform.database.fresh, ['editor', 'publisher']), told, {
		subject: 'mail.submitted.subject',
		text: 'mail.submitted.text',
		address: ({ language }) => `/${language}/work/queue/${told.record.id}`,
		foot: 'mail.foot.secretariat'
	});
}
