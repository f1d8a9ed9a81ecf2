// SPDX-License-Identifier: Apache-2.0
// What the lists of a fact's form offer, in the reader's words. Knows the facts and the record types as they stand.
import { nameWords } from '#components/facts/listing.ts';
import { type Listed, listsOf } from '#components/facts/shape.ts';
import type { Choices } from '#components/facts/wording.ts';
import type { FactKind } from '#convention/fact.ts';
import { say } from '#text/words.ts';

export function choicesFor(locals: Pick<App.Locals, 'convention' | 'definitions' | 'reader'>, kind: FactKind): Choices {
	return Object.fromEntries(listsOf(kind).map((list) => [list, choicesOf(locals, list)]));
}

function choicesOf(
	{ convention, definitions, reader }: Pick<App.Locals, 'convention' | 'definitions' | 'reader'>,
	list: Listed
): { id: string; text: string }[] {
	const { t, language } = reader;
	if (list !== 'record-type') {
		const inUse = convention.all(list).filter((fact) => !('state' in fact) || fact.state !== 'deprecated');
		return inUse.map((fact) => {
			const name = say(nameWords(fact), language) || fact.id;
			return {
				id: fact.id,
				text: list === 'article' ? t('forms.article.titled', { number: fact.id, title: name }) : list === 'annex' ? `${fact.id}: ${name}` : name
			};
		});
	}
	// Facts may name record types whose form does not exist yet: they stay to be chosen.
	const named = [...convention.all('area'), ...convention.all('deadline')].flatMap((fact) => fact.recordTypes);
	return [...new Set([...definitions.all.map(({ type }) => type.id), ...named])].map((id) => ({
		id,
		text: say(definitions.current(id)?.form.words['form.title'], language) || id
	}));
}
