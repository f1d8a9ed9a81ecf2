// The profile of a Party on paper.
import { error } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { readProfile } from '#catalogue/server/profile.ts';
import { partyDocument } from '#components/print/party.ts';
import { paper } from '#interop/print/server/paper.ts';
import { isRefusal } from '#people/refusal.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { platform, definitions, convention, today, reader } = locals;
	const profile = await readProfile(platform.database.read, definitions, convention, params.iso3.toUpperCase(), today);
	if (!profile) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const at = new Date();
	const made = await paper(partyDocument(reader, profile, { origin: platform.configuration.origin, at }), `${profile.id}-${today}`, at);
	return isRefusal(made) ? problem(reader, made) : made;
};
