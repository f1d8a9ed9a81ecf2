// A file that shows which columns a source has: taken in where it is a table, and read again as far as its first rows.
import { tableIn } from '#interop/harvest/server/read-source.ts';
import type { Table } from '#interop/harvest/table.ts';
import { broughtName, isFileRefusal } from '#platform/file.ts';
import type { SourceFault } from '#projects/found.ts';
import type { Sample } from '#projects/server/table-sources.ts';

const limitBytes = 40 * 1024 * 1024;
const accept = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv', 'text/plain'];
/** Shown, and read for the preview. */
export const firstRows = 10;

export async function takeSample(
	{ files }: App.Locals['platform'],
	file: FormDataEntryValue | null
): Promise<Sample | 'file-missing' | 'file-refused'> {
	if (!(file instanceof File) || file.size === 0) return 'file-missing';
	const kept = await files.put(file, { limitBytes, accept });
	if (isFileRefusal(kept)) return 'file-refused';
	const name = broughtName(file.name);
	return { name, sha256: kept.sha256 };
}

/** The head and the first rows. */
export async function openSample({ files }: App.Locals['platform'], { sha256 }: Sample): Promise<Table | SourceFault> {
	const stream = await files.open(sha256);
	if (!stream) return { code: 'copy-missing', values: {} };
	const parts: Uint8Array[] = [];
	for await (const part of stream) parts.push(part as Uint8Array);
	const table = await tableIn(Buffer.concat(parts));
	// What follows says nothing more of the columns, and the end of the file is not the end of these rows.
	return 'code' in table ? table : { ...table, rows: table.rows.slice(0, firstRows), endsWhole: true };
}

export const sampleOf = (mapping: unknown): Sample | null => {
	const sample = (mapping as { sample?: Partial<Sample> } | null)?.sample;
	return typeof sample?.sha256 === 'string' && typeof sample.name === 'string' ? (sample as Sample) : null;
};
