// SPDX-License-Identifier: Apache-2.0
// The entity model that InforMEA harvests (its provider toolkit 2.7.0 and specification 1.5.6), as data. Names and their case are those of the toolkit; where
// the toolkit gives two sets one name, ours are told apart, and the navigations keep theirs.
import { type Edm, type EntityType, type Model, modelOf, type Navigation, type Property } from '../odata/model.ts';

/** `updated DateTime`, `id!`; text where no type is named, and an exclamation mark for what is always there. Other spellings stand behind a stroke. */
function property(said: string): Property {
	const [name = '', kind = 'String'] = said.split(' ');
	const [own = '', ...aliases] = name.replace('!', '').split('/');
	return { name: own, type: `Edm.${kind}` as Edm, nullable: !name.includes('!'), aliases };
}

/** `title/titles DecisionTitle` */
function navigation(said: string, partner: string): Navigation {
	const [name = '', target = ''] = said.split(' ');
	const [own = '', ...aliases] = name.split('/');
	return { name: own, target, many: true, aliases, partner };
}

interface Said {
	name: string;
	set: string;
	aliases?: string[];
	properties: string[];
	navigations?: string[];
}

/** A type whose entities stand for themselves. */
function main({ name, set, aliases = [], properties, navigations = [] }: Said): EntityType {
	const made = properties.map(property);
	return {
		name,
		set,
		aliases,
		key: made[0]?.name ?? 'id',
		properties: made,
		navigations: navigations.map((each) => navigation(each, `${name}Details`))
	};
}

/** What stands within an entity, and the way back to it. */
function part(name: string, set: string, owner: string, properties: string[]): EntityType {
	const made = properties.map(property);
	const back: Navigation = { name: `${owner}Details`, target: owner, many: false, aliases: [], partner: null };
	return { name, set, aliases: name === set ? [] : [name], key: made[0]?.name ?? 'Id', properties: made, navigations: [back] };
}

const text = (name: string, set: string, owner: string) => part(name, set, owner, ['Id!/id', 'language', 'value']);
const lowerText = (name: string, set: string, owner: string) => part(name, set, owner, ['id!/Id', 'language', 'value']);
const file = (name: string, owner: string) => part(name, name, owner, ['id!/Id', 'url', 'mimeType!', 'language!', 'filename']);
/** Specification 1.5.6 wants it on every entity. */
const version = 'protocolVersion! Int16';

