// SPDX-License-Identifier: Apache-2.0
// The description of a service: EDMX of V2 with its associations, CSDL of V4 as XML and as JSON. Pure.
import { xml } from '../feeds/xml.ts';
import { metadataNamespace } from './atom.ts';
import type { Edm, EntityType, Model, Navigation } from './model.ts';

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

interface Association {
	name: string;
	from: EntityType;
	to: EntityType;
	navigation: Navigation;
}

/** One association for each way there; the way back, where there is one, is its other end. */
const associationsOf = (model: Model): Association[] =>
	model.types.flatMap((from) =>
		from.navigations.flatMap((navigation) =>
			navigation.many ? [{ name: `${from.name}_${navigation.name}`, from, to: model.type(navigation.target), navigation }] : []
		)
	);

/** The association by which a way back leads. */
const waysBack = (all: readonly Association[], type: EntityType, navigation: Navigation): Association[] =>
	all.filter(({ to, from, navigation: there }) => to.name === type.name && from.name === navigation.target && there.partner === navigation.name);

/** Ends have names of their own, also where a type leads to itself. */
const ends = { from: 'whole', to: 'part' } as const;

export function metadataV2(model: Model): string {
	const { namespace, container, types } = model;
	const all = associationsOf(model);
	const typesXml = types.map((type) => {
		// V2 knows no lists of texts: it is given them as one text, with commas.
		const properties = type.properties.map(
			({ name, type: edm, nullable }) => `<Property Name="${xml(name)}" Type="${edm === 'Edm.Strings' ? 'Edm.String' : edm}" Nullable="${nullable}"/>`
		);
		const navigations = type.navigations.map((navigation) => {
			const association = navigation.many
				? all.find((each) => each.from === type && each.navigation === navigation)
				: waysBack(all, type, navigation)[0];
			if (!association) throw new Error(`${type.name}.${navigation.name} has no association`);
			const [from, to] = navigation.many ? [ends.from, ends.to] : [ends.to, ends.from];
			return `<NavigationProperty Name="${xml(navigation.name)}" Relationship="${namespace}.${association.name}" FromRole="${from}" ToRole="${to}"/>`;
		});
		return `<EntityType Name="${xml(type.name)}"><Key><PropertyRef Name="${xml(type.key)}"/></Key>${properties.join('')}${navigations.join('')}</EntityType>`;
	});
	const associations = all.map(
		({ name, from, to }) =>
			`<Association Name="${name}"><End Type="${namespace}.${from.name}" Multiplicity="1" Role="${ends.from}"/>` +
			`<End Type="${namespace}.${to.name}" Multiplicity="*" Role="${ends.to}"/></Association>`
	);
	const sets = types.map(({ name, set }) => `<EntitySet Name="${xml(set)}" EntityType="${namespace}.${name}"/>`);
	const associationSets = all.map(
		({ name, from, to }) =>
			`<AssociationSet Name="${name}_Set" Association="${namespace}.${name}"><End EntitySet="${from.set}" Role="${ends.from}"/>` +
			`<End EntitySet="${to.set}" Role="${ends.to}"/></AssociationSet>`
	);
	return [
		`${declaration}<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">`,
		`<edmx:DataServices m:DataServiceVersion="2.0" xmlns:m="${metadataNamespace}">`,
		`<Schema Namespace="${namespace}" xmlns="http://schemas.microsoft.com/ado/2008/09/edm">`,
		...typesXml,
		...associations,
		`<EntityContainer Name="${container}" m:IsDefaultEntityContainer="true">`,
		...sets,
		...associationSets,
		'</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>'
	].join('');
}

const kindsV4: Record<Edm, { type: string; collection?: true; precision?: number }> = {
	'Edm.String': { type: 'Edm.String' },
	'Edm.Strings': { type: 'Edm.String', collection: true },
	'Edm.DateTime': { type: 'Edm.DateTimeOffset', precision: 3 },
	'Edm.Int16': { type: 'Edm.Int16' },
	'Edm.Int32': { type: 'Edm.Int32' },
	'Edm.Int64': { type: 'Edm.Int64' },
	'Edm.Double': { type: 'Edm.Double' },
	'Edm.Boolean': { type: 'Edm.Boolean' },
	'Edm.Binary': { type: 'Edm.Binary' }
};

export function metadataV4(model: Model): string {
	const { namespace, container, types } = model;
	const typesXml = types.map((type) => {
		const properties = type.properties.map(({ name, type: edm, nullable }) => {
			const { type: kind, collection, precision } = kindsV4[edm];
			const shown = collection ? `Collection(${kind})` : kind;
			return `<Property Name="${xml(name)}" Type="${shown}" Nullable="${collection ? false : nullable}"${precision ? ` Precision="${precision}"` : ''}/>`;
		});
		const navigations = type.navigations.map(({ name, target, many, partner }) => {
			const shown = many ? `Collection(${namespace}.${target})` : `${namespace}.${target}`;
			return `<NavigationProperty Name="${xml(name)}" Type="${shown}"${many ? '' : ' Nullable="false"'}${partner ? ` Partner="${xml(partner)}"` : ''}/>`;
		});
		return `<EntityType Name="${xml(type.name)}"><Key><PropertyRef Name="${xml(type.key)}"/></Key>${properties.join('')}${navigations.join('')}</EntityType>`;
	});
	const sets = types.map(({ name, set, navigations }) => {
		const bindings = navigations.map(
			(navigation) => `<NavigationPropertyBinding Path="${xml(navigation.name)}" Target="${xml(model.type(navigation.target).set)}"/>`
		);
		return `<EntitySet Name="${xml(set)}" EntityType="${namespace}.${name}">${bindings.join('')}</EntitySet>`;
	});
	return [
		`${declaration}<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>`,
		`<Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
		...typesXml,
		`<EntityContainer Name="${container}">${sets.join('')}</EntityContainer>`,
		'</Schema></edmx:DataServices></edmx:Edmx>'
	].join('');
}

/** CSDL JSON 4.01: what is not said is Edm.String and not nullable. */
export function metadataJson(model: Model): unknown {
	const { namespace, container, types } = model;
	const typesJson = types.map((type) => [
		type.name,
		{
			$Kind: 'EntityType',
			$Key: [type.key],
			...Object.fromEntries(
				type.properties.map(({ name, type: edm, nullable }) => {
					const { type: kind, collection, precision } = kindsV4[edm];
					return [
						name,
						{
							...(kind === 'Edm.String' ? {} : { $Type: kind }),
							...(collection ? { $Collection: true } : nullable ? { $Nullable: true } : {}),
							...(precision ? { $Precision: precision } : {})
						}
					];
				})
			),
			...Object.fromEntries(
				type.navigations.map(({ name, target, many, partner }) => [
					name,
					{
						$Kind: 'NavigationProperty',
						$Type: `${namespace}.${target}`,
						...(many ? { $Collection: true } : {}),
						...(partner ? { $Partner: partner } : {})
					}
				])
			)
		}
	]);
	const sets = types.map(({ name, set, navigations }) => [
		set,
		{
			$Collection: true,
			$Type: `${namespace}.${name}`,
			...(navigations.length
				? { $NavigationPropertyBinding: Object.fromEntries(navigations.map((navigation) => [navigation.name, model.type(navigation.target).set])) }
				: {})
		}
	]);
	return {
		$Version: '4.01',
		$EntityContainer: `${namespace}.${container}`,
		[namespace]: { ...Object.fromEntries(typesJson), [container]: { $Kind: 'EntityContainer', ...Object.fromEntries(sets) } }
	};
}
