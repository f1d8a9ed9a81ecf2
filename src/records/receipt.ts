// SPDX-License-Identifier: Apache-2.0
// The receipt of a submission: what it says, how it is signed, and whether a signature is right. Pure but for the signature functions of Node; where
// keys are kept and what the platform knows of a revision stand elsewhere.
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonical } from '#forms/comparison.ts';
import { isObject } from '#forms/kind.ts';
import { isIdentifier, type RecordEnvelope } from './record.ts';
import type { OwnerKind } from './type.ts';

export const algorithm = 'Ed25519';
/** Of the shape: another one when a field is added or changes its meaning. */
export const edition = 1;

export interface Receipt {
	receipt: typeof edition;
	/** Address of the platform that took the submission. */
	origin: string;
	record: string;
	revision: number;
	type: string;
	formVersion: string;
	owner: { kind: OwnerKind; id: string };
	/** Made up to show the platform: nobody submitted anything. */
	demonstration: boolean;
	/** ISO 8601 in UTC. */
	submittedAt: string;
	/** The seal of the revision. */
	sha256: string;
	/** The seal of the revision before. */
	previousSha256: string | null;
	keyId: string;
	algorithm: typeof algorithm;
	/** Over the canonical JSON of all other fields, as base64url. */
	signature: string;
}

/** The revision that a receipt is about. */
export interface Submitted {
	number: number;
	formVersion: string;
	submittedAt: Date;
	sha256: string;
	previousSha256: string | null;
}

export type Unsigned = Omit<Receipt, 'signature'>;

/** Sorted keys, no space, UTF-8. */
const signedBytes = ({ signature: _, ...rest }: Unsigned & { signature?: string }): Buffer => Buffer.from(canonical(rest as never));

/** All that a receipt says of a revision, before it is signed. */
export const unsigned = (origin: string, record: RecordEnvelope, revision: Submitted, keyId: string): Unsigned => ({
	receipt: edition,
	origin,
	record: record.id,
	revision: revision.number,
	type: record.type,
	formVersion: revision.formVersion,
	owner: { kind: record.ownerKind, id: record.owner },
	demonstration: record.demo,
	submittedAt: revision.submittedAt.toISOString(),
	sha256: revision.sha256,
	previousSha256: revision.previousSha256,
	keyId,
	algorithm
});

/** The same revision, origin and key give the same receipt, byte for byte: nothing of it need be kept. */
export function receiptOf(origin: string, record: RecordEnvelope, revision: Submitted, key: { id: string; privateKey: KeyObject }): Receipt {
	const receipt = unsigned(origin, record, revision, key.id);
	return { ...receipt, signature: sign(null, signedBytes(receipt), key.privateKey).toString('base64url') };
}

export type Verdict = 'right' | 'wrong' | 'unknown-key';

/** Whether the signature is that of the key which the receipt names. `x` is the public key as base64url. */
export function verifyReceipt(receipt: Receipt, publicKeys: readonly { id: string; x: string }[]): Verdict {
	const known = publicKeys.find(({ id }) => id === receipt.keyId);
	if (!known) return 'unknown-key';
	const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: known.x }, format: 'jwk' });
	return isSignature(receipt.signature) && verify(null, signedBytes(receipt), key, Buffer.from(receipt.signature, 'base64url')) ? 'right' : 'wrong';
}

/** 64 bytes, written in the one way that there is: of what base64url also reads, nothing passes. */
export const isSignature = (text: string): boolean => text.length === 86 && Buffer.from(text, 'base64url').toString('base64url') === text;

/** What is wrong with one field. */
export interface FieldFault {
	field: string;
	code: 'missing' | 'wrong' | 'surplus';
}

const hash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const key = (value: unknown): boolean => typeof value === 'string' && /^[\w.-]{1,100}$/.test(value);
/** Written in the one way in which the platform writes it. */
const moment = (value: unknown): boolean => {
	const at = new Date(typeof value === 'string' && value.length === 24 ? value : Number.NaN);
	return !Number.isNaN(at.getTime()) && at.toISOString() === value;
};
const ownerKinds: readonly string[] = ['party', 'organisation', 'secretariat'] satisfies OwnerKind[];

/** What each field may hold. All of it is short and plain: nothing else is ever shown, or looked for. */
const fits: { [field in keyof Receipt]: (value: unknown) => boolean } = {
	receipt: (value) => value === edition,
	origin: (value) => typeof value === 'string' && value.length <= 300 && /^https?:\/\/[\w.:[\]-]+$/.test(value),
	record: (value) => typeof value === 'string' && value.length <= 60 && isIdentifier(value),
	revision: (value) => Number.isInteger(value) && (value as number) > 0 && (value as number) <= 999_999_999,
	type: key,
	formVersion: key,
	owner: (value) => isObject(value) && Object.keys(value).length === 2 && ownerKinds.includes(value.kind as string) && key(value.id),
	demonstration: (value) => typeof value === 'boolean',
	submittedAt: moment,
	sha256: hash,
	previousSha256: (value) => value === null || hash(value),
	keyId: key,
	algorithm: (value) => value === algorithm,
	signature: (value) => typeof value === 'string' && /^[\w-]{1,200}$/.test(value)
};

const mostFaults = 20;

/** A value as a receipt, or every field that is at fault. A field that no receipt has is a fault too: the signature says nothing of it. */
export function readReceipt(value: unknown): Receipt | FieldFault[] {
	const fields: { [field: string]: unknown } = isObject(value) ? value : {};
	const faults = Object.entries(fits).flatMap(([field, fit]): FieldFault[] =>
		!Object.hasOwn(fields, field) ? [{ field, code: 'missing' }] : fit(fields[field]) ? [] : [{ field, code: 'wrong' }]
	);
	const surplus = Object.keys(fields).filter((field) => !Object.hasOwn(fits, field));
	const all = [...faults, ...surplus.map((field) => ({ field: field.slice(0, 40).toWellFormed(), code: 'surplus' as const }))];
	return all.length ? all.slice(0, mostFaults) : (value as unknown as Receipt);
}

/** What somebody pasted or chose, as a receipt; else why it is none. */
export function receiptFrom(text: string): Receipt | FieldFault[] | 'empty' | 'not-json' {
	const bare = text.replace(/^\ufeff/, '').trim();
	if (!bare) return 'empty';
	try {
		return readReceipt(JSON.parse(bare));
	} catch {
		return 'not-json';
	}
}
