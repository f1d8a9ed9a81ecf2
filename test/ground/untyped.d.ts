// SPDX-License-Identifier: Apache-2.0
// The little that we use of test libraries that come without types.

declare module 's3rver' {
	export default class S3rver {
		constructor(options: { port: number; address: string; silent: boolean; directory: string; configureBuckets: { name: string }[] });
		run(): Promise<{ address: string; port: number }>;
		close(): Promise<void>;
	}
}

declare module 'smtp-server' {
	type Done = (fault?: Error | null, answer?: { user: string }) => void;
	interface Address {
		address: string;
	}
	export class SMTPServer {
		constructor(options: {
			authOptional?: boolean;
			disabledCommands?: string[];
			allowInsecureAuth?: boolean;
			onAuth?(auth: { username?: string; password?: string }, session: object, done: Done): void;
			onRcptTo?(address: Address, session: object, done: Done): void;
			onData?(stream: import('node:stream').Readable, session: { envelope: { mailFrom: Address | false; rcptTo: Address[] } }, done: Done): void;
		});
		listen(port: number, host: string): import('node:net').Server;
		close(done: () => void): void;
	}
}
