// SPDX-License-Identifier: Apache-2.0
// What tells a training record from a real one: its identifier alone, which comes from a series of its own. Every table that leads out of the desk
// refuses such identifiers (migration 0021). Pure.

/** Letters that no permanent identifier begins with. */
export const trainingSeries = 'TRAINING';

export const isTraining = (id: string | undefined): boolean => id?.startsWith(`${trainingSeries}-`) ?? false;

/** TRAINING-REPORT-GH: what the number follows. */
export const trainingPrefix = (typePrefix: string, ownerCode: string): string => `${trainingSeries}-${typePrefix}-${ownerCode}`;
