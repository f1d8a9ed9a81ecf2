// What a reader of the list asks for, out of the query: what is not understood is not asked for.
import { type ListWish, wishedStates } from '#reporting/server/clarifications.ts';

export function wishFrom({ searchParams }: URL): ListWish & { state: NonNullable<ListWish['state']> } {
	const asked = (name: string) => searchParams.get(name)?.slice(0, 20) ?? '';
	const due = (['overdue', 'soon'] as const).find((each) => each === asked('due'));
	const party = /^[A-Z]{3}$/.test(asked('party')) ? asked('party') : undefined;
	return {
		state: wishedStates.find((each) => each === asked('state')) ?? 'unclosed',
		...(due ? { due } : {}),
		...(party ? { party } : {})
	};
}
