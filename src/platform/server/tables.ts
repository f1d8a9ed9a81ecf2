// SPDX-License-Identifier: Apache-2.0
// Generated from the migrations by `npm run tables`; do not edit.
import type { ColumnType, GeneratedAlways } from 'kysely';

export interface Tables {
	'catalogue.entries': {
		record_id: string;
		revision: number;
		type: string;
		owner_kind: string;
		owner: string;
		state: string;
		title: unknown;
		summary: ColumnType<unknown, unknown | undefined, unknown>;
		answers: unknown;
		languages: string[];
		parties: string[];
		areas: string[];
		articles: string[];
		concepts: string[];
		region: ColumnType<string | null, string | null | undefined, string | null>;
		year: number;
		demo: boolean;
		first_published_at: ColumnType<Date, Date | string, Date | string>;
		published_at: ColumnType<Date, Date | string, Date | string>;
		register: ColumnType<unknown, unknown | undefined, unknown>;
		reason: ColumnType<string | null, string | null | undefined, string | null>;
		superseded_by: ColumnType<string | null, string | null | undefined, string | null>;
		search: string;
	};
	'convention.fact_changes': {
		seq: GeneratedAlways<number>;
		kind: string;
		id: string;
		before: ColumnType<unknown, unknown | undefined, unknown>;
		after: unknown;
		changed_by: string;
		changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'convention.facts': {
		kind: string;
		id: string;
		position: number;
		value: unknown;
		status: string;
		source: string;
		edited_by: ColumnType<string | null, string | null | undefined, string | null>;
		edited_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'platform.settings': {
		name: string;
		value: string;
		set_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'records.answer_changes': {
		record_id: string;
		version: number;
		question: string;
		value: ColumnType<unknown, unknown | undefined, unknown>;
		changed_by: string;
		changed_at: ColumnType<Date, Date | string, Date | string>;
	};
	'records.attachments': {
		record_id: string;
		sha256: string;
		name: string;
		media_type: string;
		size: number;
		attached_by: string;
		attached_at: ColumnType<Date, Date | string, Date | string>;
	};
	'records.counters': {
		prefix: string;
		last: number;
	};
	'records.drafts': {
		record_id: string;
		form_version: string;
		answers: unknown;
		touched: ColumnType<unknown, unknown | undefined, unknown>;
		clashes: ColumnType<unknown, unknown | undefined, unknown>;
		version: number;
		base_revision: ColumnType<number | null, number | null | undefined, number | null>;
		changed_at: ColumnType<Date, Date | string, Date | string>;
	};
	'records.events': {
		seq: GeneratedAlways<number>;
		record_id: string;
		event: string;
		revision: ColumnType<number | null, number | null | undefined, number | null>;
		details: ColumnType<unknown, unknown | undefined, unknown>;
		caused_by: string;
		occurred_at: ColumnType<Date, Date | string, Date | string>;
	};
	'records.moves': {
		seq: GeneratedAlways<number>;
		record_id: string;
		move: string;
		from_stage: ColumnType<string | null, string | null | undefined, string | null>;
		to_stage: string;
		from_state: ColumnType<string | null, string | null | undefined, string | null>;
		to_state: string;
		revision: ColumnType<number | null, number | null | undefined, number | null>;
		reason: ColumnType<string | null, string | null | undefined, string | null>;
		checklist: ColumnType<unknown, unknown | undefined, unknown>;
		moved_by: string;
		moved_at: ColumnType<Date, Date | string, Date | string>;
	};
	'records.records': {
		id: string;
		type: string;
		owner_kind: string;
		owner: string;
		stage: string;
		state: string;
		visibility: ColumnType<string, string | undefined, string>;
		other_party: ColumnType<string | null, string | null | undefined, string | null>;
		published: ColumnType<number | null, number | null | undefined, number | null>;
		superseded_by: ColumnType<string | null, string | null | undefined, string | null>;
		demo: ColumnType<boolean, boolean | undefined, boolean>;
		created_by: string;
		created_at: ColumnType<Date, Date | string, Date | string>;
		changed_at: ColumnType<Date, Date | string, Date | string>;
	};
	'records.revisions': {
		record_id: string;
		number: number;
		form_version: string;
		answers: unknown;
		languages: string[];
		submitted_by: string;
		submitted_at: ColumnType<Date, Date | string, Date | string>;
		published_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		remark: ColumnType<string | null, string | null | undefined, string | null>;
		previous_sha256: ColumnType<string | null, string | null | undefined, string | null>;
		sha256: string;
	};
}
