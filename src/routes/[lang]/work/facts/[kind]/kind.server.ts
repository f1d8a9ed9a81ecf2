// Kind of the facts that an address names, for those who may edit facts.
import { error } from '@sveltejs/kit';
import { type FactKind, isFactKind } from '#convention/fact.ts';
import { may } from '#people/may.ts';

export function kindOf(locals: Pick<App.Locals, 'person'>, kind: string): FactKind {
	if (!may(locals.person, 'fact.edit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	if (!isFactKind(kind)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return kind;
}
