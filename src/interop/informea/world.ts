// SPDX-License-Identifier: Apache-2.0
// What rows are made with beside the entry itself, and the parts that all of them have. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { filesOf } from '#meetings/document.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import type { Definitions } from '#records/definitions.ts';
import { fileAddress } from '../sheets/register-table.ts';
import type { Row, Value } from '../odata/model.ts';

export interface World {
	/** Without a stroke at its end. */
	origin: string;
	/** By which InforMEA knows the Convention. */
	treaty: string;
	definitions: Definitions;
	convention: Convention;
	/** YYYY-MM-DD */
	today: string;
	/** Numbers of decisions that a later one replaces. */
	replaced: ReadonlySet<string>;
	/** Records of decisions by their number. */
	decisions: ReadonlyMap<string, string>;
	/** When a fact was last changed by hand, by kind and id. */
	changed: ReadonlyMap<string, Date>;
	/** When the facts that nobody changed by hand were last loaded. */
	loaded: Date | null;
	/** The database knows small and capital letters of every script. */
	letters: boolean;
}

/** When a fact became what it is: without a moment a harvester would take it for new each time. */
export const factChanged = ({ changed, loaded }: World, kind: 'meeting' | 'state', id: string): Date | null => changed.get(`${kind} ${id}`) ?? loaded;

/** Specification 1.5.6 names no number for itself: one that is whole and does not change (to be agreed with InforMEA). */
export const protocolVersion = 1;

export const text = (answer: Json | undefined): string | null => (typeof answer === 'string' && answer ? answer : null);
export const texts = (answer: Json | undefined): string[] =>
	[answer ?? []].flat().filter((each): each is string => typeof each === 'string' && each !== '');

export const wordsOf = (answer: Json | undefined): Words =>
	isObject(answer) ? Object.fromEntries(languages.flatMap((each) => (text(answer[each]) ? [[each, answer[each] as string]] : []))) : {};

export const dayOf = (answer: Json | undefined): Date | null => {
	const day = text(answer);
	if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
	const at = new Date(`${day}T00:00:00Z`);
	return Number.isNaN(at.getTime()) ? null : at;
};

/** The way back from a part to what it is a part of. */
export interface Whole {
	type: string;
	id: string;
	row(): Row;
}

/** A part of an entity, known by the entity's id and its own place; its key is called as its type has it. */
export function partOf(whole: Whole, type: string, key: 'id' | 'Id', mark: string, values: { [name: string]: Value }): Row {
	return { type, values: { [key]: `${whole.id}-${mark}`, ...values }, to: { [`${whole.type}Details`]: () => [whole.row()] } };
}

/** English first, then as the languages stand: who takes but one text takes the first. */
const order = ['en', ...languages.filter((language) => language !== 'en')] as const;

export const textRows = (whole: Whole, type: string, words: Words | null | undefined, key: 'id' | 'Id' = 'Id'): Row[] =>
	order.flatMap((language) => (words?.[language] ? [partOf(whole, type, key, language, { language, value: words[language] })] : []));

export interface FileSaid {
	url: string;
	mimeType: string;
	language: string;
	filename: string;
	size: number;
}

/** Files of an answer. One of no language that is known is said to be in the record's first. */
export const filesSaid = ({ origin }: World, record: string, spoken: readonly string[], ...answers: (Json | undefined)[]): FileSaid[] =>
	answers
		.flatMap((answer) => filesOf(answer))
		.map(({ sha256, name, mediaType, size, language }) => ({
			url: fileAddress(origin, record, { file: sha256, name }),
			mimeType: mediaType,
			language: language || spoken[0] || 'en',
			filename: name,
			size
		}));

export const fileRows = (whole: Whole, type: string, files: readonly FileSaid[]): Row[] =>
	files.map(({ size: _, ...file }, at) => partOf(whole, type, 'id', `f${at + 1}`, { ...file }));

/** A row that its parts can lead back to. */
export function wholeRow(type: string, id: string, values: { [name: string]: Value }, to: (whole: Whole) => Row['to']): Row {
	const row: { -readonly [P in keyof Row]: Row[P] } = { type, values, to: {} };
	row.to = to({ type, id, row: () => row });
	return row;
}

/** ISO 3166-1 alpha-3; what has none, as the European Union, keeps its key. */
export const countryOf = ({ convention }: World, owner: string): string => convention.state(owner)?.iso3 ?? owner;

export const recordAddress = ({ origin }: World, id: string): string => `${origin}/records/${id}`;
export type { Answers };
