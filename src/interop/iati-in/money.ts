// SPDX-License-Identifier: Apache-2.0
// What an activity says of its money. One source of figures is taken, the surest there is, so that the same money is never counted twice: commitments that
// came in, else commitments that went out, else budgets. Pure.
import { Decimal } from 'decimal.js';
import type { Funding } from '#projects/found.ts';
import { nameKey, plain } from '../harvest/plain-text.ts';
import type { HarvestTables } from '../harvest/tables.ts';
import type { Node } from './activity-stream.ts';
import { gefFunds, roles, transactions } from './codes.ts';
import { all, narrative, one } from './nodes.ts';

export interface Organisation {
	ref: string;
	name: string;
}

type Doubt = (code: string, seen: string) => void;
interface Sum {
	who: Organisation;
	currency: string;
	total: Decimal;
}

export const organisationOf = (node: Node | undefined, tables: HarvestTables): Organisation => {
	const ref = plain(node?.attributes.ref ?? '');
	const said = node ? narrative(node) : '';
	return { ref, name: gefFunds.get(ref) ?? tables.agencyCoded(ref) ?? (said ? tables.agency(said) : ref) };
};

export const isGef = ({ ref, name }: Organisation): boolean => gefFunds.has(ref) || /^(?:gef|global environment facility)\b/i.test(name);
const same = (first: Organisation, other: Organisation): boolean =>
	(first.ref && first.ref === other.ref) || nameKey(first.name) === nameKey(other.name) || (isGef(first) && isGef(other));

/** Values of transactions of one kind, added up by who gives; reversals are below zero and count as such. */
function commitments(activity: Node, kind: string, giver: (transaction: Node) => Organisation, doubt: Doubt): Sum[] {
	const sums: Sum[] = [];
	for (const transaction of all(activity, 'transaction')) {
		if (one(transaction, 'transaction-type')?.attributes.code !== kind) continue;
		const value = amountIn(transaction, activity, doubt);
		if (value) add(sums, giver(transaction), value);
	}
	return sums;
}

function add(sums: Sum[], who: Organisation, { amount, currency }: { amount: Decimal; currency: string }): void {
	const known = sums.find((sum) => sum.currency === currency && same(sum.who, who));
	if (known) known.total = known.total.plus(amount);
	else sums.push({ who, currency, total: amount });
}

function amountIn(node: Node, activity: Node, doubt: Doubt): { amount: Decimal; currency: string } | undefined {
	const value = one(node, 'value');
	const text = plain(value?.text ?? '');
	if (!text) return undefined;
	if (!/^[-+]?\d{1,24}(?:\.\d{1,12})?$/.test(text)) return void doubt('amount-unreadable', text);
	const currency = (value?.attributes.currency ?? activity.attributes['default-currency'] ?? '').trim().toUpperCase();
	if (!/^[A-Z]{3}$/.test(currency)) return void doubt('amount-without-currency', text);
	return { amount: new Decimal(text), currency };
}

/** A revised budget stands in place of the original one of the same time. */
function budgets(activity: Node, who: Organisation, doubt: Doubt): Sum[] {
	const byTime = new Map<string, Node>();
	for (const budget of all(activity, 'budget')) {
		const time = ['period-start', 'period-end'].map((name) => one(budget, name)?.attributes['iso-date'] ?? '').join(' ');
		const before = byTime.get(time);
		if (!before || budget.attributes.type === '2' || before.attributes.type !== '2') byTime.set(time, budget);
	}
	const sums: Sum[] = [];
	for (const budget of byTime.values()) {
		const value = amountIn(budget, activity, doubt);
		if (value) add(sums, who, value);
	}
	return sums;
}

export function fundingsOf(activity: Node, reporter: Organisation, tables: HarvestTables, doubt: Doubt): Funding[] {
	const funders = all(activity, 'participating-org')
		.filter(({ attributes }) => attributes.role === roles.funding)
		.map((node) => organisationOf(node, tables));
	// Who gives the grant: the GEF where it takes part, else who is named first.
	const main = funders.find(isGef) ?? funders[0] ?? reporter;
	const giver = (otherwise: Organisation) => (transaction: Node) => {
		const provider = one(transaction, 'provider-org');
		const said = organisationOf(provider, tables);
		return said.name ? said : otherwise;
	};
	const incoming = commitments(activity, transactions.incomingCommitment, giver(main), doubt);
	const outgoing = commitments(activity, transactions.outgoingCommitment, giver(reporter), doubt);
	const grants = (sums: readonly Sum[]) => sums.filter(({ who }) => same(who, main));
	const added = (sums: readonly Sum[]) => sums.filter(({ who }) => !same(who, main));
	let given: Sum[];
	let beside: Sum[] = added(incoming);
	if (same(reporter, main) && outgoing.length) given = outgoing.map((sum) => ({ ...sum, who: main }));
	else if (grants(incoming).length) given = grants(incoming);
	else if (grants(outgoing).length) [given, beside] = [grants(outgoing), [...beside, ...(incoming.length ? [] : added(outgoing))]];
	// What a reporter that gives nothing itself passes on is what was given to it.
	else if (outgoing.length && !incoming.length) given = outgoing.map((sum) => ({ ...sum, who: main }));
	else given = incoming.length ? [] : budgets(activity, main, doubt);
	const told = (sums: readonly Sum[], kind: Funding['kind']) =>
		sums.flatMap(({ who, currency, total }): Funding[] => {
			if (total.isNegative() && !total.isZero()) doubt('amount-negative', `${total.toFixed()} ${currency}`);
			return total.isPositive() ? [{ amount: total.toFixed(), currency, source: who.name, kind }] : [];
		});
	return [...told(given, 'grant'), ...told(beside, 'cofinancing')];
}
