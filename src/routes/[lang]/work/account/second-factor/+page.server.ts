import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { accountOverview } from '#people/server/account-overview.ts';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, renewBackupCodes } from '#people/server/second-factor.ts';
import { setCookies } from '../../../sign-in/set-cookies.server.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => ({
	on: (await accountOverview(await doingAs(event), event.locals.reader.language)).secondFactor
});

export const actions: Actions = {
	begin: async (event) => {
		const outcome = await beginSecondFactor(await doingAs(event), field(await event.request.formData(), 'current'));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		return { begun: { ...outcome, backupCodes: outcome.backupCodes.join(' ') } };
	},
	confirm: async (event) => {
		const fields = await event.request.formData();
		const doing = await doingAs(event);
		const outcome = await confirmSecondFactor(doing, field(fields, 'code', 40));
		// What was shown once is shown again while the code is not right yet; it comes from the page itself.
		const begun = { address: field(fields, 'address'), secret: field(fields, 'secret'), backupCodes: field(fields, 'backupCodes') };
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, begun: begun.address.startsWith('otpauth:') ? begun : null });
		setCookies(event.cookies, outcome.cookies, doing.origin);
		redirect(303, `/${event.params.lang}/work/account?done=second-factor-on`);
	},
	renew: async (event) => {
		const outcome = await renewBackupCodes(await doingAs(event), field(await event.request.formData(), 'current'));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		return { renewed: outcome.backupCodes };
	},
	end: async (event) => {
		const doing = await doingAs(event);
		const outcome = await endSecondFactor(doing, field(await event.request.formData(), 'current'));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		setCookies(event.cookies, outcome.cookies, doing.origin);
		redirect(303, `/${event.params.lang}/work/account?done=second-factor-off`);
	}
};
