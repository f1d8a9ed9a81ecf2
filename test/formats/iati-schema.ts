// SPDX-License-Identifier: Apache-2.0
// The tables of IATI 2.03 (test/files/iati-2.03-subset.json: elements in order with occurrences, attributes and codelists) as an XML Schema, so that libxml2
// judges by them. An element that is not in the tables may hold anything.
import { readFile } from 'node:fs/promises';

interface Definition {
	attributes?: { name: string; type: string; required: boolean }[];
	children?: { name: string; min: number; max: number | null }[];
	text?: string;
	type?: string;
}
interface Tables {
	elements: Record<string, Definition>;
	types: Record<string, Definition>;
	codelists: Record<string, { complete: boolean; items: { code: string; withdrawn?: boolean }[] }>;
}

/** Attributes whose codes the tables know all of. */
const lists: Record<string, string> = {
	'activity-status@code': 'ActivityStatus',
	'activity-scope@code': 'ActivityScope',
	'activity-date@type': 'ActivityDateType',
	'participating-org@role': 'OrganisationRole',
	'reporting-org@type': 'OrganisationType',
	'other-identifier@type': 'OtherIdentifierType',
	'related-activity@type': 'RelatedActivityType',
	'transaction/transaction-type@code': 'TransactionType',
	'tag@vocabulary': 'TagVocabulary',
	'sector@vocabulary': 'SectorVocabulary',
	'policy-marker@vocabulary': 'PolicyMarkerVocabulary',
	'policy-marker@significance': 'PolicySignificance'
};

export async function iatiSchema(): Promise<string> {
	const { elements, types, codelists } = JSON.parse(await readFile('test/files/iati-2.03-subset.json', 'utf8')) as Tables;
	const codes = (list: string | undefined): string[] | undefined => {
		const found = list ? codelists[list] : undefined;
		return found?.complete ? found.items.filter(({ withdrawn }) => !withdrawn).map(({ code }) => code) : undefined;
	};
	/** Of the definition of a child in its parent: an element of its own there, one of this name anywhere, or a text in languages. */
	const typeOf = (name: string, parent: string): string => {
		const key = [`${parent}/${name}`, name].find((each) => elements[each]);
		const named = key && (elements[key]?.type ?? null);
		if (named) return `type.${named}`;
		if (key) return `element.${key.replace('/', '.')}`;
		return ['title', 'description', 'name'].includes(name) ? 'type.textRequiredType' : 'xs:anyType';
	};
	const attribute = (of: string, { name, type, required }: { name: string; type: string; required: boolean }): string => {
		const use = required ? ' use="required"' : '';
		if (name === 'xml:lang') return `<xs:attribute ref="xml:lang"${use}/>`;
		const known = codes(lists[`${of}@${name}`]);
		if (!known) return `<xs:attribute name="${name}" type="xs:${type}"${use}/>`;
		const values = known.map((code) => `<xs:enumeration value="${code}"/>`).join('');
		return `<xs:attribute name="${name}"${use}><xs:simpleType><xs:restriction base="xs:string">${values}</xs:restriction></xs:simpleType></xs:attribute>`;
	};
	const complex = (name: string, key: string, { attributes = [], children, text }: Definition): string => {
		const said = attributes.map((each) => attribute(key, each)).join('');
		if (text)
			return `<xs:complexType name="${name}"><xs:simpleContent><xs:extension base="xs:${text}">${said}</xs:extension></xs:simpleContent></xs:complexType>`;
		const within = (children ?? []).map(
			(child) =>
				`<xs:element name="${child.name}" type="${typeOf(child.name, key)}" minOccurs="${child.min}" maxOccurs="${child.max ?? 'unbounded'}"/>`
		);
		return `<xs:complexType name="${name}"><xs:sequence>${within.join('')}</xs:sequence>${said}</xs:complexType>`;
	};
	return [
		'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>',
		'<xs:element name="iati-activities" type="element.iati-activities"/>',
		...Object.entries(types).map(([key, definition]) => complex(`type.${key}`, key, definition)),
		...Object.entries(elements).flatMap(([key, definition]) =>
			definition.type ? [] : [complex(`element.${key.replace('/', '.')}`, key, definition)]
		),
		'</xs:schema>'
	].join('\n');
}
