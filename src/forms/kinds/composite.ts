// SPDX-License-Identifier: Apache-2.0
// Kinds made of named parts: person, contact, company, organisation, signature; and the attached file.
import type { FindingCode, Json, KindName, Question } from '../form.ts';
import { finding, isEmpty, isObject, type Kind, oneText, type Raw } from '../kind.ts';
import { email, longText, text } from './text.ts';
import { day } from './time.ts';

export interface Part {
	id: string;
	kind: KindName;
	required?: boolean;
	options?: string[];
}

export const organisationKinds = ['igo', 'ngo', 'institution', 'un', 'government', 'company'];
const media = /^[a-z]+\/[\w.+-]+$/;

/**
 * { file, name, mediaType, size, language }: `file` is the SHA-256 of the content. What the browser sends is only a reference;
 * the act that attaches checks content and type, and this check makes sure that the record really holds the file.
 */
export const attachment: Kind = {
	parse(raw) {
		const parts = isObject(raw) ? raw : {};
		const file = oneText(parts.file as Raw);
		if (!file) return null;
		const size = Number(oneText(parts.size as Raw));
		return {
			file,
			name: oneText(parts.name as Raw),
			mediaType: oneText(parts.mediaType as Raw),
			size: Number.isFinite(size) ? size : 0,
			language: oneText(parts.language as Raw)
		};
	},
	check(answer, question, known) {
		if (!isObject(answer) || typeof answer.file !== 'string' || !/^[0-9a-f]{64}$/.test(answer.file)) return [finding('attachment-missing')];
		const held = known.file(answer.file);
		if (!held) return [finding('attachment-missing')];
		if (question.accept && !question.accept.includes(held.mediaType)) return [finding('attachment-type', '', { type: held.mediaType })];
		// What a picture shows is said beside it, in every language.
		if (question.format === 'picture') return [];
		return typeof answer.language === 'string' && known.has('languages', answer.language)
			? []
			: [finding('language-missing', 'language', { language: '' })];
	},
	codes: ['attachment-missing', 'attachment-type', 'language-missing'],
	columns: () => ['name', 'language', 'file'],
	flatten: (answer) =>
		isObject(answer) ? [String(answer.name ?? ''), String(answer.language ?? ''), String(answer.file ?? '')] : [null, null, null],
	schema: (question) => ({
		type: 'object',
		additionalProperties: false,
		required: question.format === 'picture' ? ['file', 'name'] : ['file', 'name', 'language'],
		properties: {
			file: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the content, as returned when it was uploaded' },
			name: { type: 'string', maxLength: 300 },
			mediaType: { type: 'string', pattern: media.source },
			size: { type: 'integer', minimum: 0 },
			language: { type: 'string' }
		}
	}),
	texts: (answer) => (isObject(answer) && typeof answer.name === 'string' ? [{ text: answer.name, language: null }] : []),
	limits: ['accept', 'format']
};

const partKinds: Partial<Record<KindName, Kind>> = { text, 'long-text': longText, email, day, attachment };

const asQuestion = (part: Part, question: Question): Question => ({
	id: part.id,
	kind: part.kind,
	longest: part.kind === 'long-text' ? 2000 : 300,
	accept: question.accept
});

/**
 * An object of parts. `private` lists the parts that stay private; where the person did not choose, the form's own list holds.
 */
