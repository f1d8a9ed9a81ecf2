// SPDX-License-Identifier: Apache-2.0
// Reads an expression of $filter and $orderby, of V2 and V4 alike, into a tree. Pure; names are looked up later, in compile.ts.
import type { Value } from './model.ts';
import { type Kind, type Token, tokensOf } from './tokens.ts';
import { Wrong } from './wrong.ts';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod';

export type Expression =
	| { is: 'literal'; kind: Kind; value: Value }
	| { is: 'path'; steps: string[] }
	| { is: 'call'; name: string; inputs: Expression[] }
	| { is: 'compare'; by: Comparison; left: Expression; right: Expression }
	| { is: 'logic'; by: 'and' | 'or'; left: Expression; right: Expression }
	| { is: 'reckon'; by: Arithmetic; left: Expression; right: Expression }
	| { is: 'not' | 'minus'; of: Expression }
	| { is: 'in'; what: Expression; list: Expression[] }
	| { is: 'each'; by: 'any' | 'all'; steps: string[]; variable: string; holds: Expression | null };

/** How tightly words bind, the loosest first. */
const binding: { [word: string]: number } = {
	...{ or: 1, and: 2, eq: 3, ne: 3, gt: 4, ge: 4, lt: 4, le: 4, in: 4, add: 5, sub: 5, mul: 6, div: 6, divby: 6, mod: 6 }
};

/** Deeper than anybody writes by hand, and far from what exhausts the process. */
const deepest = 60;
/** More words than this are no question. */
const longest = 2000;

class Reader {
	readonly tokens: Token[];
	readonly text: string;
	at = 0;
	depth = 0;
	constructor(text: string) {
		this.text = text;
		this.tokens = tokensOf(text);
		if (this.tokens.length > longest) throw new Wrong('filter', text.slice(0, 40));
	}
	get next(): Token {
		return this.tokens[this.at] as Token;
	}
	fail(): never {
		throw new Wrong('filter', this.text.slice(this.next.at, this.next.at + 40) || this.text.slice(-40));
	}
	sign(sign: string): boolean {
		const { next } = this;
		if (next.is !== 'sign' || next.sign !== sign) return false;
		this.at += 1;
		return true;
	}
	expect(sign: string): void {
		if (!this.sign(sign)) this.fail();
	}
	deeper<T>(read: () => T): T {
		this.depth += 1;
		if (this.depth > deepest) this.fail();
		const value = read();
		this.depth -= 1;
		return value;
	}

	expression(least = 1): Expression {
		return this.deeper(() => {
			let left = this.one();
			for (;;) {
				const { next } = this;
				const power = next.is === 'name' && Object.hasOwn(binding, next.name) ? (binding[next.name] as number) : 0;
				if (next.is !== 'name' || power < least) return left;
				this.at += 1;
				left = this.joined(next.name, left, power);
			}
		});
	}

	joined(word: string, left: Expression, power: number): Expression {
		if (word === 'in') {
			this.expect('(');
			return { is: 'in', what: left, list: this.list() };
		}
		const right = this.expression(power + 1);
		if (word === 'and' || word === 'or') return { is: 'logic', by: word, left, right };
		return power >= 5 ? { is: 'reckon', by: word as Arithmetic, left, right } : { is: 'compare', by: word as Comparison, left, right };
	}

	/** What stands between brackets, the first of which was read. */
	list(): Expression[] {
		if (this.sign(')')) return [];
		const all = [this.expression()];
		while (this.sign(',')) all.push(this.expression());
		this.expect(')');
		return all;
	}

	one(): Expression {
		const { next } = this;
		this.at += 1;
		if (next.is === 'literal') return { is: 'literal', kind: next.kind, value: next.value };
		if (next.is === 'sign' && next.sign === '(') {
			const inside = this.expression();
			this.expect(')');
			return inside;
		}
		if (next.is === 'sign' && next.sign === '-') {
			const of = this.deeper(() => this.one());
			return of.is === 'literal' && of.kind === 'number' ? { ...of, value: -(of.value as number) } : { is: 'minus', of };
		}
		if (next.is === 'name') return this.named(next.name);
		this.at -= 1;
		return this.fail();
	}

	named(name: string): Expression {
		if (name === 'not') return { is: 'not', of: this.deeper(() => (this.follows('(') ? this.one() : this.expression(3))) };
		if (Object.hasOwn(binding, name)) {
			this.at -= 1;
			this.fail();
		}
		const steps = name.split('/');
		if (steps.some((step) => !step || step.includes('.'))) {
			this.at -= 1;
			this.fail();
		}
		const last = steps.at(-1) as string;
		if (!this.sign('(')) return { is: 'path', steps };
		if (steps.length > 1 && (last === 'any' || last === 'all')) return this.each(last, steps.slice(0, -1));
		if (steps.length > 1) this.fail();
		return { is: 'call', name, inputs: this.list() };
	}

	follows(sign: string): boolean {
		const { next } = this;
		return next.is === 'sign' && next.sign === sign;
	}

	each(by: 'any' | 'all', steps: string[]): Expression {
		if (by === 'any' && this.sign(')')) return { is: 'each', by, steps, variable: '', holds: null };
		const { next } = this;
		if (next.is !== 'name' || next.name.includes('/')) this.fail();
		this.at += 1;
		this.expect(':');
		const holds = this.expression();
		this.expect(')');
		return { is: 'each', by, steps, variable: next.name, holds };
	}

	end(): void {
		if (this.next.is !== 'end') this.fail();
	}
}

export function readFilter(text: string): Expression {
	const reader = new Reader(text);
	const expression = reader.expression();
	reader.end();
	return expression;
}

export interface Order {
	by: Expression;
	descending: boolean;
}

export function readOrder(text: string): Order[] {
	const reader = new Reader(text);
	const orders: Order[] = [];
	do {
		const by = reader.expression();
		const { next } = reader;
		// In capitals too, as those write it who know SQL.
		const direction = next.is === 'name' ? next.name.toLowerCase() : '';
		if (direction === 'asc' || direction === 'desc') reader.at += 1;
		orders.push({ by, descending: direction === 'desc' });
	} while (reader.sign(','));
	reader.end();
	return orders;
}
