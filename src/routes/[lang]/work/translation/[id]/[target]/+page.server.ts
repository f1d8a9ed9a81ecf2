import { textSegments } from '#forms/comparison.ts';
import { wordsKey } from '#forms/form.ts';
import { titleOf } from '#catalogue/entry.ts';
import { namesOf } from '#people/server/accounts.ts';
import { isRefusal, type Refusal, refuse, statusOf } from '#people/refusal.ts';
import { isLanguage, languages } from '#text/languages.ts';
import { glossaryIn } from '#translation/glossary.ts';
import { chooseSource } from '#translation/server/choose-source.ts';
import { draftByMachine, sendable } from '#translation/server/draft-by-machine.ts';
import { saveTranslation, unitsIn } from '#translation/server/save-translation.ts';
import { languagesSaid, translated } from '#translation/unit.ts';
import { fail, redirect } from '@sveltejs/kit';
import { openFor, targetIn } from '../../desk.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** A record in one language, beside its source: text by text, in the order of the form. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const target = targetIn(params.target);
	const { definitions, convention, platform } = locals;
	const opened = await openFor(locals, params.id);
	const { record, form } = opened;
	const units = unitsIn(opened, target);
	const concepts = convention.concepts;
	const names = await namesOf(
		platform.database.read,
		units.flatMap(({ known }) => (known ? [known.by] : []))
	);
	const translator = platform.configuration.translator;
	return {
		record: { id: record.id, stage: record.stage, state: record.state, visibility: record.visibility, demo: record.demo },
		typeName: definitions.current(record.type)?.form.words['form.short'] ?? {},
		title: titleOf(form, opened.answers, convention),
		target,
		source: opened.source,
		said: [...languagesSaid(form, opened.answers)],
		version: opened.version,
		draft: opened.draft,
		editable: opened.editable,
		waits: languages.map((language) => ({
			language,
			count: unitsIn(opened, language).filter(({ state }) => state !== 'reviewed').length
		})),
		units: units.map(({ known, ...unit }) => ({
			...unit,
			label: form.words[wordsKey.question(unit.question)] ?? { en: unit.question },
			help: form.words[wordsKey.help(unit.question)] ?? null,
			said: known && { by: names.get(known.by) ?? null, at: known.at },
			since: unit.state === 'stale' && known?.sourceText !== undefined ? textSegments(known.sourceText, unit.source) : null,
			terms: glossaryIn(unit.source, unit.sourceLanguage, target, concepts)
		})),
		machine: translator && opened.editable && sendable(opened, target).length ? { host: new URL(translator.url).host } : null,
		saved: url.searchParams.has('saved')
			? { changed: countIn(url, 'saved'), reviewed: countIn(url, 'reviewed'), clash: url.searchParams.has('clash') }
			: null,
		drafted: url.searchParams.has('drafted') ? countIn(url, 'drafted') : null,
		chosen: url.searchParams.has('chosen')
	};
};

const countIn = (url: URL, name: string): number => Math.max(0, Math.trunc(Number(url.searchParams.get(name))) || 0);

/** What a text may be at most, on the way in: the check of the form says the rest. */
const mostCharacters = 200_000;

/** The texts that were posted; one line stays one. */
function posted(fields: FormData, lines: ReadonlySet<string>): { [question: string]: string } {
	const texts: { [question: string]: string } = {};
	for (const [name, value] of fields)
		if (name.startsWith('t.') && typeof value === 'string') {
			const question = name.slice(2);
			texts[question] = (lines.has(question) ? value.replace(/\s*[\r\n]+\s*/g, ' ') : value).slice(0, mostCharacters);
		}
	return texts;
}

const refused = (refusal: Refusal, typed: { texts?: { [question: string]: string }; reviewed?: string[] } = {}) =>
	fail(statusOf[refusal.refusal], { refusal, typed });

export const actions: Actions = {
	save: async ({ locals, params, request, url }) => {
		const target = targetIn(params.target);
		const opened = await openFor(locals, params.id);
		const fields = await request.formData();
		const short = new Set(translated(opened.form).flatMap(({ id, longest }) => (longest !== undefined && longest <= 300 ? [id] : [])));
		const texts = posted(fields, short);
		const all = url.searchParams.has('all');
		const reviewed = all ? Object.keys(texts).filter((question) => texts[question]) : fields.getAll('reviewed').map(String);
		const version = Number(fields.get('version'));
		if (!Number.isSafeInteger(version) || version < 0) return refused(refuse('not-valid'), { texts, reviewed });
		const saved = await locals.platform.database.write((db) =>
			saveTranslation(db, locals.doing(), { record: params.id, language: target, version, texts, reviewed })
		);
		if (isRefusal(saved)) return refused(saved, { texts, reviewed });
		redirect(303, `${url.pathname}?saved=${saved.changed.length}&reviewed=${saved.reviewed.length}${saved.clashes.length ? '&clash' : ''}`);
	},
	source: async ({ locals, params, request, url }) => {
		const language = String((await request.formData()).get('source'));
		const outcome = isLanguage(language)
			? await locals.platform.database.write((db) => chooseSource(db, locals.doing(), { record: params.id, language }))
			: refuse('not-valid');
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `${url.pathname}?chosen`);
	},
	machine: async ({ locals, params, url }) => {
		const language = targetIn(params.target);
		const { database, configuration } = locals.platform;
		if (!configuration.translator) return refused(refuse('not-found'));
		const outcome = await draftByMachine(database, configuration.translator, locals.doing(), { record: params.id, language });
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, `${url.pathname}?drafted=${outcome.drafted}`);
	}
};