function composite(parts: Part[]): Kind {
	const named = new Set(parts.map((part) => part.id));
	const kindOf = (part: Part) => partKinds[part.kind] as Kind;
	const chosen = (answer: Json, question: Question): string[] =>
		isObject(answer) && Array.isArray(answer.private) ? answer.private.map(String) : (question.privateParts ?? []);
	return {
		parse(raw, question) {
			const fields = isObject(raw) ? (raw as { [part: string]: Raw }) : {};
			const said: { [part: string]: Json } = {};
			for (const part of parts) {
				const value = part.options ? oneText(fields[part.id]) || null : kindOf(part).parse(fields[part.id], asQuestion(part, question));
				if (!isEmpty(value)) said[part.id] = value;
			}
			if (isEmpty(said)) return null;
			// `open` is there when the choice was offered: what is not opened stays private.
			if (fields.offered !== undefined) {
				const open = Array.isArray(fields.open) ? fields.open : fields.open === undefined ? [] : [oneText(fields.open)];
				said.private = (question.privateParts ?? []).filter((id) => !open.includes(id));
			}
			return said;
		},
		check(answer, question, known) {
			if (!isObject(answer)) return [finding('not-text')];
			return parts.flatMap((part) => {
				const value = answer[part.id];
				if (value === undefined || isEmpty(value)) return part.required ? [finding('part-missing', part.id, { part: part.id })] : [];
				if (part.options) return typeof value === 'string' && part.options.includes(value) ? [] : [finding('not-an-option', part.id)];
				return kindOf(part)
					.check(value, asQuestion(part, question), known)
					.map((found) => ({ ...found, at: found.at ? `${part.id}.${found.at}` : part.id }));
			});
		},
		codes: [
			...new Set<FindingCode>([
				'not-text',
				'part-missing',
				...parts.flatMap((part) => (part.options ? (['not-an-option'] as const) : kindOf(part).codes))
			])
		],
		columns: () => parts.map((part) => part.id),
		flatten: (answer) =>
			parts.map((part) => {
				const value = isObject(answer) ? answer[part.id] : undefined;
				return value === undefined || value === null ? null : isObject(value) ? String(value.name ?? '') : String(value);
			}),
		schema: (question) => ({
			type: 'object',
			additionalProperties: false,
			required: parts.filter((part) => part.required).map((part) => part.id),
			properties: {
				...Object.fromEntries(
					parts.map((part) => [part.id, part.options ? { enum: part.options } : kindOf(part).schema(asQuestion(part, question))])
				),
				private: { type: 'array', items: { enum: parts.map((part) => part.id) } }
			}
		}),
		texts: (answer) =>
			isObject(answer)
				? ['name', 'organisation'].flatMap((id) => (typeof answer[id] === 'string' ? [{ text: answer[id] as string, language: null }] : []))
				: [],
		// A part that the kind does not know is private: deny by default.
		privateParts: (answer, question) => [
			...chosen(answer, question),
			...(isObject(answer) ? Object.keys(answer).filter((id) => id !== 'private' && !named.has(id)) : [])
		],
		limits: ['privateParts', 'accept']
	};
}

export const partsOf: Partial<Record<KindName, Part[]>> = {
	person: [
		{ id: 'name', kind: 'text', required: true },
		{ id: 'title', kind: 'text' },
		{ id: 'role', kind: 'text' }
	],
	contact: [
		{ id: 'name', kind: 'text', required: true },
		{ id: 'title', kind: 'text' },
		{ id: 'organisation', kind: 'text', required: true },
		{ id: 'address', kind: 'long-text' },
		{ id: 'telephone', kind: 'text' },
		{ id: 'fax', kind: 'text' },
		{ id: 'email', kind: 'email', required: true }
	],
	company: [
		{ id: 'name', kind: 'text', required: true },
		{ id: 'address', kind: 'long-text', required: true },
		{ id: 'telephone', kind: 'text' },
		{ id: 'fax', kind: 'text' },
		{ id: 'email', kind: 'email' }
	],
	organisation: [
		{ id: 'name', kind: 'text', required: true },
		{ id: 'kind', kind: 'text', options: organisationKinds }
	],
	signature: [
		{ id: 'name', kind: 'text', required: true },
		{ id: 'title', kind: 'text', required: true },
		{ id: 'date', kind: 'day', required: true },
		{ id: 'document', kind: 'attachment' }
	]
};

export const person = composite(partsOf.person as Part[]);
export const contact = composite(partsOf.contact as Part[]);
export const company = composite(partsOf.company as Part[]);
export const organisation = composite(partsOf.organisation as Part[]);
export const signature = composite(partsOf.signature as Part[]);
