// SPDX-License-Identifier: Apache-2.0
// A table of texts as CSV or XLSX, its heads the same in every language since it comes back.
import { csv } from '#api/csv.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';

export async function tableReply(name: string, format: 'csv' | 'xlsx', heads: string[], rows: string[][]): Promise<Response> {
	const body = format === 'csv' ? csv([heads, ...rows]) : await xlsx({ name, rtl: false, columns: heads.map((head) => ({ head, width: 24 })), rows });
	return new Response(body, {
		headers: {
			'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : sheetType,
			'content-disposition': `attachment; filename="${name}.${format}"`,
			'cache-control': 'private, no-store'
		}
	});
}
