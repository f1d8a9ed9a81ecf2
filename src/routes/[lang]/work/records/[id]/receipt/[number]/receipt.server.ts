// What the page of a receipt and its files need: the receipt, for whoever may read the revision whole, and the names that it is shown with.
import { error } from '@sveltejs/kit';
import { ownerName } from '#catalogue/server/project.ts';
import { receiptFor } from '#records/server/receipts.ts';

export type Place = { id: string; number: string };

const notFound = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });

/** The number as it stands in the address; not found where it is none. */
export const numberOf = ({ number }: Place): number => (/^[1-9]\d{0,8}$/.test(number) ? Number(number) : notFound());

export async function openReceipt({ platform, person, convention, definitions }: App.Locals, place: Place) {
	const { database, configuration } = platform;
	const found = await receiptFor(database, person, { record: place.id, number: numberOf(place) }, { origin: configuration.origin, at: new Date() });
	if (!found) return notFound();
	const { receipt, record } = found;
	const form = definitions.form(receipt.type, receipt.formVersion);
	return {
		receipt,
		typeName: form?.words['form.title'] ?? {},
		owner: await ownerName(database.read, convention, record.ownerKind, record.owner)
	};
}

/** A file of JSON to keep. */
export const jsonFile = (value: unknown, name: string): Response =>
	new Response(`${JSON.stringify(value, null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="${name}.json"`,
			'cache-control': 'no-store'
		}
	});
