import { shownMeeting } from '#catalogue/library.ts';
import { countsByMeeting } from '#catalogue/server/library.ts';
import { isUpcoming, listedMeetings } from '#meetings/meeting.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { platform, convention, today } = locals;
	const counts = await countsByMeeting(platform.database.read);
	const all = convention.all('meeting');
	const meetings = all.flatMap((fact) => {
		const meeting = shownMeeting(convention, fact.id);
		return meeting ? [{ ...meeting, ...(counts.get(fact.id) ?? { documents: 0, decisions: 0 }), upcoming: isUpcoming(fact, all, today) }] : [];
	});
	return listedMeetings(meetings, today);
};
