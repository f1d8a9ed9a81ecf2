// What the pages of training share: whom a person practises for, on which forms, and what was asked for in a form that was posted.
import { speaksFor } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { isReportType, reportTypes } from '#reporting/cycle.ts';
import { beginTraining } from '#reporting/server/begin-training.ts';
import { isSituation, situationsFor } from '#reporting/training.ts';

export const partiesOf = ({ person, convention }: App.Locals) =>
	(person ? speaksFor(person) : []).flatMap(({ ownerKind, owner }) => {
		const state = ownerKind === 'party' ? convention.state(owner) : undefined;
		return state ? [{ id: owner, name: state.name }] : [];
	});

/** The reports first: they are what is practised most. */
export function typesOf({ definitions }: App.Locals) {
	const reports = Object.values(reportTypes).flatMap((id) => definitions.current(id) ?? []);
	const others = definitions.offeredTo('party').filter(({ type }) => !isReportType(type.id));
	return [...reports, ...others].map(({ form, type }) => ({ id: type.id, title: form.words['form.title'] ?? {} }));
}

export interface Asked {
	party: string;
	type: string;
	situation: string;
}

export const askedIn = (fields: FormData): Asked => {
	const said = (name: string) => String(fields.get(name) ?? '').slice(0, 60);
	return { party: said('party'), type: said('type'), situation: said('situation') };
};

/** Answers are made up for reports alone: for any other form the choice says nothing. */
export function situationIn({ type, situation }: Pick<Asked, 'type' | 'situation'>) {
	const possible = situationsFor(type);
	return isSituation(situation) ? (possible.includes(situation) ? situation : 'empty') : undefined;
}

export const sampleOf = (locals: App.Locals, party: string, type: string, situation: NonNullable<ReturnType<typeof situationIn>>) =>
	locals.sampleFor({ party, type, situation, language: locals.reader.language, today: locals.today });

export async function beginAsked(locals: App.Locals, asked: Asked): Promise<{ id: string; begun: boolean } | Refusal> {
	const situation = situationIn(asked);
	// Nothing is made up for a Party that the person does not speak for.
	if (!situation || !partiesOf(locals).some(({ id }) => id === asked.party)) return refuse(situation ? 'not-allowed' : 'not-valid');
	const sample = await sampleOf(locals, asked.party, asked.type, situation);
	return locals.platform.database.write((db) => beginTraining(db, locals.doing(), { party: asked.party, type: asked.type, situation, sample }));
}
