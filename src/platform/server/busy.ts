// SPDX-License-Identifier: Apache-2.0
// Tells from a defect a database that has too much to do at this moment, or is just being restarted: whoever asked is told to come back soon; and a
// caller who hung up before everything was sent: nobody is there to be told.

/** Statement timeout, too many connections, server shutting down or starting. */
const codes = new Set(['57014', '53300', '57P01', '57P03', '08006', 'ECONNREFUSED']);

/** What the pool says when none of its connections became free in time; it gives no code. */
const waitedInVain = /timeout exceeded when trying to connect/;

export const isBusy = (fault: unknown): boolean => {
	const { code, message, cause } = (fault ?? {}) as { code?: string; message?: string; cause?: unknown };
	return codes.has(code ?? '') || waitedInVain.test(message ?? '') || (cause !== undefined && isBusy(cause));
};

/** Node's fault in the body of a request whose line was cut; those of our own lines to others say which. */
export const hasHungUp = (fault: unknown): boolean => {
	const { code, message } = (fault ?? {}) as { code?: string; message?: string };
	return code === 'ECONNRESET' && message === 'aborted';
};
