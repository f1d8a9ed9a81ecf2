// SPDX-License-Identifier: Apache-2.0
// Checks a file of IATI 2.03 by the tables of the standard (test/files/iati-2.03-subset.json: elements in order with occurrences and attributes, and
// codelists): what the official schema says of these elements, and beyond it that codes are of their lists and shares come to a hundred.
import { readFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';

interface Child {
	name: string;
	min: number;
	max: number | null;
}
interface Definition {
	attributes?: { name: string; type: string; required: boolean }[];
	children?: Child[];
	text?: string;
	type?: string;
}
interface Tables {
	elements: Record<string, Definition>;
	types: Record<string, Definition>;
	codelists: Record<string, { complete: boolean; items: { code: string; withdrawn?: boolean }[] }>;
}
interface Element {
	name: string;
	attributes: Record<string, string>;
	children: Element[];
	text: string;
}

const codesOf: Record<string, string> = {
	'activity-status@code': 'ActivityStatus',
	'activity-scope@code': 'ActivityScope',
	'activity-date@type': 'ActivityDateType',
	'participating-org@role': 'OrganisationRole',
	'participating-org@type': 'OrganisationType',
	'reporting-org@type': 'OrganisationType',
	'other-identifier@type': 'OtherIdentifierType',
	'related-activity@type': 'RelatedActivityType',
	'transaction-type@code': 'TransactionType',
	'tag@vocabulary': 'TagVocabulary',
	'sector@vocabulary': 'SectorVocabulary',
	'policy-marker@vocabulary': 'PolicyMarkerVocabulary',
	'policy-marker@significance': 'PolicySignificance',
	'recipient-region@vocabulary': 'RegionVocabulary',
	'budget@type': 'BudgetType',
	'budget@status': 'BudgetStatus'
};

const shapes: Record<string, RegExp> = {
	date: /^\d{4}-\d{2}-\d{2}$/,
	dateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
	decimal: /^-?\d+(\.\d+)?$/,
	boolean: /^(true|false|0|1)$/,
	int: /^\d+$/,
	anyURI: /^https?:\/\/\S+$/
};

function parsed(text: string): Element {
	const root: Element = { name: '', attributes: {}, children: [], text: '' };
	const open = [root];
	const parser = new SaxesParser({ xmlns: false });
	parser.on('error', (fault) => {
		throw fault;
	});
	parser.on('opentag', ({ name, attributes }) => {
		const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
		open.at(-1)?.children.push(element);
		open.push(element);
	});
	parser.on('text', (said) => void ((open.at(-1) as Element).text += said));
	parser.on('closetag', () => void open.pop());
	parser.write(text).close();
	return root.children[0] as Element;
}

/** All faults, each with its place; [] for a file that is right. */
export async function checkedIati(text: string): Promise<string[]> {
	const { elements, types, codelists } = JSON.parse(await readFile('test/files/iati-2.03-subset.json', 'utf8')) as Tables;
	const faults: string[] = [];
	const seen = new Set<string>();
	const definitionOf = (element: Element, parent: string | null): Definition | undefined => {
		const found = elements[`${parent}/${element.name}`] ?? elements[element.name];
		if (found?.type) return types[found.type];
		if (found) return found;
		return ['description', 'title', 'name'].includes(element.name)
			? types.textRequiredType
			: element.name === 'value'
				? types.currencyType
				: undefined;
	};
	function check(element: Element, parent: string | null, place: string): void {
		const definition = definitionOf(element, parent);
		const fault = (what: string) => void faults.push(`${place}: ${what}`);
		// The tables hold a part of the standard: of what is not in them nothing is judged but its place in its parent.
		if (!definition) return;
		const known = new Map((definition.attributes ?? []).map((attribute) => [attribute.name, attribute]));
		for (const { name, required } of known.values()) if (required && !element.attributes[name]) fault(`@${name} is missing`);
		for (const [name, value] of Object.entries(element.attributes)) {
			const attribute = known.get(name);
			if (!attribute && name !== 'xmlns') fault(`@${name} is not known`);
			const shape = attribute && shapes[attribute.type];
			if (shape && !shape.test(value)) fault(`@${name} is no ${attribute.type}: ${value}`);
			const list = codelists[codesOf[`${element.name}@${name}`] ?? ''];
			if (list?.complete && !list.items.some(({ code, withdrawn }) => code === value && !withdrawn)) fault(`@${name} is not of its list: ${value}`);
		}
		if (
			element.name === 'sector' &&
			element.attributes.vocabulary === '1' &&
			!codelists.Sector?.items.some(({ code }) => code === element.attributes.code)
		)
			fault(`sector ${element.attributes.code}`);
		if (definition.text === 'decimal' && !shapes.decimal?.test(element.text)) fault(`no decimal: ${element.text}`);
		if (definition.text === 'string' && !element.text.trim()) fault('is empty');
		if (definition.children) {
			const order = definition.children.map(({ name }) => name);
			let reached = 0;
			for (const child of element.children) {
				const at = order.indexOf(child.name);
				if (at < 0) fault(`${child.name} has no place here`);
				else if (at < reached) fault(`${child.name} comes after ${order[reached]}`);
				else reached = at;
			}
			for (const { name, min, max } of definition.children) {
				const count = element.children.filter((child) => child.name === name).length;
				if (count < min) fault(`${name} is missing`);
				if (max !== null && count > max) fault(`${name} is there ${count} times`);
			}
		}
		if (element.name === 'iati-activity') judge(element, fault);
		element.children.forEach((child, at) => check(child, element.name, `${place}/${child.name}[${at}]`));
	}
	function judge(activity: Element, fault: (what: string) => void): void {
		const of = (name: string) => activity.children.filter((child) => child.name === name);
		const id = of('iati-identifier')[0]?.text ?? '';
		if (seen.has(id)) fault(`${id} is there twice`);
		seen.add(id);
		if (!id.startsWith(`${of('reporting-org')[0]?.attributes.ref}-`)) fault(`${id} does not begin with who reports it`);
		const countries = of('recipient-country');
		const shares = countries.map(({ attributes }) => attributes.percentage);
		if (countries.length > 1 && shares.some((share) => share === undefined)) fault('shares are missing');
		if (countries.length > 1 && Math.abs(shares.reduce((sum, share) => sum + Number(share), 0) - 100) > 1e-9) fault(`shares ${shares.join(' + ')}`);
		for (const value of of('transaction').flatMap(({ children }) => children.filter(({ name }) => name === 'value')))
			if (!value.attributes.currency && !activity.attributes['default-currency']) fault('money without a currency');
	}
	const root = parsed(text);
	if (root.name !== 'iati-activities' || root.attributes.version !== '2.03') faults.push('no file of IATI 2.03');
	check(root, null, root.name);
	return faults;
}