export const informeaTypes: readonly EntityType[] = [
	main({
		name: 'Decision',
		set: 'Decisions',
		properties: [
			...['id!', 'link', 'number!', 'status!', 'type!', 'treaty!', 'published DateTime', 'updated DateTime'],
			...['meetingId', 'meetingTitle', 'meetingUrl', 'displayOrder Int32', version]
		],
		navigations: [
			...['title/titles DecisionTitle', 'longTitle DecisionLongTitle', 'summary DecisionSummary', 'content DecisionContent'],
			...['keywords DecisionKeyword', 'files DecisionFile', 'documents DecisionDocument']
		]
	}),
	main({
		name: 'Meeting',
		set: 'Meetings',
		// Country and start are wanted, but a meeting without a place or a day has none: to say so is better than to make them up.
		properties: [
			...['id!', 'treaty!', 'url', 'start DateTime', 'end DateTime', 'repetition', 'kind', 'type', 'access', 'status', 'imageUrl', 'imageCopyright'],
			...['location', 'city', 'country', 'latitude Double', 'longitude Double', 'virtual/Virtual Boolean', 'updated DateTime', version]
		],
		navigations: ['description/descriptions MeetingDescription', 'title/titles MeetingTitle']
	}),
	main({
		name: 'Contact',
		set: 'Contacts',
		properties: [
			...['id!', 'country!', 'prefix', 'firstName', 'lastName', 'type', 'position', 'institution', 'department', 'address', 'email', 'phone'],
			...['phoneNumber', 'fax', 'primary Int32', 'updated DateTime', version]
		],
		navigations: ['treaties ContactTreaty', 'roles ContactRole']
	}),
	main({
		name: 'CountryReport',
		set: 'CountryReports',
		properties: ['id!', 'country!', 'treaty!', 'url', 'submission DateTime', 'updated DateTime', version],
		navigations: ['title/titles CountryReportTitle', 'files CountryReportFile']
	}),
	main({
		name: 'NationalPlan',
		set: 'NationalPlans',
		properties: ['id!', 'country!', 'treaty!', 'type!', 'url', 'submission DateTime', 'updated DateTime', version],
		navigations: ['title/titles NationalPlanTitle', 'files NationalPlanFile']
	}),
	main({
		name: 'Site',
		set: 'Sites',
		properties: ['id!', 'type!', 'country!', 'treaty!', 'url', 'latitude Double', 'longitude Double', 'updated DateTime', version],
		navigations: ['name/names SiteName']
	}),
	main({
		name: 'CountryProfile',
		set: 'CountryProfiles',
		properties: [
			...['country!', 'treaty!', 'entryIntoForce! DateTime', 'updated DateTime', 'entryIntoForceStatus', 'statusDate DateTime', 'note', version]
		]
	}),
	main({
		name: 'Treaty',
		set: 'Treaties',
		properties: ['id!', 'UUID!', 'url', 'titleEnglish!', 'officialNameEnglish', 'treatyWebsiteURL'],
		navigations: ['title/titles TreatyTitle', 'description/descriptions TreatyDescription']
	}),
	main({
		name: 'Document',
		set: 'Documents',
		properties: ['id!', 'thumbnailUrl', 'published DateTime', 'updated DateTime', 'treaty', 'country', 'displayOrder Int32', 'schemaVersion'],
		navigations: [
			...['treaties DocumentTreaty', 'authors DocumentAuthor', 'description/descriptions DocumentDescription', 'files DocumentFile'],
			...['identifiers DocumentIdentifier', 'keywords DocumentKeyword', 'referenceToEntities DocumentReference', 'tags DocumentTag'],
			...['title/titles DocumentTitle', 'types DocumentType']
		]
	}),
	main({ name: 'TreatyMachineName', set: 'TreatyMachineName', properties: ['treaty!', 'nid', 'uuid', 'title'] }),
	text('DecisionTitle', 'DecisionTitle', 'Decision'),
	text('DecisionLongTitle', 'longTitle', 'Decision'),
	text('DecisionSummary', 'summary', 'Decision'),
	text('DecisionContent', 'content', 'Decision'),
	part('DecisionKeyword', 'keywords', 'Decision', ['Id!/id', 'namespace', 'term']),
	file('DecisionFile', 'Decision'),
	part('DecisionDocument', 'DecisionDocument', 'Decision', ['id!/Id', 'url', 'content Binary', 'size Int64', 'mimeType', 'language', 'filename']),
	text('MeetingTitle', 'MeetingTitle', 'Meeting'),
	text('MeetingDescription', 'MeetingDescription', 'Meeting'),
	part('ContactTreaty', 'ContactTreaty', 'Contact', ['Id!/id', 'value']),
	part('ContactRole', 'ContactRole', 'Contact', ['Id!/id', 'treaty', 'roles Strings', 'order Int32']),
	text('CountryReportTitle', 'CountryReportTitle', 'CountryReport'),
	file('CountryReportFile', 'CountryReport'),
	text('NationalPlanTitle', 'NationalPlanTitle', 'NationalPlan'),
	file('NationalPlanFile', 'NationalPlan'),
	text('SiteName', 'name', 'Site'),
	text('TreatyTitle', 'title', 'Treaty'),
	text('TreatyDescription', 'TreatyDescription', 'Treaty'),
	part('DocumentTreaty', 'DocumentTreaty', 'Document', ['Id!/id', 'value']),
	part('DocumentAuthor', 'DocumentAuthors', 'Document', ['id!/Id', 'name', 'type']),
	lowerText('DocumentDescription', 'DocumentDescriptions', 'Document'),
	part('DocumentFile', 'DocumentFile', 'Document', ['id!/Id', 'url', 'content/Content', 'mimeType', 'language', 'filename']),
	part('DocumentIdentifier', 'DocumentIdentifier', 'Document', ['id!/Id', 'name', 'value']),
	part('DocumentKeyword', 'DocumentKeyword', 'Document', ['id!/Id', 'termURI', 'scope', 'literalForm', 'sourceURL']),
	part('DocumentReference', 'DocumentReference', 'Document', ['id!/Id', 'type', 'refId']),
	part('DocumentTag', 'DocumentTag', 'Document', ['id!/Id', 'language', 'scope', 'value', 'comment']),
	lowerText('DocumentTitle', 'DocumentTitles', 'Document'),
	part('DocumentType', 'DocumentTypes', 'Document', ['id!/Id', 'value'])
];

/** For tables and dashboards (V4): what the platform holds beyond what InforMEA asks for. Texts stand in English where there is English, else as they are. */
const tables: readonly EntityType[] = [
	main({
		name: 'Record',
		set: 'Records',
		properties: [
			...['id!', 'type!', 'typeName', 'title', 'titleLanguage', 'ownerKind!', 'owner!', 'region', 'year! Int32', 'revision! Int32'],
			...['parties Strings', 'areas Strings', 'articles Strings', 'languages Strings'],
			...['firstPublished! DateTime', 'updated! DateTime', 'demonstration! Boolean', 'url!']
		],
		navigations: ['titles RecordTitle']
	}),
	text('RecordTitle', 'RecordTitles', 'Record'),
	main({
		name: 'Party',
		set: 'Parties',
		properties: [
			...['id!', 'name!', 'iso2', 'iso3', 'm49', 'region', 'party Boolean', 'signatory! Boolean', 'signature DateTime', 'instrument'],
			...['instrumentDate DateTime', 'entryIntoForce DateTime', 'url!']
		],
		navigations: ['names PartyName']
	}),
	text('PartyName', 'PartyNames', 'Party'),
	main({
		name: 'Project',
		set: 'Projects',
		properties: [
			...['id!', 'title', 'titleLanguage', 'category', 'status', 'scope', 'period', 'start DateTime', 'end DateTime', 'programme Boolean'],
			...['identifiers Strings', 'parties Strings', 'areas Strings', 'agencies Strings', 'focalAreas Strings'],
			...['funding Double', 'cofinancing Double', 'currency', 'updated! DateTime', 'url!', 'source']
		],
		navigations: ['titles ProjectTitle']
	}),
	text('ProjectTitle', 'ProjectTitles', 'Project')
];

export const namespace = 'informea';
export const container = 'InforMEAService';
export const modelV2: Model = modelOf(namespace, container, informeaTypes);
export const modelV4: Model = modelOf(namespace, container, [...informeaTypes, ...tables]);
