// What the pages of the administrator's home have in common: who may, and how an act of a form ends.
import { error, fail, redirect } from '@sveltejs/kit';
import { type Administering, stepIn } from '#insights/administration/server/acts.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';

export function administrator({ person }: App.Locals): void {
	if (!may(person, 'platform.administer')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
}

/** Does one act in one transaction and leads back to the page, which then says what was done. */
export async function acted(locals: App.Locals, back: string, act: (db: Writing, doing: Administering) => Promise<{ done: true } | Refusal>) {
	const outcome = await locals.platform.database.write((db) => act(db, { by: locals.person, at: new Date() }));
	if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
	redirect(303, back);
}

const field = (fields: FormData, name: string) => String(fields.get(name) ?? '').slice(0, 200);

/** A button at a job: `retry` or `cancel`. */
export async function steppedIn({ locals, request }: { locals: App.Locals; request: Request }) {
	const fields = await request.formData();
	const way = field(fields, 'way') === 'cancel' ? 'cancel' : 'retry';
	const about = { queue: field(fields, 'queue'), job: field(fields, 'job'), way } as const;
	return acted(locals, `?done=${way}`, (db, doing) => stepIn(db, doing, about));
}
