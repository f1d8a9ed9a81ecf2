// SPDX-License-Identifier: Apache-2.0
// The changes that make of a form its next version, as data, and the crosswalk that follows them. Knows neither people nor storage;
// whether the whole is sound enough to be published stands in designed.ts.
import { symbolWants } from '#convention/symbol.ts';
import { isLanguage, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { canonical } from './comparison.ts';
import { reads } from './condition.ts';
import { allQuestions, type Condition, type Crosswalk, type Form, type FormRule, type Question, questionOf, type Standing } from './form.ts';
import { kindOf, kinds } from './kinds.ts';
import { readerOf, readerOfColumn, readerOfOption } from './readers.ts';
import { renamedOption, renamedQuestion, withoutWords } from './renaming.ts';
import { faultsOfRule, type RuleFaultCode } from './rule.ts';
import { always, faultsAround, isId, isKind, isPartId } from './sound.ts';

/** A design: the version it was begun from, the form as it would be published, and the questions that registers and acts name. */
export interface Design {
	base: Form;
	form: Form;
	held: readonly string[];
}

/** Up or down by one place. */
type By = -1 | 1;
/** The lists of a question that hold ids. */
export const parts = ['options', 'rows', 'columns'] as const;
export type PartName = (typeof parts)[number];

/** What may be set of a question or column at once: everything but its id and its lists. A limit that is absent is taken away. */
export type Settings = Omit<Question, 'id' | 'options' | 'rows' | 'columns' | 'given'>;

/** What is set of a question or column as it stands. */
export function settingsOf(question: Question): Settings {
	const settings: { [member: string]: unknown } = { ...question };
	for (const member of ['id', 'options', 'rows', 'columns', 'given']) delete settings[member];
	return settings as unknown as Settings;
}

export type Change =
	| { do: 'set-form'; article: string; decision: string | null; status: Standing; source: string }
	| { do: 'words'; words: { [key: string]: Words } }
	| { do: 'add-section'; section: string }
	| { do: 'remove-section'; section: string }
	| { do: 'move-section'; section: string; by: By }
	| { do: 'set-section'; section: string; when: Condition | null }
	| { do: 'add-question'; section: string; question: string; settings: Settings }
	| { do: 'remove-question'; question: string }
	| { do: 'rename-question'; question: string; to: string }
	/** Past the end of its section it enters the next one. */
	| { do: 'move-question'; question: string; by: By }
	| { do: 'put-question'; question: string; section: string }
	| { do: 'set-question'; question: string; settings: Settings }
	| { do: 'add-part'; question: string; part: PartName; id: string; settings?: Settings }
	| { do: 'remove-part'; question: string; part: PartName; id: string }
	| { do: 'move-part'; question: string; part: PartName; id: string; by: By }
	| { do: 'rename-option'; question: string; id: string; to: string }
	| { do: 'set-column'; question: string; id: string; settings: Settings; options?: string[] }
	/** A rule has no name of its own: its place and what stood there name it. */
	| { do: 'add-rule'; rule: FormRule }
	| { do: 'set-rule'; at: number; was: FormRule; rule: FormRule }
	| { do: 'remove-rule'; at: number; was: FormRule }
	| { do: 'add-check'; check: string }
	| { do: 'remove-check'; check: string }
	| { do: 'move-check'; check: string; by: By }
	/** Where answers to a question of the version before go: to a question, or nowhere (they are then listed to whoever fills in). */
	| { do: 'carry'; from: string; to: string | null };

export type ChangeName = Change['do'];

/** Why a change cannot be made; worded by `designer.fault.{code}`. `at` is the id that it is about. */
export interface ChangeFault {
	at: string;
	code: ChangeFaultCode;
	values?: { [name: string]: string };
}
export type ChangeFaultCode =
	| 'not-an-id'
	| 'id-taken'
	| 'gone'
	| 'held'
	| 'read-elsewhere'
	| 'reads-later'
	| 'unknown-kind'
	| 'not-a-limit'
	| 'no-place'
	| 'last-section'
	| 'section-not-empty'
	| 'too-long'
	| 'hidden-characters'
	| 'source-missing'
	| 'source-unnamed'
	| 'source-long'
	| 'carried-twice'
	| 'not-a-paragraph'
	| 'not-years'
	| 'unless-unknown'
	| 'rule-reads-unknown'
	| RuleFaultCode;

const fault = (at: string, code: ChangeFaultCode, values?: ChangeFault['values']): ChangeFault => (values ? { at, code, values } : { at, code });

/** A design of a version in use, unchanged as yet. */
export const designFrom = (form: Form): Form => ({
	...structuredClone(form),
	crosswalk: { from: form.version, questions: {}, options: {} }
});

/** All changes in their order, or all that is wrong with them: then nothing is changed. */
export function applyChanges(design: Design, changes: Change[]): Form | ChangeFault[] {
	let form = design.form;
	const faults: ChangeFault[] = [];
	for (const change of changes) {
		const next = applyChange({ ...design, form }, change);
		if (Array.isArray(next)) faults.push(...next);
		else form = next;
	}
	return faults.length ? faults : form;
}

export function applyChange(design: Design, change: Change): Form | ChangeFault[] {
	const form = structuredClone(design.form);
	const found = (acts[change.do] as (form: Form, change: Change, design: Design) => ChangeFault | ChangeFault[] | undefined)(form, change, design);
	return found === undefined ? form : [found].flat();
}

type Acts = { [C in ChangeName]: (form: Form, change: Extract<Change, { do: C }>, design: Design) => ChangeFault | ChangeFault[] | undefined };

const acts: Acts = {
	'set-form'(form, { article, decision, status, source }) {
		if (!source.trim() || !article.trim()) return fault('form', 'source-missing');
		Object.assign(form, { article, decision, status, source });
	},
	words: (form, { words }) => setWords(form, words),
	'add-section'(form, { section }) {
		if (!isId(section)) return fault(section, 'not-an-id');
		if (form.sections.some((each) => each.id === section)) return fault(section, 'id-taken');
		form.sections.push({ id: section, questions: [] });
	},
	'remove-section'(form, { section }) {
		const there = form.sections.find((each) => each.id === section);
		if (!there) return fault(section, 'gone');
		if (form.sections.length === 1) return fault(section, 'last-section');
		if (there.questions.length) return fault(section, 'section-not-empty');
		form.sections = form.sections.filter((each) => each !== there);
		withoutWords(form, (key) => key === `section.${section}`);
	},
	'move-section': (form, { section, by }) => moved(form.sections, section, by) ?? ordered(form),
	'set-section'(form, { section, when }) {
		const there = form.sections.find((each) => each.id === section);
		if (!there) return fault(section, 'gone');
		if (when) there.when = when;
		else delete there.when;
		return ordered(form);
	},
	'add-question'(form, { section, question, settings }) {
		const there = form.sections.find((each) => each.id === section);
		if (!there) return fault(section, 'gone');
		if (!isId(question)) return fault(question, 'not-an-id');
		if (questionOf(form, question)) return fault(question, 'id-taken');
		const added: Question = { ...settings, id: question };
		there.questions.push(added);
		return settingsFit(added) ?? ordered(form);
	},
	'remove-question'(form, { question }, { base, held }) {
		const there = questionOf(form, question);
		if (!there) return fault(question, 'gone');
		if (held.includes(question) || there.given) return fault(question, 'held');
		for (const section of form.sections) section.questions = section.questions.filter((each) => each.id !== question);
		const reader = readerOf(form, question);
		if (reader) return fault(question, 'read-elsewhere', { reader });
		if (form.titleFrom === question) delete form.titleFrom;
		if (form.titleAfter === question) delete form.titleAfter;
		withoutWords(form, (key) => /^(question|help|option|row)$/.test(key.split('.')[0] ?? '') && key.split('.')[1] === question);
		const crosswalk = crosswalkOf(form);
		const origin = originOf(base, crosswalk, question);
		for (const old of Object.keys(crosswalk.questions)) if (crosswalk.questions[old] === question) crosswalk.questions[old] = null;
		if (origin) crosswalk.questions[origin] = null;
		delete crosswalk.options?.[question];
	},
	'rename-question'(form, { question, to }, { base, held }) {
		if (to === question) return;
		const there = questionOf(form, question);
		if (!there) return fault(question, 'gone');
		if (!isId(to)) return fault(to, 'not-an-id');
		if (questionOf(form, to)) return fault(to, 'id-taken');
		if (held.includes(question) || there.given) return fault(question, 'held');
		const crosswalk = crosswalkOf(form);
		const origin = originOf(base, crosswalk, question);
		renamedQuestion(form, question, to);
		for (const old of Object.keys(crosswalk.questions)) if (crosswalk.questions[old] === question) crosswalk.questions[old] = to;
		if (origin && origin !== to) crosswalk.questions[origin] = to;
		else if (origin) delete crosswalk.questions[origin];
		const options = crosswalk.options?.[question];
		if (options) {
			delete crosswalk.options?.[question];
			crosswalk.options = { ...crosswalk.options, [to]: options };
		}
	},
	'move-question'(form, { question, by }) {
		const at = form.sections.findIndex((section) => section.questions.some((each) => each.id === question));
		const section = form.sections[at];
		if (!section) return fault(question, 'gone');
		const place = section.questions.findIndex((each) => each.id === question);
		const beyond = place + by;
		if (beyond >= 0 && beyond < section.questions.length) return moved(section.questions, question, by) ?? ordered(form);
		const next = form.sections[at + by];
		if (!next) return fault(question, 'no-place');
		const [taken] = section.questions.splice(place, 1) as [Question];
		if (by > 0) next.questions.unshift(taken);
		else next.questions.push(taken);
		return ordered(form);
	},
	'put-question'(form, { question, section }) {
		const there = questionOf(form, question);
		const target = form.sections.find((each) => each.id === section);
		if (!there || !target) return fault(question, 'gone');
		if (target.questions.includes(there)) return;
		for (const each of form.sections) each.questions = each.questions.filter((one) => one !== there);
		target.questions.push(there);
		return ordered(form);
	},
	'set-question'(form, { question, settings }) {
		const there = questionOf(form, question);
		if (!there) return fault(question, 'gone');
		replaceSettings(there, settings);
		return settingsFit(there) ?? ordered(form);
	},
	'add-part'(form, { question, part, id, settings }) {
		const there = questionOf(form, question);
		if (!there || !parts.includes(part)) return fault(question, 'gone');
		if (!isPartId(id)) return fault(id, 'not-an-id');
		if (!(kinds[there.kind].limits as readonly string[]).includes(part)) return fault(question, 'not-a-limit', { limit: part });
		const column: Question = { kind: 'text', ...settings, id };
		if (part === 'columns') {
			if (there.columns?.some((each) => each.id === id)) return fault(id, 'id-taken');
			there.columns = [...(there.columns ?? []), column];
			return settingsFit(column);
		}
		if (there[part]?.includes(id)) return fault(id, 'id-taken');
		there[part] = [...(there[part] ?? []), id];
	},
	'remove-part'(form, { question, part, id }) {
		const there = questionOf(form, question);
		if (!there || !parts.includes(part) || !idsOf(there, part).includes(id)) return fault(id, 'gone');
		if (part === 'options' && readerOfOption(form, question, id))
			return fault(id, 'read-elsewhere', { reader: readerOfOption(form, question, id) as string });
		if (part === 'columns' && readerOfColumn(form, question, id))
			return fault(id, 'read-elsewhere', { reader: readerOfColumn(form, question, id) as string });
		if (part === 'columns') there.columns = there.columns?.filter((each) => each.id !== id);
		else there[part] = there[part]?.filter((each) => each !== id);
		const stem = { options: `option.${question}.${id}`, rows: `row.${question}.${id}`, columns: `question.${question}.${id}` }[part];
		withoutWords(
			form,
			(key) => key === stem || (part === 'columns' && (key.startsWith(`option.${question}.${id}.`) || key === `help.${question}.${id}`))
		);
	},
	'move-part'(form, { question, part, id, by }) {
		const there = questionOf(form, question);
		const list = parts.includes(part) ? there?.[part] : undefined;
		if (!there || !list) return fault(id, 'gone');
		const place = idsOf(there, part).indexOf(id);
		const other = place + by;
		if (place < 0) return fault(id, 'gone');
		if (other < 0 || other >= list.length) return fault(id, 'no-place');
		[list[place], list[other]] = [list[other] as never, list[place] as never];
	},
	'rename-option'(form, { question, id, to }, { base }) {
		if (id === to) return;
		const there = questionOf(form, question);
		if (!there?.options?.includes(id)) return fault(id, 'gone');
		if (!isPartId(to)) return fault(to, 'not-an-id');
		if (there.options.includes(to)) return fault(to, 'id-taken');
		const crosswalk = crosswalkOf(form);
		const origin = originOf(base, crosswalk, question);
		const old = origin ? questionOf(base, origin) : undefined;
		renamedOption(form, question, id, to);
		const renamed = { ...crosswalk.options?.[question] };
		const first = Object.keys(renamed).find((each) => renamed[each] === id) ?? (old?.options?.includes(id) ? id : undefined);
		if (first && first !== to) renamed[first] = to;
		else if (first) delete renamed[first];
		crosswalk.options = { ...crosswalk.options, [question]: renamed };
		if (!Object.keys(renamed).length) delete crosswalk.options[question];
	},
	'set-column'(form, { question, id, settings, options }) {
		const column = questionOf(form, question)?.columns?.find((each) => each.id === id);
		if (!column) return fault(id, 'gone');
		replaceSettings(column, settings);
		if (options?.length) column.options = options;
		else delete column.options;
		const wrong = (options ?? []).find((option) => !isPartId(option));
		return wrong === undefined ? settingsFit(column) : fault(wrong, 'not-an-id');
	},
	'add-rule'(form, { rule }) {
		if (form.rules.some((each) => same(each, rule))) return fault(rule.rule, 'id-taken');
		form.rules.push(rule);
		return ruleFits(form, rule);
	},
	'set-rule'(form, { at, was, rule }) {
		const there = form.rules[at];
		if (!there || !same(there, was)) return fault(was.rule, 'gone');
		if (unruled(there) || unruled(rule)) return fault(there.rule, 'held');
		form.rules[at] = rule;
		return ruleFits(form, rule);
	},
	'remove-rule'(form, { at, was }) {
		const there = form.rules[at];
		if (!there || !same(there, was)) return fault(was.rule, 'gone');
		if (unruled(there)) return fault(there.rule, 'held');
		form.rules.splice(at, 1);
	},
	'add-check'(form, { check }) {
		if (!isId(check)) return fault(check, 'not-an-id');
		if (form.checklist.includes(check)) return fault(check, 'id-taken');
		form.checklist.push(check);
	},
	'remove-check'(form, { check }) {
		if (!form.checklist.includes(check)) return fault(check, 'gone');
		form.checklist = form.checklist.filter((each) => each !== check);
		withoutWords(form, (key) => key === `check.${check}`);
	},
	'move-check'(form, { check, by }) {
		const place = form.checklist.indexOf(check);
		const other = place + by;
		if (place < 0) return fault(check, 'gone');
		if (other < 0 || other >= form.checklist.length) return fault(check, 'no-place');
		[form.checklist[place], form.checklist[other]] = [form.checklist[other] as string, check];
	},
	carry(form, { from, to }, { base }) {
		if (!questionOf(base, from)) return fault(from, 'gone');
		if (to !== null && !questionOf(form, to)) return fault(to, 'gone');
		const crosswalk = crosswalkOf(form);
		const rival = to && to !== from ? originOf(base, crosswalk, to) : undefined;
		if (rival && rival !== from) return fault(from, 'carried-twice', { question: to as string });
		if (to === from) delete crosswalk.questions[from];
		else crosswalk.questions[from] = to;
	}
};

const same = (a: FormRule, b: FormRule): boolean => canonical(a as never) === canonical(b as never);

/** Article 17(5) is the treaty's, and no choice of whoever designs. */
const unruled = ({ rule }: FormRule): boolean => rule === 'confidentiality';

function ruleFits(form: Form, rule: FormRule): ChangeFault[] | undefined {
	if (unruled(rule)) return [fault(rule.rule, 'held')];
	const faults: ChangeFault[] = faultsOfRule(form, rule);
	const unknown = 'when' in rule && rule.when ? reads(rule.when).filter((id) => !questionOf(form, id)) : [];
	faults.push(...unknown.map((id) => fault(rule.rule, 'rule-reads-unknown', { question: id })));
	return faults.length ? faults : undefined;
}

export function crosswalkOf(form: Form): Crosswalk {
	if (!form.crosswalk) throw new Error(`the design of ${form.id} has no crosswalk`);
	return form.crosswalk;
}

/** The question of the version before whose answers come to this one; undefined for a new question. */
export function originOf(base: Form, crosswalk: Crosswalk, question: string): string | undefined {
	const renamed = Object.keys(crosswalk.questions).find((old) => crosswalk.questions[old] === question);
	return renamed ?? (questionOf(base, question) && !(question in crosswalk.questions) ? question : undefined);
}

export const idsOf = (question: Question, part: PartName): string[] =>
	part === 'columns' ? (question.columns ?? []).map((column) => column.id) : (question[part] ?? []);

function moved(list: { id: string }[], id: string, by: By): ChangeFault | undefined {
	const place = list.findIndex((each) => each.id === id);
	if (place < 0) return fault(id, 'gone');
	const other = place + by;
	if (other < 0 || other >= list.length) return fault(id, 'no-place');
	[list[place], list[other]] = [list[other] as never, list[place] as never];
}

function replaceSettings(question: Question, settings: Settings): void {
	const kept = new Set(['id', 'options', 'rows', 'columns', 'given']);
	for (const key of Object.keys(question)) if (!kept.has(key)) delete (question as unknown as { [key: string]: unknown })[key];
	Object.assign(question, settings);
	// Lists that the new kind does not know go with the old kind.
	for (const part of parts) if (isKind(question.kind) && !kinds[question.kind].limits.includes(part)) delete question[part];
}

function settingsFit(question: Question): ChangeFault[] | undefined {
	if (!isKind(question.kind)) return [fault(question.id, 'unknown-kind')];
	const strange = Object.keys(question).filter(
		(key) => !always.has(key as keyof Question) && !kindOf(question).limits.includes(key as keyof Question)
	);
	strange.push(...wrongLimits(question));
	const faults = [...strange.map((limit) => fault(question.id, 'not-a-limit', { limit })), ...(faultsAround(question) as ChangeFault[])];
	return faults.length ? faults : undefined;
}

/** Lists that questions may choose from. */
export const schemes = ['annex-a', 'annex-b', 'areas', 'concepts', 'regions', 'meetings', 'sectors', 'amendments'] as const;
const also = ['unknown', 'not-applicable'];

/** Limits whose values no page could word or offer. */
function wrongLimits(question: Question): string[] {
	const is = (limit: string, right: boolean) => (right ? [] : [limit]);
	return [
		...is(
			'also',
			(question.also ?? []).every((each) => also.includes(each))
		),
		...is('languages', (question.languages ?? []).every(isLanguage)),
		...is('symbol', question.symbol === undefined || symbolWants.includes(question.symbol)),
		...is('scheme', question.scheme === undefined || (schemes as readonly string[]).includes(question.scheme)),
		...is(
			'units',
			(question.units ?? []).every((unit) => unit.length <= 20)
		)
	];
}

/** A condition reads earlier questions only: a later one would never count as answered when it is asked. */
export function ordered(form: Form): ChangeFault | undefined {
	const earlier = new Set<string>();
	const later = (condition: Condition | boolean | undefined, also?: string) =>
		typeof condition === 'object' ? reads(condition).find((id) => !earlier.has(id) && id !== also) : undefined;
	for (const section of form.sections) {
		const first = later(section.when);
		if (first) return fault(section.id, 'reads-later', { question: first });
		for (const question of section.questions) {
			const wrong = later(question.when);
			if (wrong) return fault(question.id, 'reads-later', { question: wrong });
			earlier.add(question.id);
		}
	}
	const asked = new Set(earlier);
	for (const question of allQuestions(form)) {
		const missing = typeof question.required === 'object' ? reads(question.required).find((id) => !asked.has(id)) : undefined;
		if (missing) return fault(question.id, 'reads-later', { question: missing });
	}
}

// eslint-disable-next-line no-control-regex
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
/** What one text of a form has at most. */
export const longestWords = 6000;
const wordKeys = /^(form|section|check|question|help|option|row)\.[\w.-]{1,200}$/;

function setWords(form: Form, words: { [key: string]: Words }): ChangeFault[] | undefined {
	const faults: ChangeFault[] = [];
	for (const [key, said] of Object.entries(words)) {
		if (!wordKeys.test(key)) {
			faults.push(fault(key, 'gone'));
			continue;
		}
		const kept: Words = {};
		for (const language of languages) {
			const text = said[language]?.replace(/\r\n?/g, '\n').normalize('NFC').trim();
			if (!text) continue;
			if (hidden.test(text)) faults.push(fault(key, 'hidden-characters', { language }));
			if ([...text].length > longestWords) faults.push(fault(key, 'too-long', { language, longest: String(longestWords) }));
			kept[language] = text;
		}
		if (Object.keys(kept).length) form.words[key] = kept;
		else delete form.words[key];
	}
	return faults.length ? faults : undefined;
}
