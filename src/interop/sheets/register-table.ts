// SPDX-License-Identifier: Apache-2.0
// A register as a table of one language, for CSV and spreadsheets. Pure: rows come in as data, texts go out.
import type { Cell, RegisterRow } from '#catalogue/register.ts';
import type { Asked } from '#catalogue/register-asked.ts';
import type { Register } from '#catalogue/registers.ts';
import type { Convention } from '#convention/convention.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { Sheet, SheetCell } from './xlsx.ts';

export interface Tabled {
	register: Register;
	rows: readonly RegisterRow[];
	/** The day that it stands on. */
	day: string;
	demo: boolean;
	nameOf(owner: { kind: string; id: string }): Words;
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	/** What narrows it, in words. */
	narrowed?: readonly string[];
	/** Its rows end here, although there are more. */
	cutAt?: number;
}

export const fileAddress = (origin: string, record: string, { file, name }: { file: string; name: string }): string =>
	`${origin}/files/${record}/${file}/${encodeURIComponent(name.toWellFormed())}`;

function cellOf(cell: Cell, row: RegisterRow, { origin, nameOf }: Tabled, { language, t }: Reader): SheetCell {
	switch (cell.is) {
		case 'nothing':
			return null;
		case 'owner':
			return say(nameOf(cell), language);
		case 'words':
			return say(cell.words, language);
		case 'text':
			return cell.text;
		case 'day':
			return { day: cell.day };
		case 'yes-no':
			return t(cell.yes ? 'record.yes' : 'record.no');
		case 'options':
			return cell.options.map((option) => say(option, language)).join('; ');
		case 'record':
			return cell.id;
		case 'files':
			return cell.files.map((file) => fileAddress(origin, row.id, file)).join(' ');
		case 'state':
			return t(`look.state.${cell.state}`);
		case 'message':
			return t(cell.id);
	}
}

/** What a question leaves of a register, in words. */
export const narrowedBy = (
	{ party, region, standing }: Pick<Asked, 'party' | 'region' | 'standing'>,
	convention: Convention,
	{ language, t }: Reader
): string[] => [
	...(party ? [say(convention.state(party)?.name, language) || party] : []),
	...(region ? [say(convention.entry('regions', region)?.words, language) || region] : []),
	...(standing ? [t(`registers.standing.${standing}`)] : [])
];

/** Heads, and a line for each row: the record with its standing and revision, the columns of the register, the files, the page. */
export function registerTable(tabled: Tabled, reader: Reader): { heads: string[]; lines: SheetCell[][] } {
	const { register, rows, origin } = tabled;
	const { language, t } = reader;
	const fed = register.definitions.length > 0;
	return {
		heads: [
			...(fed ? [t('record.id')] : []),
			t('register.column.state'),
			...(fed ? [t('look.demonstration')] : []),
			...register.columns.map(({ words }) => say(words, language)),
			...(fed ? [t('registers.revision'), t('registers.published'), t('registers.source-file'), t('registers.page')] : [])
		],
		lines: rows.map((row) => {
			const { entry } = row;
			const cells = row.cells.map((cell) => cellOf(cell, row, tabled, reader));
			const standing = t(`registers.standing.${row.standing}`);
			if (!entry) return [standing, ...cells];
			return [
				entry.recordId,
				entry.withdrawnSince ? `${standing} (${t('registers.withdrawn-since', { day: entry.withdrawnSince })})` : standing,
				t(entry.demo ? 'record.yes' : 'record.no'),
				...cells,
				entry.revision,
				{ day: entry.publishedAt.toISOString().slice(0, 10) },
				row.files.map((file) => fileAddress(origin, row.id, file)).join(' '),
				`${origin}/${language}/records/${entry.recordId}`
			];
		})
	};
}

/** The register as a sheet: what it is and where it comes from above, then the table. */
export function registerSheet(tabled: Tabled, reader: Reader): Sheet {
	const { register, day, demo, origin, narrowed = [], cutAt } = tabled;
	const { language, t } = reader;
	const { heads, lines } = registerTable(tabled, reader);
	const widths: { [column: string]: number } = { party: 26, country: 26 };
	const first = register.definitions.length ? [24, 16, 14] : [16];
	return {
		name: say(register.title, language),
		rtl: reader.direction === 'rtl',
		above: [
			[say(register.title, language), ''],
			[t('registers.as-of'), day],
			[t('registers.source'), `${t('site.name')}, ${origin}/${language}/registers/${register.id}`],
			[t('registers.legal'), t('register.article', { article: `\u2066${register.article}\u2069` })],
			[t('registers.language'), new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language],
			...narrowed.map((each): [string, string] => [t('registers.narrowed'), each]),
			...(cutAt === undefined ? [] : [[t('registers.cut'), t('registers.cut.help', { most: cutAt })] as [string, string]]),
			...(register.status === 'to-verify' ? [[t('look.to-verify'), register.source] as [string, string]] : []),
			...(demo ? [[t('look.demonstration'), t('site.demo')] as [string, string]] : [])
		],
		columns: heads.map((head, at) => ({
			head,
			width: first[at] ?? widths[register.columns[at - first.length]?.id ?? ''] ?? Math.min(44, Math.max(18, head.length + 2))
		})),
		rows: lines
	};
}
