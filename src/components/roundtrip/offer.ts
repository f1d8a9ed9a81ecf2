// SPDX-License-Identifier: Apache-2.0
// What a file that came back would change in a draft, question by question: against what the file said when it was made, and what the draft says now.
// Joins two changes as a save does; a real clash is shown with both. Pure.
import { canonical, compare, type Segment } from '#forms/comparison.ts';
import { allQuestions, type Answers, type Finding, type Form, type Json } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import type { Place } from '#interop/roundtrip/read.ts';
import { merge } from '#records/merging.ts';
import { isGrid, leavesOf } from './leaves.ts';
import { type Fault, kept, placeAt } from './understand.ts';

export interface Offered {
	question: string;
	now: Json;
	/** What would stand in the draft. */
	value: Json;
	/** Texts that differ, in words. */
	texts?: { language: string; segments: Segment[] }[];
	/** `joined`: the draft was changed too, and both changes fit together. `clash`: they do not. */
	state: 'changed' | 'joined' | 'clash';
	/** The file leaves it empty. */
	emptied: boolean;
	/** Chosen unless a person says otherwise. */
	ticked: boolean;
	findings: { finding: Finding; place?: Place }[];
}

export interface Compared {
	offered: Offered[];
	/** Questions of which file and draft say the same. */
	same: number;
}

interface Sides {
	form: Form;
	/** What the file says. */
	file: Answers;
	/** What the file said when it was made, read from paper likewise. */
	made: Answers;
	/** The draft when the file was made, and now. */
	base: Answers;
	now: Answers;
	places: ReadonlyMap<string, Place>;
	faults: readonly Fault[];
	/** What the form says of answers. */
	check(answers: Answers): Finding[];
}

export function offerOf({ form, file, made, base, now, places, faults, check }: Sides): Compared {
	let same = 0;
	const drafts = allQuestions(form).flatMap((question): Omit<Offered, 'findings' | 'ticked'>[] => {
		const { id } = question;
		const said = file[id];
		if (said === undefined) return [];
		const there = now[id] ?? null;
		const mine = kept(question, said, there);
		if (canonical(mine) === canonical(there) || (isEmpty(mine) && isEmpty(there))) {
			if (!isEmpty(there)) same += 1;
			return [];
		}
		// Nobody wrote here: what the draft says since then stands.
		if (canonical(said) === canonical(made[id] ?? null)) return [];
		const was = base[id] ?? null;
		const both = merge(was, there, mine);
		if (!both.clash && canonical(both.value) === canonical(there)) return [];
		const state = canonical(was) === canonical(there) ? 'changed' : both.clash ? 'clash' : 'joined';
		const value = both.clash ? mine : both.value;
		const texts = compare({ ...form, sections: [{ id: '', questions: [question] }] }, { [id]: there }, { [id]: value })[0]?.segments;
		return [{ question: id, now: there, value, state, emptied: isEmpty(mine), ...(texts ? { texts } : {}) }];
	});
	const after = { ...now, ...Object.fromEntries(drafts.map(({ question, value }) => [question, value])) };
	const found = Map.groupBy(check(after), ({ at }) => at.split('.')[0] ?? '');
	const doubtful = new Set(faults.map(({ question }) => question));
	const offered = drafts.map((each): Offered => {
		const question = allQuestions(form).find(({ id }) => id === each.question);
		const findings = (found.get(each.question) ?? [])
			.filter(({ code }) => code !== 'required')
			.map((finding) => {
				const place = placeAt(places, finding.at);
				return { finding, ...(place ? { place } : {}) };
			});
		// Of a table or contact the right parts are not to be lost for a wrong one, nor is what is only not complete; a single answer that is wrong is no gain.
		const single =
			question !== undefined && !isGrid(question) && leavesOf(question).every(({ part }) => !part || part === 'amount' || part === 'unit');
		const wrong = single && findings.some(({ finding }) => finding.severity === 'error' && finding.code.startsWith('not-'));
		return { ...each, findings, ticked: each.state !== 'clash' && !each.emptied && !wrong && !doubtful.has(each.question) };
	});
	return { offered, same };
}
