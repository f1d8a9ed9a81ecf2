import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { workedFor } from '#catalogue/server/desk.ts';
import { organisationCode } from '#people/server/organisation-names.ts';
import { ownerWords } from '#catalogue/shown.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import { secretariatCode } from '#records/record.ts';
import { begin } from '#records/server/begin.ts';
import { isReportType } from '#reporting/cycle.ts';
import type { OwnerKind } from '#records/type.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** What may be begun, for whom; `?type=` opens on one. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { person, definitions, convention, platform } = locals;
	if (!person) error(401, 'sign in first');
	const owners = workedFor(person).filter(({ ownerKind, owner }) => may(person, 'record.begin', { ownerKind, owner }));
	const organisations = await organisationNames(
		platform.database.read,
		owners.filter((owner) => owner.ownerKind === 'organisation').map((owner) => owner.owner)
	);
	return {
		/** Reports are begun for a cycle: the desk has them. */
		reports: owners.some(({ ownerKind }) => ownerKind === 'party') && definitions.all.some(({ type }) => isReportType(type.id)),
		chosen: url.searchParams.get('type'),
		owners: owners.map(({ ownerKind, owner }) => ({
			kind: ownerKind,
			id: owner,
			name: ownerWords(ownerKind, owner, convention, organisations),
			types: definitions.offeredTo(ownerKind).map(({ form, type }) => ({
				id: type.id,
				title: form.words['form.title'] ?? {},
				intro: form.words['form.intro'] ?? {},
				article: form.article,
				status: form.status,
				source: form.source
			}))
		}))
	};
};

const ownerKinds: readonly OwnerKind[] = ['party', 'organisation', 'secretariat'];

/** Letters for the identifier; none for an owner that there is not. */
async function codeOf({ convention, platform }: App.Locals, ownerKind: OwnerKind, owner: string): Promise<string | undefined> {
	if (ownerKind === 'party') return convention.state(owner)?.iso2;
	if (ownerKind === 'organisation') return organisationCode(platform.database.read, owner);
	return owner === 'secretariat' ? secretariatCode : undefined;
}

export const actions: Actions = {
	default: async ({ locals, request, params }) => {
		const fields = await request.formData();
		const ownerKind = ownerKinds.find((kind) => kind === fields.get('ownerKind')) ?? 'party';
		const owner = String(fields.get('owner') ?? '');
		const code = await codeOf(locals, ownerKind, owner);
		if (!code) return fail(404, { refusal: { refusal: 'not-found' as const } });
		const begun = await locals.platform.database.write((db) =>
			begin(db, locals.doing(), { type: String(fields.get('type') ?? ''), ownerKind, owner, ownerCode: code })
		);
		if (isRefusal(begun)) return fail(statusOf[begun.refusal], { refusal: begun });
		redirect(303, `/${params.lang}/work/records/${begun.id}/edit`);
	}
};
