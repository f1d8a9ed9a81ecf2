// SPDX-License-Identifier: Apache-2.0
// Reproducible chance for tests and benches: the demonstration's own.
export { chanceFrom } from '#worker/demonstration/chance.ts';
