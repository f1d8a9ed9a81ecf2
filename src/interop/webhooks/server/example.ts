// SPDX-License-Identifier: Apache-2.0
// What a receiver would be told of the newest public event of a record, for those who try webhooks before they have an endpoint.
import type { Entry } from '#catalogue/entry.ts';
import type { Reading } from '#platform/server/database.ts';
import { isToldEvent, secretFrom, type Told, told, toldEvents } from '../webhook.ts';

/** The message as it would be posted; null where nothing public has happened to the record. */
export async function exampleMessage(db: Reading, entry: Entry, origin: string): Promise<Told | null> {
	const event = await db
		.selectFrom('records.events')
		.select(['seq', 'event', 'revision', 'occurred_at'])
		.where('record_id', '=', entry.recordId)
		.where('event', 'in', [...toldEvents])
		.orderBy('seq', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!event || !isToldEvent(event.event)) return null;
	return told({ seq: event.seq, event: event.event, revision: event.revision, at: event.occurred_at }, entry, origin);
}

const key = Buffer.from('an example, never a true secret');
/** A secret of the form that endpoints get, and of no endpoint. */
export const exampleSecret = secretFrom(key);

/** Lines for a shell that sign the message at the moment they are run and post it to the receiver at $RECEIVER, as the platform would. */
export const postingLines = (message: Told): string =>
	[
		`BODY='${JSON.stringify(message).replaceAll("'", '\\u0027')}'`,
		'ID=msg_example; NOW=$(date +%s)',
		`KEY=$(printf %s '${key.toString('base64')}' | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
		`SIGNATURE=$(printf %s "$ID.$NOW.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64)`,
		`curl -H 'Content-Type: application/json' -H "webhook-id: $ID" -H "webhook-timestamp: $NOW" \\`,
		`  -H "webhook-signature: v1,$SIGNATURE" -d "$BODY" "$RECEIVER"`
	].join('\n');
