// Asks for a harvest, of projects or of what others publish, and leads to its page.
import { fail, redirect } from '@sveltejs/kit';
import { type Asked, queueHarvest } from '#projects/server/harvests.ts';

/** Whether the person may is asked by the page. */
export async function ask({ person, platform }: App.Locals, language: string, asked: Omit<Asked, 'by' | 'at'>) {
	const by = (person as NonNullable<typeof person>).id;
	const id = await platform.database.write((db) => queueHarvest(db, platform.jobs, { ...asked, by, at: new Date() }));
	if (!id) return fail(409, { fault: 'busy' as const, source: asked.source });
	redirect(303, `/${language}/work/projects/${id}`);
}
