// SPDX-License-Identifier: Apache-2.0
// Rows as CSV, as the API answers with them.
export { csv, type CsvCell, csvLines } from '#interop/sheets/csv.ts';
