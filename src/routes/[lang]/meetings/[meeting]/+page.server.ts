import { error } from '@sveltejs/kit';
import { groupedDocuments, shownMeeting } from '#catalogue/library.ts';
import { meetingDocuments } from '#catalogue/server/library.ts';
import { parityOfAll } from '#meetings/document.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, convention } = locals;
	const meeting = shownMeeting(convention, params.meeting);
	if (!meeting) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { documents, decisions } = await meetingDocuments(platform.database.read, meeting.id);
	return {
		meeting,
		origin: platform.configuration.origin,
		groups: groupedDocuments(documents),
		count: documents.length,
		parity: parityOfAll(documents.map(({ parity }) => parity)),
		decisions
	};
};
