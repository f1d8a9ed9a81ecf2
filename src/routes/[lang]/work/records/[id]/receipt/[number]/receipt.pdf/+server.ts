// The receipt on paper, with a code that leads to the page where it is verified.
import { problem } from '#api/problem.ts';
import { receiptDocument } from '#components/print/receipt.ts';
import { paper } from '#interop/print/server/paper.ts';
import { isRefusal } from '#people/refusal.ts';
import { openReceipt } from '../receipt.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const printed = await openReceipt(locals, params);
	const at = new Date();
	const { record, revision } = printed.receipt;
	const made = await paper(receiptDocument(locals.reader, printed, { at }), `${record}-${revision}-receipt`, at);
	return isRefusal(made) ? problem(locals.reader, made) : made;
};
