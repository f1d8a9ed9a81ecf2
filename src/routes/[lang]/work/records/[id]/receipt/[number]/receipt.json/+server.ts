// The receipt as it is verified: nothing but what is signed, and the signature.
import { jsonFile, openReceipt } from '../receipt.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { receipt } = await openReceipt(locals, params);
	return jsonFile(receipt, `${receipt.record}-${receipt.revision}-receipt`);
};
