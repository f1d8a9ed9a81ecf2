import { fail } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { type Application, apply } from '#people/server/apply.ts';
import { doingOf } from '#people/server/ground.ts';
import { allParties } from '#people/server/owners.ts';
import { reading } from '#platform/server/database.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const names = ['name', 'code', 'kind', 'country', 'website', 'contactName', 'email'] as const;

export const load: PageServerLoad = async ({ locals }) => ({
	countries: await allParties(reading(locals.platform.database.kysely), locals.reader.language)
});

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const typed = Object.fromEntries(names.map((name) => [name, String(fields.get(name) ?? '').slice(0, 1000)])) as Omit<Application, 'language'>;
		const doing = await doingOf(event);
		const outcome = await doing.database.write((db) => apply(db, doing, { ...typed, language: event.locals.reader.language }));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, typed });
		return { sent: outcome.email };
	}
};
