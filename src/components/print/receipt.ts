// SPDX-License-Identifier: Apache-2.0
// The receipt of a submission on paper, with a code that leads to the page where it is verified. Says what the receipt says, and no answer.
import { encode } from 'uqr';
import type { PrintedDocument } from '#interop/print/document.ts';
import type { Receipt } from '#records/receipt.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import { addresses } from '../addresses.ts';
import { moment, number } from '../intl.ts';
import { frame, own, said, typed } from './run.ts';

export interface PrintedReceipt {
	receipt: Receipt;
	typeName: Words;
	owner: Words;
}

/** A code as a picture: one path, black on white. */
export function codeOf(text: string): string {
	const { size, data } = encode(text, { border: 4 });
	const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`;
}

export function receiptDocument(reader: Reader, { receipt, typeName, owner }: PrintedReceipt, { at }: { at: Date }): PrintedDocument {
	const { language, t } = reader;
	const address = `${receipt.origin}${addresses(language).verifyReceipt(receipt)}`;
	const printed = frame(reader, { address, at, demo: receipt.demonstration });
	const code = (text: string) => typed(text, { look: 'code' });
	return {
		...printed,
		source: { label: t('receipt.check-at'), address, made: t('receipt.made', { moment: moment(language, at) }) },
		title: { text: t('receipt.title') },
		author: t('site.name'),
		above: say(typeName, language),
		below: [
			[
				...said(reader, owner, { note: false }),
				...own(' · '),
				...typed(receipt.record),
				...own(` · ${t('record.revision', { number: number(language, receipt.revision) })}`)
			]
		],
		blocks: [
			...(receipt.demonstration ? [{ is: 'notice' as const, line: own(t('receipt.demo')) }] : []),
			{ is: 'text', line: own(`${t('receipt.lede')} ${t('receipt.private')}`) },
			{
				is: 'facts',
				facts: [
					{ term: own(t('record.id')), value: typed(receipt.record) },
					{ term: own(t('receipt.revision')), value: own(number(language, receipt.revision)) },
					{ term: own(t('record.submitted')), value: own(moment(language, new Date(receipt.submittedAt))) },
					{ term: own(t('receipt.owner')), value: said(reader, owner) },
					{ term: own(t('receipt.form')), value: own(t('receipt.form.version', { form: say(typeName, language), version: receipt.formVersion })) },
					{ term: own(t('receipt.origin')), value: typed(receipt.origin) },
					{ term: own(t('record.seal')), value: code(receipt.sha256) },
					{
						term: own(t('receipt.previous')),
						value: receipt.previousSha256 ? code(receipt.previousSha256) : own(t('receipt.previous.none'))
					},
					{ term: own(t('receipt.key')), value: code(receipt.keyId) },
					{ term: own(t('receipt.signature')), value: code(receipt.signature) }
				]
			},
			{ is: 'code', svg: codeOf(address), alt: t('receipt.code'), line: own(t('receipt.code.help')) }
		]
	};
}
