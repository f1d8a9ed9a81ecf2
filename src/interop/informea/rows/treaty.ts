// SPDX-License-Identifier: Apache-2.0
// The Convention itself. Pure.
import type { Words } from '#text/words.ts';
import type { Row } from '../../odata/model.ts';
import { textRows, wholeRow, type World } from '../world.ts';

const title: Words = {
	ar: 'اتفاقية ميناماتا بشأن الزئبق',
	en: 'Minamata Convention on Mercury',
	es: 'Convenio de Minamata sobre el Mercurio',
	fr: 'Convention de Minamata sur le mercure',
	ru: 'Минаматская конвенция о ртути',
	zh: '关于汞的水俣公约'
};

/** Of our own making, by name from the address of the Convention (RFC 9562, version 5): InforMEA's is not known. */
const uuid = 'a741b2cb-4567-5b88-b590-73d34d0b01b8';
const website = 'https://minamataconvention.org';

export function treatyRow({ treaty, origin }: World): Row {
	const values = {
		id: treaty,
		UUID: uuid,
		url: `${origin}/en`,
		titleEnglish: title.en as string,
		officialNameEnglish: title.en as string,
		treatyWebsiteURL: website
	};
	return wholeRow('Treaty', treaty, values, (whole) => ({ title: () => textRows(whole, 'TreatyTitle', title), description: () => [] }));
}

export const machineNameRow = ({ treaty }: World): Row => ({
	type: 'TreatyMachineName',
	values: { treaty, nid: null, uuid, title: title.en as string },
	to: {}
});
