// SPDX-License-Identifier: Apache-2.0
// The letters that follow from events of records: to the people of the owner, to the secretariat. Each in its reader's language.
import { titleOf } from '#catalogue/entry.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { groundOf } from '#people/server/ground.ts';
import { peopleOfOwner, peopleWith, type Addressee } from '#people/server/addressees.ts';
import { movesOf, findRecord } from '#records/server/records.ts';
import type { Announced } from '#records/server/doing.ts';
import type { Answers } from '#forms/form.ts';
import { type MessageId, type Reader, readerIn } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { Reacting } from './reactions.ts';

interface Told {
	id: string;
	title: Words;
	owner: Words;
	reason: string | null;
}

async function about({ platform, world }: Reacting, event: Announced): Promise<(Told & { ownerKind: string; ownerId: string }) | undefined> {
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
		id: record.id,
		title: form ? titleOf(form, last.answers as Answers, world.convention) : {},
		owner: await ownerName(db, world.convention, record.ownerKind, record.owner),
		reason: moves.findLast((move) => move.reason !== null)?.reason ?? null,
		ownerKind: record.ownerKind,
		ownerId: record.owner
	};
}

async function post(
	{ platform }: Reacting,
	to: Addressee[],
	told: Told,
	topic: string,
	address: (reader: Reader) => string,
	foot: MessageId
): Promise<void> {
	const ground = await groundOf(platform);
	await platform.database.write(async (db) => {
		for (const person of to) {
			const reader = await readerIn(person.language);
			const values = { id: told.id, title: say(told.title, person.language) || told.id, owner: say(told.owner, person.language) };
			const text = [
				reader.t(`mail.${topic}.text` as MessageId, values),
				...(told.reason && topic !== 'published' && topic !== 'submitted' ? [told.reason] : []),
				...(topic === 'returned' ? [reader.t('mail.returned.next')] : []),
				`${ground.origin}${address(reader)}`,
				reader.t(foot, values)
			].join('\n\n');
			await ground.post(db, {
				to: person.email,
				language: person.language,
				subject: reader.t(`mail.${topic}.subject` as MessageId, values),
				text: `${text}\n`
			});
		}
	});
}

/** To those who submit or prepare for the owner. */
export async function tellOwner(reacting: Reacting, event: Announced): Promise<void> {
	const told = await about(reacting, event);
	if (!told) return;
	const people = await peopleOfOwner(reacting.platform.database.fresh, told.ownerKind, told.ownerId);
	const address = (reader: Reader) =>
		event.event === 'published'
			? `/${reader.language}/records/${told.id}`
			: `/${reader.language}/work/records/${told.id}${event.event === 'returned' ? '/edit' : ''}`;
	await post(reacting, people, told, event.event, address, 'mail.foot');
}

/** To the officers who decide on submissions. */
export async function tellSecretariat(reacting: Reacting, event: Announced): Promise<void> {
	const told = await about(reacting, event);
	if (!told) return;
	const people = await peopleWith(reacting.platform.database.fresh, ['editor', 'publisher']);
	await post(reacting, people, told, 'submitted', (reader) => `/${reader.language}/work/queue/${told.id}`, 'mail.foot.secretariat');
}
