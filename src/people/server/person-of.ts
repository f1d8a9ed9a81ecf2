// SPDX-License-Identifier: Apache-2.0
// Who a request comes from: what the hooks ask for. The rest of a session stands in sessions.ts.
import type { Person } from '../person.ts';
import { type Foundations, groundOf } from './ground.ts';
import { present } from './sessions.ts';

/** The person whose session cookie the request carries, or null. A request without that cookie costs no query. */
export async function personOf(platform: Foundations, headers: Headers): Promise<Person | null> {
	return (await present(await groundOf(platform), headers))?.person ?? null;
}
