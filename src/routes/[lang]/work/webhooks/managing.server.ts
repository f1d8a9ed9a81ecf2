// What the pages of webhooks have in common: who may, what acts are given, what was typed.
import { error } from '@sveltejs/kit';
import type { Managing, TypedEndpoint } from '#interop/webhooks/server/change-endpoints.ts';
import { may } from '#people/may.ts';
import { keyOf } from '#people/server/key.ts';

export function manager({ person }: App.Locals): void {
	if (!may(person, 'webhook.manage')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
}

export async function managing({ person, platform, definitions }: App.Locals): Promise<Managing> {
	return {
		by: person,
		at: new Date(),
		key: await keyOf(platform.database),
		allowedHosts: platform.configuration.harvestHosts,
		isType: (id) => definitions.type(id) !== undefined
	};
}

/** Record types that the public sees, in the order of the forms. */
export const publicTypes = ({ definitions }: App.Locals) =>
	definitions.all
		.filter(({ type }) => type.visibility !== 'bilateral' && type.visibility !== 'restricted')
		.map(({ type, form }) => ({ id: type.id, name: form.words['form.short'] ?? form.words['form.title'] ?? { en: type.id } }));

export function typedIn(fields: FormData): TypedEndpoint {
	const all = (name: string) =>
		fields
			.getAll(name)
			.map((each) => String(each).slice(0, 100))
			.slice(0, 200);
	return {
		name: String(fields.get('name') ?? '').slice(0, 200),
		address: String(fields.get('address') ?? '').slice(0, 3000),
		types: all('type'),
		events: all('event')
	};
}
