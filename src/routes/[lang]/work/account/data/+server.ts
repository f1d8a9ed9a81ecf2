// SPDX-License-Identifier: Apache-2.0
// Everything that is kept about the person who asks, as a file. A POST, since it is written into the audit trail.
import { personalData } from '#people/server/personal-data.ts';
import { doingAs } from '../doing-as.server.ts';
import type { RequestHandler } from './$types.ts';

export const POST: RequestHandler = async (event) => {
	const doing = await doingAs(event);
	const data = await doing.database.write((db) => personalData(db, doing));
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		'content-disposition': `attachment; filename="my-data-${doing.at.toISOString().slice(0, 10)}.json"`,
		'cache-control': 'no-store'
	};
	return new Response(`${JSON.stringify(data, null, '\t')}\n`, { headers });
};
