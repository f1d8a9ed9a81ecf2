import { error } from '@sveltejs/kit';
import { type Asked, askedFrom, rowsPerPage } from '#catalogue/register-asked.ts';
import { registerOf } from '#catalogue/registers.ts';
import { readRegister } from '#catalogue/server/registers.ts';
import { shownRegister } from '#catalogue/shown-register.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { definitions, convention, platform, today, reader } = locals;
	const register = await registerOf(definitions, params.register);
	if (!register) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const asked = askedFrom(url.searchParams, today);
	if (isRefusal(asked)) error(statusOf[asked.refusal], asked.refusal, { refusal: asked });
	const read = () => readRegister({ db: platform.database.read, definitions, convention, today, language: reader.language }, register, asked);
	const found = await (isPlain(asked) ? locals.remembered(`register ${register.id} ${reader.language}`, read) : read());
	if (isRefusal(found)) error(statusOf[found.refusal], found.refusal, { refusal: found });
	return { asked, today, pages: Math.ceil(found.total / rowsPerPage), ...shownRegister(found, convention, reader.language) };
};

/** The register as most see it, which is worth keeping. */
const isPlain = ({ on, party, region, standing, sort, page }: Asked): boolean => !on && !party && !region && !standing && !sort && page === 1;
