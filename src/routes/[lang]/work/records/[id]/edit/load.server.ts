// What the filling page shows, whole or one section of it. A long form comes section by section, with the words of one language alone.
import { error } from '@sveltejs/kit';
import type { Offers } from '#components/fill/around.ts';
import { answersOf, isPaged, sectionAt, worded } from '#forms/part.ts';
import { may } from '#people/may.ts';
import { carriedNotes } from '#records/server/carry-drafts.ts';
import { lastReturn } from '#records/server/records.ts';
import { schemesOf } from '#records/schemes.ts';
import { examined, explanationsIn } from '#reporting/checks.ts';
import { termsIn } from '#reporting/checks/time.ts';
import { proposals } from '#reporting/prefill.ts';
import { aroundDraft } from '#reporting/server/take-over.ts';
import { titleOf } from '#catalogue/entry.ts';
import { shownThreads } from '../../../clarifications/shown.server.ts';
import { judged, openDraft, peopleOf } from './draft.server.ts';

export async function loadEditing(locals: App.Locals, id: string, url: URL, asked?: string) {
	const { record, draft } = await openDraft(locals, id);
	const db = locals.platform.database.read;
	const checked = url.searchParams.has('checked');
	const [{ form, findings: own, completeness }, report] = await Promise.all([
		judged(locals, record, draft),
		aroundDraft(db, locals, record, draft, locals.today)
	]);
	const findings = report ? [...own, ...examined(form, draft.answers, report.around)] : own;
	const section = asked === undefined ? undefined : form.sections.find((each) => each.id === asked)?.id;
	if (asked !== undefined && (!section || !isPaged(form))) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const proposed = report ? proposals(form, draft.answers, report.around) : [];
	const [returned, carried, people] = await Promise.all([
		lastReturn(db, record.stage === 'returned' ? [record.id] : []),
		section ? [] : carriedNotes(db, record.id),
		peopleOf(locals, draft)
	]);
	const inSection = (at: string) => section === undefined || sectionAt(form, at)?.id === section;
	const slim = worded(form, locals.reader.language, section);
	return {
		record,
		draft: section
			? { ...draft, answers: answersOf(form, section, draft.answers), clashes: draft.clashes.filter((clash) => inSection(clash.question)) }
			: isPaged(form)
				? { ...draft, answers: {} }
				: draft,
		explanations: explanationsIn(draft.answers),
		form: slim,
		section: section ?? null,
		paged: isPaged(form),
		findings: section ? findings.filter((found) => inSection(found.at)) : findings,
		completeness,
		title: titleOf(form, draft.answers, locals.convention),
		people,
		schemes: schemesOf(section ? { ...form, sections: form.sections.filter((each) => each.id === section) } : form, locals.convention),
		returned: returned.get(record.id) ?? null,
		carried: carried.map(({ fromVersion, ...note }) => ({ ...note, form: locals.definitions.form(record.type, fromVersion) ?? null })),
		offers: Object.fromEntries(
			proposed
				.filter(({ question }) => inSection(question))
				.map(({ question, answer, from }) => [question, { answer, from, name: nameOf(locals, from) }])
		) as Offers,
		terms: section && report ? termsIn(form, draft.answers, report.around) : {},
		today: locals.today,
		threads: section && report ? (await shownThreads(locals, { record: id })).filter(({ question }) => inSection(question)) : [],
		canSubmit: may(locals.person, 'record.submit', record),
		account: locals.person?.id ?? '',
		checked,
		saved: url.searchParams.has('saved'),
		added: url.searchParams.getAll('add')
	};
}

/** What an origin is called: the kind of record, or the State whose facts they are. */
function nameOf({ definitions, convention }: App.Locals, from: { kind: 'record' | 'fact'; id: string }) {
	if (from.kind === 'fact') return convention.state(from.id)?.name ?? { en: from.id };
	const type = definitions.all.find(({ type: each }) => from.id.startsWith(`MC-${each.prefix}-`));
	return type?.form.words['form.short'] ?? { en: from.id };
}
