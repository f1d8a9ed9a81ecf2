import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** There is nothing to see here but a refusal: reports are begun from the desk. */
export const load: PageServerLoad = ({ request, params }) => {
	if (request.method === 'GET') redirect(303, `/${params.lang}/work`);
};

/** Begins a report, or goes on with the one that a colleague began: both lead to the same draft. */
export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const asked = { cycle: String(fields.get('cycle') ?? ''), party: String(fields.get('party') ?? '') };
		const begun = await locals.platform.database.write((db) => beginReport(db, locals.doing(), asked));
		if (isRefusal(begun)) return fail(statusOf[begun.refusal], { refusal: begun });
		redirect(303, `/${params.lang}/work/records/${begun.id}/edit`);
	}
};
