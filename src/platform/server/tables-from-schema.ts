// SPDX-License-Identifier: Apache-2.0
// Reads the schema and says it as TypeScript types for Kysely. A test keeps tables.ts equal to what this returns.
import { sql } from 'kysely';
import type { Database } from './database.ts';

interface Column {
	table: string;
	column: string;
	type: string;
	nullable: boolean;
	generated: boolean;
	fallback: boolean;
}

const read: Record<string, string> = {
	int2: 'number',
	int4: 'number',
	int8: 'number',
	float4: 'number',
	float8: 'number',
	numeric: 'string',
	bool: 'boolean',
	json: 'unknown',
	jsonb: 'unknown',
	timestamptz: 'Date',
	date: 'string',
	bytea: 'Uint8Array',
	_text: 'string[]',
	_int4: 'number[]'
};
const written: Record<string, string> = { timestamptz: 'Date | string', jsonb: 'unknown' };

function typeOf(column: Column): string {
	const select = (read[column.type] ?? 'string') + (column.nullable && column.type !== 'jsonb' ? ' | null' : '');
	const insert = (written[column.type] ?? read[column.type] ?? 'string') + (column.nullable && column.type !== 'jsonb' ? ' | null' : '');
	if (column.generated) return `GeneratedAlways<${select}>`;
	const optional = column.fallback || column.nullable ? ' | undefined' : '';
	return select === insert && !optional ? select : `ColumnType<${select}, ${insert}${optional}, ${insert}>`;
}

export async function describeTables(database: Database): Promise<string> {
	const { rows } = await sql<Column>`
		select table_schema || '.' || table_name as "table", column_name as "column", udt_name as "type",
			is_nullable = 'YES' as nullable,
			(is_identity = 'YES' and identity_generation = 'ALWAYS') or is_generated = 'ALWAYS' as generated,
			column_default is not null or is_identity = 'YES' as fallback
		from information_schema.columns
		where table_schema not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
		order by table_schema, table_name, ordinal_position`.execute(database.kysely);
	const tables = Map.groupBy(rows, (row) => row.table);
	const bodies = [...tables].map(([table, columns]) => `\t'${table}': {\n${columns.map((c) => `\t\t${c.column}: ${typeOf(c)};`).join('\n')}\n\t};`);
	return `// SPDX-License-Identifier: Apache-2.0\n// Generated from the migrations by \`npm run tables\`; do not edit.\nimport type { ColumnType, GeneratedAlways } from 'kysely';\n\nexport interface Tables {\n${bodies.join('\n')}\n}\n`;
}
