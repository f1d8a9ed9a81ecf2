// SPDX-License-Identifier: Apache-2.0
// Writes what happens as JSON lines. Knows what must never be written: secrets, cookies, and what people answered.
import { type DestinationStream, type Level, type Logger, pino, stdTimeFunctions } from 'pino';

export type LogLevel = Level | 'silent';
export type Log = Logger;

const unspeakable =
	/pass(word|phrase)?$|secret|token|cookie|authori[sz]ation|credential|otp|answers?$|draft$|^(body|html|text|data|params|parameters|value|values)$/i;
const withheld = '[withheld]';

/** Opens the log on standard output, or on another stream for tests. */
export function openLog(level: LogLevel, stream?: DestinationStream): Log {
	const options = {
		level,
		base: null,
		timestamp: stdTimeFunctions.isoTime,
		formatters: {
			level: (label: string) => ({ level: label }),
			log: (line: Record<string, unknown>) => censored(line, 0) as Record<string, unknown>
		},
		// Our formatter has already made errors plain; pino's own serializer would add every field that a driver hangs on them.
		serializers: { err: (error: unknown) => error },
		hooks: {
			logMethod(this: Logger, [first, ...rest]: unknown[], method: (...line: unknown[]) => void) {
				const line = first instanceof Error ? [{ err: first }, plainError(first, 0).message] : [first, ...rest];
				method.apply(
					this,
					line.map((part) => (typeof part === 'string' ? withoutPasswords(part) : part))
				);
			}
		}
	};
	return stream ? pino(options, stream) : pino(options);
}

/** The log of one request: every line carries its identifier. */
export const logFor = (log: Log, requestId: string): Log => log.child({ requestId });

function censored(value: unknown, depth: number): unknown {
	if (typeof value === 'string') return withoutPasswords(value);
	if (value === null || typeof value !== 'object') return value;
	if (value instanceof Date) return value;
	if (value instanceof Error) return plainError(value, depth);
	if (depth > 4 || ArrayBuffer.isView(value)) return withheld;
	if (Array.isArray(value)) return value.map((each) => censored(each, depth + 1));
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unspeakable.test(key) ? withheld : censored(each, depth + 1)]));
}

/** Drivers hang the statement, its parameters and the offending row on their errors: none of that is taken. */
function plainError(error: Error, depth: number): Record<string, unknown> {
	const code = (error as { code?: unknown }).code;
	const message = withoutValues(withoutPasswords(error.message), code);
	const stack = error.stack?.includes(error.message) ? error.stack.replace(error.message, () => message) : error.stack;
	return {
		type: error.name,
		message,
		...(code === undefined ? {} : { code }),
		...(stack === undefined ? {} : { stack: withoutPasswords(stack) }),
		...(error.cause instanceof Error && depth < 4 ? { cause: plainError(error.cause, depth + 1) } : {})
	};
}

/** `//name:password@host` in any address. */
const withoutPasswords = (text: string): string => text.replace(/\/\/[^/\s@]*@/g, `//${withheld}@`);

/** PostgreSQL's class 22 (data exceptions) quotes the value that it did not like, which may be somebody's answer. */
const withoutValues = (message: string, code: unknown): string =>
	typeof code === 'string' && /^22.{3}$/.test(code) ? message.replace(/"[^"]*"/g, `"${withheld}"`) : message;
