// SPDX-License-Identifier: Apache-2.0
// Tells a database that has too much to do at this moment, or is just being restarted, from a defect: whoever asked is told to come back soon.

/** Statement timeout, too many connections, server shutting down or starting. */
const codes = new Set(['57014', '53300', '57P01', '57P03', '08006', 'ECONNREFUSED']);

/** What the pool says when none of its connections became free in time; it gives no code. */
const waitedInVain = /timeout exceeded when trying to connect/;

export const isBusy = (fault: unknown): boolean => {
	const { code, message, cause } = (fault ?? {}) as { code?: string; message?: string; cause?: unknown };
	return codes.has(code ?? '') || waitedInVain.test(message ?? '') || (cause !== undefined && isBusy(cause));
};
