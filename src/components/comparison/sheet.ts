// SPDX-License-Identifier: Apache-2.0
// A comparison as one long table to take away: a line for each thing that is held against another. Knows no page.
import type { Comparison } from '#insights/compared.ts';
import type { Sheet, SheetCell } from '#interop/sheets/xlsx.ts';
import type { Cell, ComparisonView } from './view.ts';
import type { Reader } from '#text/message.ts';

const textOf = ({ text, counts, said }: Cell): string =>
	[
		text,
		...(counts ?? []).map(({ label, value }) => (value ? `${label}: ${value}` : label)),
		...(said?.length ? [said.map(({ name }) => name).join(', ')] : [])
	]
		.filter(Boolean)
		.join('\n');

export function comparisonSheet(
	found: Comparison,
	view: ComparisonView,
	{ address, day }: { address: string; day: string },
	{ t, direction }: Reader
): Sheet {
	const sections = new Map(view.sections.map(({ id, title }) => [id, title]));
	return {
		name: t('comparison.title'),
		rtl: direction === 'rtl',
		above: [
			[view.title, view.demo ? t('comparison.demo') : ''],
			[t('search.column.address'), address],
			[day, t('comparison.licence')]
		],
		columns: [
			{ head: t('comparison.sections'), width: 24 },
			{ head: t('comparison.question'), width: 10 },
			{ head: t('comparison.question'), width: 44 },
			{ head: t('comparison.column.line'), width: 30 },
			{ head: view.left.head, width: 36 },
			{ head: view.right.head, width: 36 },
			{ head: t('comparison.column.kind'), width: 16 },
			{ head: t('comparison.difference'), width: 16 },
			{ head: t('reporting.form.units'), width: 8 },
			{ head: t('comparison.column.percent'), width: 12 }
		],
		rows: view.items.flatMap((item) => {
			const compared = found.compared.find(({ line }) => line.id === item.id && line.section === item.section);
			return item.rows.map((row, at): SheetCell[] => {
				const [apart] = compared?.points[at]?.distances ?? [];
				return [
					sections.get(item.section) ?? item.section,
					item.number || item.id,
					item.text,
					row.label,
					textOf(row.left),
					textOf(row.right),
					t(`comparison.verdict.${row.verdict}`),
					// An amount stays the text that it is: a spreadsheet would round it.
					apart?.amount ?? '',
					apart?.unit ?? '',
					apart?.percent ?? ''
				];
			});
		})
	};
}
