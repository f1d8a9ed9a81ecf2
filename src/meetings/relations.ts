// SPDX-License-Identifier: Apache-2.0
// Which document takes the place of which, and what belongs to which: said by whoever published it, or by its symbol alone. Both ways, from one list. Pure.
import { belongsTo, compareSymbols, readSymbol, replacedBy, symbolKey, symbolText } from '#convention/symbol.ts';

export interface Related {
	/** Symbols whose place it takes, and symbols that take its place. */
	replaces: string[];
	replacedBy: string[];
	/** What it belongs to: the document of an addendum or corrigendum. */
	belongsTo: string | null;
	/** What belongs to it. */
	parts: string[];
}

interface Symbolled {
	symbol: string;
	/** What its publisher says that it replaces. */
	supersedes: readonly string[];
}

/** The symbols that a document replaces: those that were named, and for a revision the one before it. */
function replacedOf({ symbol, supersedes }: Symbolled): string[] {
	const read = readSymbol(symbol);
	const before = read && replacedBy(read);
	return [...new Map([...(before ? [symbolText(before)] : []), ...supersedes].map((each) => [symbolKey(each), each])).values()].filter(
		(each) => symbolKey(each) !== symbolKey(symbol)
	);
}

/**
 * Relations by key of the symbol. A document that is named and not in the list has relations too, so that its page can say what took its place once it
 * comes; what belongs to a document is told of those in the list alone.
 */
export function relationsOf(documents: readonly Symbolled[]): ReadonlyMap<string, Related> {
	const relations = new Map<string, Related>();
	const of = (symbol: string): Related => {
		const key = symbolKey(symbol);
		let related = relations.get(key);
		if (!related) relations.set(key, (related = { replaces: [], replacedBy: [], belongsTo: null, parts: [] }));
		return related;
	};
	for (const document of documents) {
		const own = of(document.symbol);
		for (const each of replacedOf(document)) {
			own.replaces.push(each);
			of(each).replacedBy.push(document.symbol);
		}
		const read = readSymbol(document.symbol);
		const whole = read && !replacedBy(read) ? belongsTo(read) : null;
		if (whole) {
			own.belongsTo = symbolText(whole);
			of(own.belongsTo).parts.push(document.symbol);
		}
	}
	for (const related of relations.values()) {
		related.replaces.sort(compareSymbols);
		related.replacedBy.sort(compareSymbols);
		related.parts.sort(compareSymbols);
	}
	return relations;
}
