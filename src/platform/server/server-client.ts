// SPDX-License-Identifier: Apache-2.0
// A connection to a PostgreSQL server. What acts ask again and again in their transactions is prepared once for each connection, so that the server need
// not read and plan it anew each time: that was half of the work it had with a submission. What pages ask with values is planned for those values.
import pg from 'pg';

/** So often a statement is asked before it is prepared: many are asked with lists of ever other lengths. */
const often = 10;
/** Each keeps its plan in every connection. */
const mostPrepared = 100;
const mostCounted = 1000;
const longestCounted = 10_000;

let generation = 0;
let possible = true;
const asked = new Map<string, number>();
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
	const name = names.get(text);
	// Several statements in one text cannot be prepared.
	if (name !== undefined || !possible || names.size >= mostPrepared || text.length > longestCounted || text.includes(';')) return name;
	const times = (asked.get(text) ?? 0) + 1;
	if (times < often) {
		if (asked.size >= mostCounted) asked.clear();
		asked.set(text, times);
		return undefined;
	}
	asked.delete(text);
	const given = `often-${generation}-${names.size}`;
	names.set(text, given);
	return given;
}

/**
 * Whether a fault came of what is prepared, and the same will do after this call: the columns of a table have become others, or a pooler stands between
 * that hands every transaction another connection. With such a pooler nothing is prepared any more.
 */
export function preparedAnew(fault: unknown): boolean {
	const { code, message = '' } = fault as { code?: string; message?: string };
	const pooled = code === '26000' || code === '42P05';
	if (!pooled && !(code === '0A000' && message.includes('cached plan'))) return false;
	if (pooled) possible = false;
	generation += 1;
	names.clear();
	asked.clear();
	return true;
}

type Ask = (text: unknown, values?: unknown, follow?: unknown) => Promise<unknown>;

export class ServerClient extends pg.Client {
	#inTransaction = false;

	override query = ((text: unknown, values?: unknown, follow?: unknown): Promise<unknown> => {
		const ask: Ask = (...given) => (super.query as Ask).apply(this, given);
		if (typeof text !== 'string' || !Array.isArray(values) || follow) return ask(text, values, follow);
		if (/^(begin|start transaction|commit|rollback)\b/.test(text)) {
			if (!text.startsWith('rollback to')) this.#inTransaction = text.startsWith('begin') || text.startsWith('start');
			return ask(text, values);
		}
		const inside = this.#inTransaction;
		const name = inside || values.length === 0 ? nameOf(text) : undefined;
		if (name === undefined) return ask(text, values);
		const answer = ask({ name, text, values });
		// A transaction is over with its first fault, and begun again by whoever began it.
		return inside ? answer : answer.catch((fault: unknown) => (preparedAnew(fault) ? ask(text, values) : Promise.reject(fault)));
	}) as never;
}
