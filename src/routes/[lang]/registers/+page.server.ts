import { figures } from '#catalogue/server/figures.ts';
import { countedRegisters } from '#catalogue/server/registers.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { definitions, convention, platform, today } = locals;
	const { byType } = await figures(platform.database.read);
	const counted = await countedRegisters(definitions, convention, byType, today);
	// In the order of the articles; those that decisions alone ask for stand under no article, last.
	const groups = Map.groupBy(counted, ({ register }) => register.under);
	return {
		groups: [...groups].map(([article, registers]) => ({
			article: article === null ? null : { number: String(article), title: convention.article(article)?.title ?? {} },
			registers: registers.map(({ register, count }) => ({
				id: register.id,
				title: register.title,
				intro: register.intro,
				article: register.article,
				decision: register.decision,
				fed: register.definitions.length > 0,
				count
			}))
		}))
	};
};
