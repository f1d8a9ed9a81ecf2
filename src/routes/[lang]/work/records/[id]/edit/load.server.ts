// What the filling page shows, whole or one section of it. A long form comes section by section, with the words of one language alone.
import { error } from '@sveltejs/kit';
import type { Offers, SaidElsewhere } from '#components/fill/around.ts';
import { answersOf, isPaged, sectionAt, worded } from '#forms/part.ts';
import { may } from '#people/may.ts';
import type { Origin } from '#records/record.ts';
import { carriedNotes } from '#records/server/carry-drafts.ts';
import { lastReturn } from '#records/server/records.ts';
import { schemesOf } from '#records/schemes.ts';
import { sharedOn } from '#sharing/server/overview.ts';
import { isTraining } from '#records/training.ts';
import { examined, explanationsIn } from '#reporting/checks.ts';
import { termsIn } from '#reporting/checks/time.ts';
import type { Elsewhere } from '#reporting/elsewhere.ts';
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
		aroundDraft(db, locals, record, draft, locals.today, locals.reader.language)
	]);
	const findings = report ? [...own, ...examined(form, draft.answers, report.around)] : own;
	const section = asked === undefined ? undefined : form.sections.find((each) => each.id === asked)?.id;
	if (asked !== undefined && (!section || !isPaged(form))) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const proposed = report ? proposals(form, draft.answers, report.around) : [];
	const [returned, carried, people, shared] = await Promise.all([
		lastReturn(db, record.stage === 'returned' ? [record.id] : []),
		section ? [] : carriedNotes(db, record.id),
		peopleOf(locals, draft),
		sharedOn(db, locals, record, draft, form)
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
		shared,
		schemes: schemesOf(section ? { ...form, sections: form.sections.filter((each) => each.id === section) } : form, locals.convention),
		returned: returned.get(record.id) ?? null,
		carried: carried.map(({ fromVersion, ...note }) => ({ ...note, form: locals.definitions.form(record.type, fromVersion) ?? null })),
		offers: Object.fromEntries(
			proposed
				.filter(({ question }) => inSection(question))
				.map(({ question, answer, from, said }) => [
					question,
					{ answer, from, name: said?.stated ? { en: said.stated.sourceName } : nameOf(locals, from), ...(said ? { said: offered(said) } : {}) }
				])
		) as Offers,
		terms: section && report ? termsIn(form, draft.answers, report.around) : {},
		today: locals.today,
		canSubmit: isTraining(record.id) || may(locals.person, 'record.submit', record),
		threads: section && report ? (await shownThreads(locals, { record: id })).filter(({ question }) => inSection(question)) : [],
		account: locals.person?.id ?? '',
		checked,
		saved: url.searchParams.has('saved'),
		added: url.searchParams.getAll('add')
	};
}

/** What the page shows of it, and no more. */
const offered = ({ rule, on, stated }: Elsewhere): SaidElsewhere => ({
	rule,
	on,
	...(stated ? { source: { name: stated.sourceName, address: stated.address, year: stated.year, demo: stated.demo } } : {})
});

/** What an origin is called: the kind of record, or the State whose facts they are. */
function nameOf({ definitions, convention }: App.Locals, from: Origin) {
	if (from.kind === 'fact') return convention.state(from.id)?.name ?? { en: from.id };
	const type = definitions.all.find(({ type: each }) => from.id.startsWith(`MC-${each.prefix}-`));
	return type?.form.words['form.short'] ?? { en: from.id };
}
