// From the desk to every other place of work: one table, read with the table of routes, so that nobody is shown a door that is shut to them.
import { access } from '#api/access.ts';
import { may } from '#people/may.ts';
import { isSecretariat } from '#people/person.ts';
import { looksAfter } from '#people/role.ts';
import type { MessageId } from '#text/message.ts';

/** Places by what one does there: the path below the desk, and its name. */
const places = {
	submissions: {
		queue: 'look.queue',
		reporting: 'reporting.work.title',
		clarifications: 'clarifications.title',
		calls: 'calls.work.title',
		'reporting/older': 'older.title'
	},
	content: {
		editorial: 'editorial.desk',
		documents: 'library.desk',
		projects: 'projects.work.title',
		sources: 'harvested.work.title',
		redirects: 'watching.redirects.title',
		usage: 'desk.usage',
		strategy: 'desk.strategy'
	},
	platform: {
		people: 'look.people',
		organisations: 'look.organisations',
		forms: 'look.forms',
		facts: 'look.facts',
		taxonomy: 'taxonomy.title',
		administration: 'administration.title',
		webhooks: 'administration.part.webhooks'
	}
} as const satisfies Record<string, Record<string, MessageId>>;

export interface Ways {
	id: string;
	label: string;
	items: { href: string; label: string }[];
}

/** For somebody of the secretariat by groups; others have the last group alone, of what everybody needs. Worded here: the desk does not carry the words
 * of every place to a browser. */
export function waysFrom(
	{ person, reader }: Pick<App.Locals, 'person' | 'reader'>,
	own: { party: boolean; support: boolean; translates: boolean }
): Ways[] {
	const desk = `/${reader.language}/work`;
	const opens = (path: string): boolean => {
		// A focal point comes to the people of the Party from the Party's own part of the desk.
		if (path === 'people') return isSecretariat(person) && looksAfter(person) !== null;
		const need = access[`/[lang]/work/${path}`]?.GET;
		return need !== undefined && need !== 'anyone' && may(person, need);
	};
	const item = (path: string, label: MessageId) => ({ href: `${desk}/${path}`, label: reader.t(label) });
	const groups = Object.entries(places).map(([id, paths]) => ({
		id,
		label: reader.t(`desk.ways.${id}` as MessageId),
		items: Object.entries(paths).flatMap(([path, label]) => (opens(path) ? [item(path, label)] : []))
	}));
	const mine = [
		...(own.translates ? [item('translation', 'translation.desk.link')] : []),
		...(own.party ? [item('training', 'training.title')] : []),
		...(own.party || own.support ? [item('support', own.party ? 'support.ask' : 'support.title')] : []),
		item('watching', 'watching.work.title'),
		item('account', 'look.account')
	];
	return [...groups, { id: 'mine', label: reader.t('desk.ways.mine'), items: mine }].filter(({ items }) => items.length);
}
