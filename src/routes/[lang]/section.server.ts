// What the pages of news, events, resources and letters are made of: one loader for all four.
import { sectionLine } from '#catalogue/section-line.ts';
import { readSection } from '#catalogue/server/sections.ts';
import { sectionAsked, type SectionName, sectionPerPage, sectionQuery, sections } from '#editorial/sections.ts';
import { say, type Words } from '#text/words.ts';

export async function loadSection(locals: App.Locals, name: SectionName, query: URLSearchParams) {
	const { platform, definitions, convention, today, reader } = locals;
	const section = sections[name];
	const asked = sectionAsked(section, query);
	const read = await locals.remembered(`section ${name} ${sectionQuery(asked, asked.page)}`, () =>
		readSection(platform.database.read, section, asked, today)
	);
	const form = definitions.form(section.type);
	const choice = (id: string, words: Words | undefined) => ({ id, name: say(words, reader.language) || id });
	return {
		section: name,
		asked,
		asks: [...section.asks],
		total: read.total,
		pages: Math.ceil(read.total / sectionPerPage),
		lines: read.entries.map((entry) => sectionLine(entry, form)),
		years: read.years,
		kinds: read.kinds.map((id) => choice(id, form?.words[`option.kind.${id}`])),
		areas: convention
			.entries('areas')
			.filter(({ id }) => read.areas.includes(id))
			.map(({ id, words }) => choice(id, words))
	};
}
