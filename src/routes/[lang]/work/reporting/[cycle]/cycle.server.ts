// The cycle that an address names, for one who may follow it.
import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import type { Cycle } from '#reporting/cycle.ts';

export function cycleAt({ person, convention }: App.Locals, id: string): Cycle {
	if (!may(person, 'cycle.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const cycle = convention.cycle(id);
	if (!cycle) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return cycle;
}
