import { error, fail } from '@sveltejs/kit';
import { ownerWords } from '#catalogue/shown.ts';
import { type FieldFault, isSignature, type Receipt, receiptFrom } from '#records/receipt.ts';
import { isIdentifier, isRevisionNumber } from '#records/record.ts';
import { judgeReceipt, receiptBehind } from '#records/server/receipts.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Of all that is sent; a receipt has some nine hundred bytes. */
const mostBytes = 100_000;

/** The receipt judged, with the names of what it names. The name of an organisation is no part of it, so that its id is shown. */
async function judged({ platform, definitions, convention }: App.Locals, receipt: Receipt) {
	return {
		receipt,
		...(await judgeReceipt(platform.database.fresh, receipt)),
		typeName: (definitions.form(receipt.type, receipt.formVersion) ?? definitions.form(receipt.type))?.words['form.title'] ?? {},
		owner: ownerWords(receipt.owner.kind, receipt.owner.id, convention, new Map())
	};
}

/** A code on paper leads here with what names its receipt. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const [record, revision, signature] = ['record', 'revision', 'signature'].map((name) => url.searchParams.get(name));
	if (record === null && revision === null && signature === null) return { verified: null, noMatch: false };
	if (!record || !isIdentifier(record) || record.length > 60 || !isRevisionNumber(revision ?? '') || !isSignature(signature ?? ''))
		error(422, 'not valid', { refusal: { refusal: 'not-valid' } });
	const { database, configuration } = locals.platform;
	const receipt = await receiptBehind(database.fresh, { record, number: Number(revision) }, signature ?? '', configuration.origin);
	return { verified: receipt ? await judged(locals, receipt) : null, noMatch: !receipt };
};

/**
 * The bytes of what was sent, or undefined when they are more than any receipt. What is too much is taken from the line all the same, and thrown away:
 * whoever is still sending hears no answer.
 */
async function bytesOf(request: Request): Promise<Uint8Array | undefined> {
	if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return undefined;
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
		size += piece.length;
		if (size <= mostBytes) pieces.push(piece);
	}
	return size > mostBytes ? undefined : Buffer.concat(pieces);
}

type Fault = 'empty' | 'too-large' | 'not-json' | 'not-a-receipt';
const refused = (status: number, fault: Fault, text = '', fields: FieldFault[] = []) => fail(status, { fault, fields, text, verified: null });

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const bytes = await bytesOf(request);
		if (!bytes) return refused(413, 'too-large');
		const type = request.headers.get('content-type') ?? '';
		const sent = await new Response(bytes as BodyInit, { headers: { 'content-type': type } }).formData().catch(() => null);
		if (!sent) return refused(400, 'empty');
		const [file, typed] = [sent.get('file'), sent.get('receipt')];
		const text = file instanceof File && file.size > 0 ? await file.text() : typeof typed === 'string' ? typed : '';
		const read = receiptFrom(text);
		if (typeof read === 'string') return refused(422, read, text);
		if (Array.isArray(read)) return refused(422, 'not-a-receipt', text, read);
		return { fault: null, fields: [], text, verified: await judged(locals, read) };
	}
};
