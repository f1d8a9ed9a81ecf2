// SPDX-License-Identifier: Apache-2.0
// `npm start`: makes a clone ready and serves it. What is served, and how, is the business of src/cli/serve.ts.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { build, install, node, root, withTools } from './prepare.js';

try {
	await install();
	await build();
} catch (fault) {
	console.error(fault.message);
	process.exit(1);
}

// The channel tells the server when this process is gone, however it went: `disconnect` is its last call to stop.
const server = spawn(node, ['src/cli/serve.ts', ...process.argv.slice(2)], {
	cwd: root,
	env: withTools(),
	stdio: ['inherit', 'inherit', 'inherit', 'ipc']
});
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGUSR2']) {
	// A terminal sends its interrupt to the server itself.
	process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? null : server.kill(signal)));
}
server.on('error', (fault) => {
	console.error(`could not start the server: ${fault.message}`);
	process.exit(1);
});
server.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
