// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { messages } from '#text/messages/en.ts';
import { matrix, matrixPage } from './matrix.ts';
import { abilities, may, sentenceNames, type Ability } from './may.ts';
import type { Person, Role } from './person.ts';

const person = (...roles: Role[]): Person => ({ id: 'x', name: 'X', email: 'x@example.org', language: 'fr', roles });
const rows = matrix();
const allowed = (ability: Ability, situation: string) => rows.find((row) => row.ability === ability && row.situation === situation)?.allowed ?? [];

test('the page of the matrix is fresh', () => {
	expect(readFileSync('docs/authorisation.md', 'utf8')).toBe(matrixPage());
});

describe('the matrix', () => {
	test('gives nobody anything but reading what is public and applying', () => {
		expect([...new Set(rows.filter((row) => row.allowed.includes('nobody')).map((row) => row.ability))]).toEqual([
			'record.read',
			'organisation.apply'
		]);
		expect(allowed('record.read', 'of another Party, unpublished')).not.toContain('nobody');
	});
	test('lets only the focal point, or who was delegated, submit for a Party', () => {
		expect(allowed('record.submit', 'of the Party GHA, unpublished')).toEqual(['contributor who may submit', 'focal point']);
		expect(allowed('record.insist', 'of the Party GHA, unpublished')).toEqual(['focal point']);
	});
	test('keeps bilateral records to the two Parties: the secretariat has no part in them', () => {
		expect(allowed('record.read', 'of another Party, bilateral with GHA')).toEqual([
			'contributor of the Party',
			'contributor who may submit',
			'focal point'
		]);
		expect(allowed('record.read-received', 'of another Party, bilateral with GHA')).toEqual(
			allowed('record.read', 'of another Party, bilateral with GHA')
		);
		expect(allowed('record.read-private', 'of another Party, bilateral with GHA')).toEqual([]);
		const ofRecords = (ability: string) => /^(record|draft|outcome)\./.test(ability);
		for (const role of ['nobody', 'organisation', 'reviewer', 'editor', 'publisher', 'administrator'])
			expect(
				rows.filter((row) => row.situation.includes('bilateral') && ofRecords(row.ability) && row.allowed.includes(role)),
				role
			).toEqual([]);
		// Before it was sent nobody of the other Party knows of it.
		const unsent = { ownerKind: 'party', owner: 'CHE', visibility: 'bilateral', state: 'unpublished', otherParty: 'GHA' } as const;
		for (const ability of ['record.read', 'record.read-received', 'outcome.by-other-party'] as const)
			expect(may(person({ role: 'focal-point', party: 'GHA' }), ability, unsent), ability).toBe(false);
		expect(allowed('record.read', 'of another Party, restricted')).toEqual(['reviewer', 'editor', 'publisher', 'administrator']);
	});
	test('keeps the secretariat out of drafts: what a Party says is its own', () => {
		for (const role of ['reviewer', 'editor', 'publisher', 'administrator'])
			expect(allowed('draft.edit', 'of the Party GHA, unpublished')).not.toContain(role);
	});
	test('lets the other Party alone answer what was sent to it', () => {
		expect(allowed('outcome.by-other-party', 'of another Party, bilateral with GHA')).toEqual(['contributor who may submit', 'focal point']);
		expect(allowed('outcome.by-other-party', 'of the Party GHA, published')).toEqual([]);
		expect(allowed('outcome.by-secretariat', 'of another Party, restricted')).toEqual(['publisher']);
		expect(allowed('outcome.by-secretariat', 'of another Party, bilateral with GHA')).toEqual([]);
		expect(allowed('outcome.by-owner', 'of the Party GHA, published')).toEqual(['contributor who may submit', 'focal point']);
	});
	test('lets only publishers publish, and no focal point make another', () => {
		expect(allowed('record.publish', 'of the Party GHA, unpublished')).toEqual(['publisher']);
		expect(allowed('role.give', 'contributor of GHA')).toContain('focal point');
		expect(allowed('role.give', 'focal point of GHA')).not.toContain('focal point');
		expect(allowed('role.give', 'contributor of another Party')).not.toContain('focal point');
		expect(allowed('role.give', 'publisher')).toEqual(['administrator']);
	});
});

test('every ability and every sentence has its words', () => {
	for (const [ability, names] of Object.entries(sentenceNames))
		for (const id of [`who.ability.${ability}`, ...names.map((name) => `who.person.${name}`)]) expect(messages, id).toHaveProperty([id]);
});

test('an ability without what it asks about is refused', () => {
	const everybody = person({ role: 'focal-point', party: 'GHA' }, { role: 'organisation-contributor', organisation: 'x' });
	const needSubject: Ability[] = ['record.begin', 'draft.read', 'draft.edit', 'record.submit', 'record.withdraw', 'account.change', 'role.give'];
	for (const ability of needSubject) expect(may(everybody, ability), ability).toBe(false);
	expect(Object.keys(abilities).length).toBeGreaterThan(20);
});
