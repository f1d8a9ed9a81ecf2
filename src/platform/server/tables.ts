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
		number: ColumnType<number | null, number | null | undefined, number | null>;
		facets: ColumnType<number[], number[] | undefined, number[]>;
		changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'catalogue.facet_changes': {
		code: number;
		change: number;
	};
	'catalogue.facet_values': {
		code: GeneratedAlways<number>;
		facet: string;
		value: string;
	};
	'catalogue.file_texts': {
		sha256: string;
		media_type: string;
		text: ColumnType<string | null, string | null | undefined, string | null>;
		language: ColumnType<string | null, string | null | undefined, string | null>;
		state: string;
		read_at: ColumnType<Date, Date | string | undefined, Date | string>;
		search: ColumnType<string | null, string | null | undefined, string | null>;
	};
	'catalogue.report_answers': {
		question: string;
		cycle: string;
		record_id: string;
		answer: unknown;
	};
	'catalogue.words': {
		word: string;
		language: string;
		frequency: number;
	};
	'convention.fact_changes': {
		seq: GeneratedAlways<number>;
		kind: string;
		id: string;
		before: ColumnType<unknown, unknown | undefined, unknown>;
		after: unknown;
		changed_by: string;
		changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
		reason: ColumnType<string | null, string | null | undefined, string | null>;
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
	'convention.partner_concepts': {
		file: string;
		position: number;
		uri: string;
		told: unknown;
		outcome: string;
		proposals: ColumnType<unknown, unknown | undefined, unknown>;
		ours: ColumnType<string | null, string | null | undefined, string | null>;
		relation: ColumnType<string | null, string | null | undefined, string | null>;
		decided_by: ColumnType<string | null, string | null | undefined, string | null>;
		done: ColumnType<string | null, string | null | undefined, string | null>;
	};
	'convention.partner_files': {
		id: string;
		name: string;
		sha256: string;
		size: number;
		format: string;
		vocabulary: string;
		stage: string;
		concepts: number;
		faults: ColumnType<unknown, unknown | undefined, unknown>;
		brought_by: string;
		brought_at: ColumnType<Date, Date | string, Date | string>;
		accepted_by: ColumnType<string | null, string | null | undefined, string | null>;
		accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'convention.status_kept': {
		row: string;
		said: unknown;
		kept_by: string;
		kept_at: ColumnType<Date, Date | string, Date | string>;
	};
	'datasets.dump_files': {
		dump: string;
		name: string;
		media_type: string;
		title: unknown;
		record_type: ColumnType<string | null, string | null | undefined, string | null>;
		lines: ColumnType<number | null, number | null | undefined, number | null>;
		size: number;
		sha256: string;
	};
	'datasets.dumps': {
		id: string;
		made_at: ColumnType<Date, Date | string, Date | string>;
		records: number;
		withdrawn: number;
	};
	'editorial.fact_drafts': {
		id: string;
		kind: string;
		fact: string;
		base: ColumnType<unknown, unknown | undefined, unknown>;
		value: unknown;
		status: string;
		source: string;
		version: ColumnType<number, number | undefined, number>;
		begun_by: string;
		begun_at: ColumnType<Date, Date | string, Date | string>;
		saved_by: string;
		saved_at: ColumnType<Date, Date | string, Date | string>;
		ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		ended_by: ColumnType<string | null, string | null | undefined, string | null>;
		outcome: ColumnType<string | null, string | null | undefined, string | null>;
	};
	'editorial.fact_plans': {
		id: string;
		draft: string;
		version: number;
		due_at: ColumnType<Date, Date | string, Date | string>;
		time_zone: string;
		planned_by: string;
		planned_at: ColumnType<Date, Date | string, Date | string>;
		ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		ended_by: ColumnType<string | null, string | null | undefined, string | null>;
		outcome: ColumnType<string | null, string | null | undefined, string | null>;
		refusal: ColumnType<string | null, string | null | undefined, string | null>;
	};
	'editorial.link_places': {
		record_id: string;
		address: string;
	};
	'editorial.links': {
		address: string;
		state: ColumnType<string, string | undefined, string>;
		status: ColumnType<number | null, number | null | undefined, number | null>;
		reason: ColumnType<string | null, string | null | undefined, string | null>;
		checked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		broken_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		tries: ColumnType<number, number | undefined, number>;
	};
	'editorial.plans': {
		id: string;
		record_id: string;
		revision: number;
		due_at: ColumnType<Date, Date | string, Date | string>;
		checklist: unknown;
		planned_by: string;
		planned_at: ColumnType<Date, Date | string, Date | string>;
		ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		ended_by: ColumnType<string | null, string | null | undefined, string | null>;
		outcome: ColumnType<string | null, string | null | undefined, string | null>;
		refusal: ColumnType<string | null, string | null | undefined, string | null>;
		time_zone: ColumnType<string, string | undefined, string>;
	};
	'editorial.renditions': {
		source: string;
		width: number;
		format: string;
		sha256: string;
		size: number;
		made_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'exchange.call_letters': {
		call: string;
		letter: string;
		account: string;
		sent_at: ColumnType<Date, Date | string, Date | string>;
	};
	'forms.definitions': {
		id: string;
		version: string;
		position: number;
		form: unknown;
		type: unknown;
		current: boolean;
		seeded_sha256: ColumnType<string | null, string | null | undefined, string | null>;
		published_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'forms.design_changes': {
		seq: GeneratedAlways<number>;
		form_id: string;
		act: string;
		changes: unknown;
		version: string;
		changed_by: string;
		changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'forms.designs': {
		form_id: string;
		base_version: string;
		form: unknown;
		edition: ColumnType<number, number | undefined, number>;
		begun_by: string;
		begun_at: ColumnType<Date, Date | string | undefined, Date | string>;
		changed_by: string;
		changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
		corrects: ColumnType<boolean, boolean | undefined, boolean>;
	};
	'linked.parts': {
		source: string;
		part: string;
		dialect: ColumnType<string | null, string | null | undefined, string | null>;
		mark: ColumnType<string | null, string | null | undefined, string | null>;
		whole_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'linked.resources': {
		key: string;
		source: string;
		part: string;
		id: string;
		kind: string;
		treaty: string;
		title: unknown;
		number: ColumnType<string | null, string | null | undefined, string | null>;
		day: ColumnType<string | null, string | null | undefined, string | null>;
		parties: ColumnType<string[], string[] | undefined, string[]>;
		value: unknown;
		sha256: string;
		search: string;
		demo: ColumnType<boolean, boolean | undefined, boolean>;
		first_seen_at: ColumnType<Date, Date | string, Date | string>;
		last_seen_at: ColumnType<Date, Date | string, Date | string>;
		changed_at: ColumnType<Date, Date | string, Date | string>;
		seen_by: string;
		gone_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'meetings.bundle_lines': {
		bundle: string;
		line: number;
		symbol: string;
		title: string;
		outcome: string;
		record_id: ColumnType<string | null, string | null | undefined, string | null>;
		problems: ColumnType<unknown, unknown | undefined, unknown>;
	};
	'meetings.bundles': {
		id: string;
		name: string;
		sha256: string;
		size: number;
		stage: string;
		fault: ColumnType<string | null, string | null | undefined, string | null>;
		rows: ColumnType<number, number | undefined, number>;
		done: ColumnType<number, number | undefined, number>;
		brought_by: string;
		brought_at: ColumnType<Date, Date | string, Date | string>;
		started_by: ColumnType<string | null, string | null | undefined, string | null>;
		started_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'people.accounts': {
		id: string;
		name: string;
		email: string;
		email_verified: ColumnType<boolean, boolean | undefined, boolean>;
		language: ColumnType<string, string | undefined, string>;
		second_factor: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
		image: ColumnType<string | null, string | null | undefined, string | null>;
		demo: ColumnType<boolean, boolean | undefined, boolean>;
		created_at: ColumnType<Date, Date | string, Date | string>;
		updated_at: ColumnType<Date, Date | string, Date | string>;
		erased_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'people.attempts': {
		kind: string;
		key: string;
		count: number;
		began_at: ColumnType<Date, Date | string, Date | string>;
		locked_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'people.challenges': {
		challenge: string;
		account_id: ColumnType<string | null, string | null | undefined, string | null>;
		expires_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.credentials': {
		id: string;
		account_id: string;
		provider: string;
		provider_account: string;
		password: ColumnType<string | null, string | null | undefined, string | null>;
		access_token: ColumnType<string | null, string | null | undefined, string | null>;
		refresh_token: ColumnType<string | null, string | null | undefined, string | null>;
		id_token: ColumnType<string | null, string | null | undefined, string | null>;
		access_token_expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		refresh_token_expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		scope: ColumnType<string | null, string | null | undefined, string | null>;
		created_at: ColumnType<Date, Date | string, Date | string>;
		updated_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.events': {
		seq: GeneratedAlways<number>;
		event: string;
		caused_by: ColumnType<string | null, string | null | undefined, string | null>;
		about: ColumnType<string | null, string | null | undefined, string | null>;
		details: ColumnType<unknown, unknown | undefined, unknown>;
		occurred_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.invitations': {
		id: string;
		token_sha256: string;
		email: string;
		language: string;
		role: string;
		party: ColumnType<string | null, string | null | undefined, string | null>;
		organisation: ColumnType<string | null, string | null | undefined, string | null>;
		may_submit: ColumnType<boolean, boolean | undefined, boolean>;
		invited_by: string;
		invited_at: ColumnType<Date, Date | string, Date | string>;
		expires_at: ColumnType<Date, Date | string, Date | string>;
		accepted_by: ColumnType<string | null, string | null | undefined, string | null>;
		accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		until: ColumnType<string | null, string | null | undefined, string | null>;
	};
	'people.organisations': {
		id: string;
		code: string;
		name: string;
		kind: string;
		country: ColumnType<string | null, string | null | undefined, string | null>;
		website: ColumnType<string | null, string | null | undefined, string | null>;
		state: string;
		reason: ColumnType<string | null, string | null | undefined, string | null>;
		contact_name: string;
		contact_email: string;
		language: string;
		demo: ColumnType<boolean, boolean | undefined, boolean>;
		applied_at: ColumnType<Date, Date | string, Date | string>;
		decided_by: ColumnType<string | null, string | null | undefined, string | null>;
		decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'people.passkeys': {
		id: string;
		account_id: string;
		name: string;
		public_key: Uint8Array;
		counter: number;
		transports: string[];
		created_at: ColumnType<Date, Date | string, Date | string>;
		used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'people.roles': {
		id: string;
		account_id: string;
		role: string;
		party: ColumnType<string | null, string | null | undefined, string | null>;
		organisation: ColumnType<string | null, string | null | undefined, string | null>;
		may_submit: ColumnType<boolean, boolean | undefined, boolean>;
		given_by: string;
		given_at: ColumnType<Date, Date | string, Date | string>;
		until: ColumnType<string | null, string | null | undefined, string | null>;
		given_through: ColumnType<string | null, string | null | undefined, string | null>;
	};
	'people.second_factors': {
		id: string;
		account_id: string;
		secret: string;
		backup_codes: string;
		verified: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
		failures: ColumnType<number | null, number | null | undefined, number | null>;
		locked_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'people.sessions': {
		id: string;
		account_id: string;
		token: string;
		user_agent: ColumnType<string | null, string | null | undefined, string | null>;
		address: ColumnType<string | null, string | null | undefined, string | null>;
		created_at: ColumnType<Date, Date | string, Date | string>;
		updated_at: ColumnType<Date, Date | string, Date | string>;
		expires_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.sign_on_providers': {
		issuer: string;
		metadata: unknown;
		told_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.sign_on_sessions': {
		session_id: string;
		issuer: string;
		id_token: string;
		began_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.sign_on_tries': {
		state_sha256: string;
		browser_sha256: string;
		provider: string;
		language: string;
		return_to: string;
		account_id: ColumnType<string | null, string | null | undefined, string | null>;
		invitation_id: ColumnType<string | null, string | null | undefined, string | null>;
		begun_at: ColumnType<Date, Date | string, Date | string>;
		expires_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.support': {
		id: string;
		party: string;
		role: string;
		wish: string;
		asked_by: ColumnType<string | null, string | null | undefined, string | null>;
		asked_at: ColumnType<Date, Date | string, Date | string>;
		lapses_at: ColumnType<Date, Date | string, Date | string>;
		reason: ColumnType<string | null, string | null | undefined, string | null>;
		opened_by: ColumnType<string | null, string | null | undefined, string | null>;
		opened_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		session: ColumnType<string | null, string | null | undefined, string | null>;
		ends_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		ended_by: ColumnType<string | null, string | null | undefined, string | null>;
		ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		left_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'people.support_views': {
		seq: GeneratedAlways<number>;
		support: string;
		method: string;
		path: string;
		viewed_by: string;
		viewed_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.token_replies': {
		token_id: string;
		key: string;
		request_sha256: string;
		status: number;
		location: ColumnType<string | null, string | null | undefined, string | null>;
		body: string;
		replied_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.tokens': {
		id: string;
		account_id: string;
		name: string;
		token_sha256: string;
		scopes: string[];
		created_at: ColumnType<Date, Date | string, Date | string>;
		expires_at: ColumnType<Date, Date | string, Date | string>;
		last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		window_began_at: ColumnType<Date, Date | string, Date | string>;
		window_calls: ColumnType<number, number | undefined, number>;
	};
	'people.used_codes': {
		account_id: string;
		code_sha256: string;
		used_at: ColumnType<Date, Date | string, Date | string>;
	};
	'people.verifications': {
		id: string;
		identifier: string;
		value: string;
		created_at: ColumnType<Date, Date | string, Date | string>;
		updated_at: ColumnType<Date, Date | string, Date | string>;
		expires_at: ColumnType<Date, Date | string, Date | string>;
	};
	'platform.acts': {
		seq: GeneratedAlways<number>;
		act: string;
		about: string;
		done_by: string;
		details: ColumnType<unknown, unknown | undefined, unknown>;
		done_at: ColumnType<Date, Date | string, Date | string>;
	};
	'platform.redirects': {
		from_path: string;
		to_path: string;
		status: number;
		used: ColumnType<number, number | undefined, number>;
		used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		imported_by: string;
		imported_at: ColumnType<Date, Date | string, Date | string>;
	};
	'platform.settings': {
		name: string;
		value: string;
		set_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'platform.signing_keys': {
		id: string;
		public_key: string;
		private_key: ColumnType<string | null, string | null | undefined, string | null>;
		created_at: ColumnType<Date, Date | string, Date | string>;
		retired_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'platform.storage': {
		counted_at: ColumnType<Date, Date | string, Date | string>;
		files: number;
		bytes: number;
		unnamed: number;
		unnamed_bytes: number;
		database_bytes: number;
	};
	'projects.corrections': {
		record_id: string;
		field: string;
		value: unknown;
		corrected_by: ColumnType<string | null, string | null | undefined, string | null>;
		corrected_at: ColumnType<Date, Date | string, Date | string>;
	};
	'projects.found': {
		source: string;
		id: string;
		value: unknown;
		sha256: string;
		record_id: ColumnType<string | null, string | null | undefined, string | null>;
		verdict: string;
		confidence: string;
		reasons: ColumnType<unknown, unknown | undefined, unknown>;
		twin: ColumnType<string | null, string | null | undefined, string | null>;
		twin_reasons: ColumnType<unknown, unknown | undefined, unknown>;
		decided: ColumnType<string | null, string | null | undefined, string | null>;
		twin_decided: ColumnType<string | null, string | null | undefined, string | null>;
		decided_by: ColumnType<string | null, string | null | undefined, string | null>;
		decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		first_seen_at: ColumnType<Date, Date | string, Date | string>;
		last_seen_at: ColumnType<Date, Date | string, Date | string>;
		changed_at: ColumnType<Date, Date | string, Date | string>;
		seen_by: string;
		gone_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'projects.harvests': {
		id: string;
		source: string;
		origin: string;
		file_name: ColumnType<string | null, string | null | undefined, string | null>;
		file: ColumnType<string | null, string | null | undefined, string | null>;
		sha256: ColumnType<string | null, string | null | undefined, string | null>;
		dry: ColumnType<boolean, boolean | undefined, boolean>;
		state: string;
		rows: ColumnType<number, number | undefined, number>;
		counts: ColumnType<unknown, unknown | undefined, unknown>;
		fault: ColumnType<unknown, unknown | undefined, unknown>;
		asked_by: string;
		asked_at: ColumnType<Date, Date | string, Date | string>;
		begun_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'projects.lines': {
		harvest: string;
		place: number;
		line: ColumnType<number | null, number | null | undefined, number | null>;
		identifier: string;
		title: ColumnType<string, string | undefined, string>;
		outcome: string;
		record_id: ColumnType<string | null, string | null | undefined, string | null>;
		fields: ColumnType<string[], string[] | undefined, string[]>;
		problems: ColumnType<unknown, unknown | undefined, unknown>;
	};
	'projects.sources': {
		id: string;
		kind: string;
		name: unknown;
		address: ColumnType<string | null, string | null | undefined, string | null>;
		seed: ColumnType<string | null, string | null | undefined, string | null>;
		schedule: ColumnType<string | null, string | null | undefined, string | null>;
		mapping: ColumnType<unknown, unknown | undefined, unknown>;
		position: number;
		enabled: ColumnType<boolean, boolean | undefined, boolean>;
		page: ColumnType<string | null, string | null | undefined, string | null>;
		note: ColumnType<unknown, unknown | undefined, unknown>;
		licence: ColumnType<unknown, unknown | undefined, unknown>;
		status: ColumnType<string, string | undefined, string>;
		seeded_sha256: ColumnType<string | null, string | null | undefined, string | null>;
		last_sha256: ColumnType<string | null, string | null | undefined, string | null>;
		last_file: ColumnType<string | null, string | null | undefined, string | null>;
		last_good_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		last_checked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		etag: ColumnType<string | null, string | null | undefined, string | null>;
		last_modified: ColumnType<string | null, string | null | undefined, string | null>;
		rules: ColumnType<string | null, string | null | undefined, string | null>;
		changed_by: string;
		changed_at: ColumnType<Date, Date | string, Date | string>;
	};
	'projects.written': {
		record_id: string;
		answers: unknown;
		revision: number;
		waiting: ColumnType<boolean, boolean | undefined, boolean>;
		written_at: ColumnType<Date, Date | string, Date | string>;
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
	'records.carried_drafts': {
		seq: GeneratedAlways<number>;
		record_id: string;
		from_version: string;
		to_version: string;
		draft_version: number;
		dropped: unknown;
		carried_at: ColumnType<Date, Date | string | undefined, Date | string>;
	};
	'records.counters': {
		prefix: string;
		last: number;
	};
	'records.draft_answers': {
		record_id: string;
		question: string;
		value: ColumnType<unknown, unknown | undefined, unknown>;
		touched: ColumnType<unknown, unknown | undefined, unknown>;
	};
	'records.drafts': {
		record_id: string;
		form_version: string;
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
	'records.files_taken': {
		record_id: string;
		version: number;
		name: string;
		taken_at: ColumnType<Date, Date | string, Date | string>;
	};
	'records.imports': {
		source: string;
		key: string;
		record_id: string;
		sha256: string;
		draft_version: ColumnType<number | null, number | null | undefined, number | null>;
		imported_by: string;
		imported_at: ColumnType<Date, Date | string, Date | string>;
		changed_at: ColumnType<Date, Date | string, Date | string>;
		seen_by: string;
		revision: ColumnType<number, number | undefined, number>;
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
		details: ColumnType<unknown, unknown | undefined, unknown>;
	};
	'records.names': {
		space: string;
		name: string;
		record_id: string;
	};
	'records.presence': {
		record_id: string;
		account: string;
		section: ColumnType<string | null, string | null | undefined, string | null>;
		seen_at: ColumnType<Date, Date | string, Date | string>;
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
		outcome: ColumnType<string | null, string | null | undefined, string | null>;
		outcome_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		outcome_day: ColumnType<string | null, string | null | undefined, string | null>;
		keeps_version: ColumnType<boolean, boolean | undefined, boolean>;
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
		salt: string;
		previous_sha256: ColumnType<string | null, string | null | undefined, string | null>;
		sha256: string;
		digitised: ColumnType<unknown, unknown | undefined, unknown>;
	};
	'records.training': {
		record_id: string;
		party: string;
		type: string;
		situation: string;
		made_by: string;
		made_at: ColumnType<Date, Date | string, Date | string>;
		rehearsed_by: ColumnType<string | null, string | null | undefined, string | null>;
		rehearsed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'records.whole_drafts': {
		record_id: ColumnType<string | null, string | null | undefined, string | null>;
		form_version: ColumnType<string | null, string | null | undefined, string | null>;
		answers: ColumnType<unknown, unknown | undefined, unknown>;
		touched: ColumnType<unknown, unknown | undefined, unknown>;
		clashes: ColumnType<unknown, unknown | undefined, unknown>;
		version: ColumnType<number | null, number | null | undefined, number | null>;
		base_revision: ColumnType<number | null, number | null | undefined, number | null>;
		changed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'reporting.bound': {
		cycle: string;
		party: string;
		due: string;
		shows_progress: ColumnType<boolean, boolean | undefined, boolean>;
		added_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		added_by: ColumnType<string | null, string | null | undefined, string | null>;
		reason: ColumnType<string | null, string | null | undefined, string | null>;
	};
	'reporting.clarification_letters': {
		record_id: string;
		clarification: number;
		letter: string;
		account: string;
		sent_at: ColumnType<Date, Date | string, Date | string>;
	};
	'reporting.clarification_posts': {
		record_id: string;
		clarification: number;
		number: number;
		kind: string;
		text: string;
		language: string;
		details: unknown;
		files: unknown;
		posted_by: string;
		posted_at: ColumnType<Date, Date | string, Date | string>;
		sha256: string;
		previous_sha256: string;
	};
	'reporting.clarifications': {
		record_id: string;
		number: number;
		revision: number;
		question: string;
		asked_for: string;
		state: string;
		due: string;
		posts: number;
		outcome: ColumnType<string | null, string | null | undefined, string | null>;
		outcome_revision: ColumnType<number | null, number | null | undefined, number | null>;
		agreed: ColumnType<string | null, string | null | undefined, string | null>;
		opened_by: string;
		opened_at: ColumnType<Date, Date | string, Date | string>;
		closed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		published_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'reporting.extensions': {
		cycle: string;
		party: string;
		due: string;
		reason: string;
		extended_by: string;
		extended_at: ColumnType<Date, Date | string, Date | string>;
	};
	'reporting.letters': {
		cycle: string;
		party: string;
		letter: string;
		account: string;
		sent_at: ColumnType<Date, Date | string, Date | string>;
	};
	'reporting.looks': {
		seq: GeneratedAlways<number>;
		record_id: string;
		what: string;
		part: ColumnType<string | null, string | null | undefined, string | null>;
		looked_by: string;
		looked_at: ColumnType<Date, Date | string, Date | string>;
	};
	'reporting.older_files': {
		id: string;
		cycle: string;
		name: string;
		sha256: string;
		size: number;
		mapping: unknown;
		stage: string;
		rows: ColumnType<number, number | undefined, number>;
		done: ColumnType<number, number | undefined, number>;
		brought_by: string;
		brought_at: ColumnType<Date, Date | string, Date | string>;
		started_by: ColumnType<string | null, string | null | undefined, string | null>;
		started_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'reporting.older_lines': {
		file: string;
		place: number;
		line: number;
		said: string;
		party: ColumnType<string | null, string | null | undefined, string | null>;
		outcome: string;
		record_id: ColumnType<string | null, string | null | undefined, string | null>;
		revision: ColumnType<number | null, number | null | undefined, number | null>;
		questions: ColumnType<string[], string[] | undefined, string[]>;
		problems: ColumnType<unknown, unknown | undefined, unknown>;
	};
	'reporting.older_mappings': {
		name: string;
		form: string;
		version: string;
		mapping: unknown;
		saved_by: string;
		saved_at: ColumnType<Date, Date | string, Date | string>;
	};
	'reporting.reports': {
		cycle: string;
		party: string;
		record_id: string;
	};
	'reporting.rounds': {
		cycle: string;
		opened_at: ColumnType<Date, Date | string, Date | string>;
		opened_by: string;
	};
	'reporting.statements': {
		id: string;
		party: string;
		question: string;
		year: ColumnType<number | null, number | null | undefined, number | null>;
		answer: unknown;
		source: string;
		source_name: string;
		address: string;
		retrieved: string;
		demo: ColumnType<boolean, boolean | undefined, boolean>;
		loaded_by: string;
		loaded_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.approvals': {
		seq: GeneratedAlways<number>;
		record_id: string;
		draft_version: number;
		step: string;
		about: ColumnType<string, string | undefined, string>;
		reason: ColumnType<string, string | undefined, string>;
		made_by: string;
		made_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.approvers': {
		party: string;
		record_type: string;
		given_by: string;
		set_by: string;
		set_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.asks': {
		id: string;
		record_id: string;
		form_version: string;
		questions: string[];
		owed_by: ColumnType<string | null, string | null | undefined, string | null>;
		expert_name: ColumnType<string, string | undefined, string>;
		expert_email: ColumnType<string, string | undefined, string>;
		language: string;
		word: ColumnType<string, string | undefined, string>;
		shows_answers: ColumnType<boolean, boolean | undefined, boolean>;
		due: string;
		expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		answers: ColumnType<unknown, unknown | undefined, unknown>;
		saved_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		sent_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		revoked_by: ColumnType<string | null, string | null | undefined, string | null>;
		asked_by: string;
		asked_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.comments': {
		id: string;
		record_id: string;
		question: string;
		form_version: string;
		reply_to: ColumnType<string | null, string | null | undefined, string | null>;
		body: string;
		mentions: ColumnType<string[], string[] | undefined, string[]>;
		written_by: string;
		written_at: ColumnType<Date, Date | string, Date | string>;
		resolved_by: ColumnType<string | null, string | null | undefined, string | null>;
		resolved_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'sharing.events': {
		seq: GeneratedAlways<number>;
		record_id: string;
		event: string;
		subject: string;
		details: ColumnType<unknown, unknown | undefined, unknown>;
		caused_by: string;
		occurred_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.keys': {
		key_sha256: string;
		ask_id: string;
		opens: string;
		made_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.letters': {
		ask_id: string;
		letter: string;
		sent_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.received': {
		message_sha256: string;
		ask_id: ColumnType<string | null, string | null | undefined, string | null>;
		outcome: string;
		received_at: ColumnType<Date, Date | string, Date | string>;
	};
	'sharing.suggestions': {
		id: string;
		record_id: string;
		ask_id: string;
		question: string;
		form_version: string;
		value: unknown;
		came_by: string;
		came_from: ColumnType<string, string | undefined, string>;
		suggested_at: ColumnType<Date, Date | string, Date | string>;
		state: ColumnType<string, string | undefined, string>;
		word: ColumnType<string, string | undefined, string>;
		draft_version: ColumnType<number | null, number | null | undefined, number | null>;
		decided_by: ColumnType<string | null, string | null | undefined, string | null>;
		decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'translation.events': {
		seq: GeneratedAlways<number>;
		record_id: string;
		event: string;
		language: ColumnType<string | null, string | null | undefined, string | null>;
		details: ColumnType<unknown, unknown | undefined, unknown>;
		caused_by: string;
		occurred_at: ColumnType<Date, Date | string, Date | string>;
	};
	'translation.known': {
		record_id: string;
		question: string;
		language: string;
		text_sha256: string;
		state: string;
		source_language: string;
		source_sha256: string;
		source_text: string;
		said_by: string;
		said_at: ColumnType<Date, Date | string, Date | string>;
	};
	'translation.sources': {
		record_id: string;
		language: string;
		chosen_by: string;
		chosen_at: ColumnType<Date, Date | string, Date | string>;
	};
	'usage.counts': {
		day: string;
		audience: string;
		dimension: string;
		value: string;
		views: ColumnType<number, number | undefined, number>;
		replies: ColumnType<number, number | undefined, number>;
		acts: ColumnType<number, number | undefined, number>;
		visitors: ColumnType<number, number | undefined, number>;
		bytes: ColumnType<number, number | undefined, number>;
	};
	'usage.days': {
		day: string;
		source: string;
	};
	'usage.drafted': {
		record_id: string;
		question: string;
		answer: unknown;
		drafted_at: ColumnType<Date, Date | string, Date | string>;
		drafted_by: string;
	};
	'usage.marks': {
		day: string;
		audience: string;
		dimension: string;
		value: string;
		mark: string;
	};
	'usage.salts': {
		day: string;
		salt: string;
	};
	'watching.events': {
		seq: GeneratedAlways<number>;
		event: string;
		about: string;
		done_by: ColumnType<string | null, string | null | undefined, string | null>;
		details: ColumnType<unknown, unknown | undefined, unknown>;
		happened_at: ColumnType<Date, Date | string, Date | string>;
	};
	'watching.letters': {
		id: string;
		reader_id: string;
		kind: string;
		watches: string[];
		key_sha256: string;
		bounce_sha256: string;
		sent_at: ColumnType<Date, Date | string, Date | string>;
		bounced_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'watching.matches': {
		watch_id: string;
		record_id: string;
		revision: number;
		event: string;
		matched_at: ColumnType<Date, Date | string, Date | string>;
		sent_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
	'watching.readers': {
		id: string;
		watched_by: ColumnType<string | null, string | null | undefined, string | null>;
		email: ColumnType<string, string | undefined, string>;
		language: string;
		soft_bounces: ColumnType<number, number | undefined, number>;
		bounced_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		stopped_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		made_at: ColumnType<Date, Date | string, Date | string>;
	};
	'watching.views': {
		id: string;
		saved_by: string;
		address: string;
		name: string;
		saved_at: ColumnType<Date, Date | string, Date | string>;
	};
	'watching.watches': {
		id: string;
		reader_id: string;
		address: string;
		frequency: string;
		followed_by: ColumnType<string | null, string | null | undefined, string | null>;
		watched_at: ColumnType<Date, Date | string, Date | string>;
	};
	'watching.wishes': {
		key_sha256: string;
		email: string;
		language: string;
		address: string;
		frequency: string;
		asked_at: ColumnType<Date, Date | string, Date | string>;
		expires_at: ColumnType<Date, Date | string, Date | string>;
	};
	'webhooks.attempts': {
		message: string;
		number: number;
		at: ColumnType<Date, Date | string, Date | string>;
		milliseconds: number;
		status: ColumnType<number | null, number | null | undefined, number | null>;
		fault: ColumnType<string | null, string | null | undefined, string | null>;
		reply: ColumnType<string, string | undefined, string>;
	};
	'webhooks.endpoints': {
		id: string;
		name: string;
		address: string;
		types: ColumnType<string[], string[] | undefined, string[]>;
		events: ColumnType<string[], string[] | undefined, string[]>;
		secret: string;
		previous_secret: ColumnType<string | null, string | null | undefined, string | null>;
		previous_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		state: string;
		failing_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		last_delivered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		made_by: string;
		made_at: ColumnType<Date, Date | string, Date | string>;
		changed_at: ColumnType<Date, Date | string, Date | string>;
	};
	'webhooks.messages': {
		id: string;
		endpoint: string;
		seq: ColumnType<number | null, number | null | undefined, number | null>;
		event: string;
		record_id: ColumnType<string | null, string | null | undefined, string | null>;
		body: string;
		state: string;
		tries: ColumnType<number, number | undefined, number>;
		round: ColumnType<number, number | undefined, number>;
		made_at: ColumnType<Date, Date | string, Date | string>;
		due_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
		ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
	};
}
