// SPDX-License-Identifier: Apache-2.0
// A decision in one language as Akoma Ntoso 3.0 (OASIS): identification by work, expression and manifestation, preface, preamble and the operative
// paragraphs, from the text that its record holds. The form of the addresses follows the naming convention of Akoma Ntoso; which words of the
// United Nations' own profile of it apply is to be verified. Pure.
import { isObject } from '#forms/kind.ts';
import { choose, type Words } from '#text/words.ts';
import type { Language } from '#text/languages.ts';
import { xml } from '../feeds/xml.ts';
import { partsOf, type Paragraph } from './parts.ts';
import type { Answers, Json } from '#forms/form.ts';

export const aknType = 'application/akn+xml';
export const aknNamespace = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0';

/** ISO 639-2, terminology codes, as the addresses of Akoma Ntoso take them. */
const threeLetters: Record<Language, string> = { ar: 'ara', en: 'eng', es: 'spa', fr: 'fra', ru: 'rus', zh: 'zho' };

export interface DecisionRecord {
	id: string;
	revision: number;
	answers: Answers;
	/** Day on which the revision was published. */
	published: string;
	/** Of the meeting that adopted it. */
	meeting: { id: string; name: Words } | null;
	/** Words of areas, articles and keywords. */
	subjects: readonly { id: string; scheme: string; name: Words }[];
	/** Name of the platform, of the Conference of the Parties and of the record type in the language asked for. */
	platform: string;
	adopter: string;
}

const words = (answer: Json | undefined): Words => (isObject(answer) ? (answer as Words) : {});
const text = (answer: Json | undefined): string | null => (typeof answer === 'string' && answer ? answer : null);

/** Only the texts that the platform holds are given. */
export const hasText = (type: string, answers: Answers): boolean => type === 'decision' && Object.values(words(answers.text)).some(Boolean);

/** What an address of the naming convention may hold. */
const segment = (said: string): string =>
	said
		.normalize('NFKD')
		.replace(/[^A-Za-z0-9]+/g, '-')
		.replace(/^-|-$/g, '')
		.toLowerCase();

const element = (name: string, attributes: Record<string, string | null>): string =>
	`<${name}${Object.entries(attributes)
		.flatMap(([key, value]) => (value === null ? [] : [` ${key}="${xml(value)}"`]))
		.join('')}/>`;

/** Names of the paragraphs: after their number, and where an annex begins to count again, with which time it is. No two are alike. */
function namesOf(paragraphs: readonly Paragraph[]): string[] {
	const taken = new Set<string>();
	return paragraphs.map(({ num }, at) => {
		const name = `para_${(num && segment(num)) || at + 1}`;
		let own = name;
		for (let time = 2; taken.has(own); time += 1) own = `${name}-${time}`;
		taken.add(own);
		return own;
	});
}

function paragraph({ num, text: said, points, after }: Paragraph, eId: string): string {
	const inner = points.length
		? `<list eId="${eId}__list_1"><intro eId="${eId}__list_1__intro_1"><p>${xml(said)}</p></intro>${points
				.map(
					(point, place) =>
						`<point eId="${eId}__list_1__point_${place + 1}"><num>${xml(point.num)}</num><content eId="${eId}__list_1__point_${place + 1}__content"><p>${xml(point.text)}</p></content></point>`
				)
				.join(
					''
				)}${after.length ? `<wrapUp eId="${eId}__list_1__wrapup">${after.map((each) => `<p>${xml(each)}</p>`).join('')}</wrapUp>` : ''}</list>`
		: `<content eId="${eId}__content">${[said, ...after].map((each) => `<p>${xml(each)}</p>`).join('')}</content>`;
	return `<paragraph eId="${eId}">${num ? `<num>${xml(num)}</num>` : ''}${inner}</paragraph>`;
}

/** The document and the language that it is in: the one asked for, else the best other that there is. Null where no text is held. */
export function decisionDocument(decision: DecisionRecord, asked: Language, origin: string): { document: string; language: Language } | null {
	const { answers } = decision;
	const chosen = choose(words(answers.text), asked);
	if (!chosen) return null;
	const language = chosen.language as Language;
	const number = text(answers.number) ?? decision.id;
	const title = choose(words(answers.title), language)?.text ?? number;
	const adopted = text(answers.date);
	const work = `/akn/un/statement/decision/${segment(decision.meeting?.id ?? 'cop')}/${adopted ?? decision.published}/${segment(number)}`;
	const expression = `${work}/${threeLetters[language]}@/v${decision.revision}`;
	const permanent = `${origin}/records/${decision.id}`;
	const named = (words: Words) => choose(words, language)?.text ?? '';
	const { preamble, paragraphs } = partsOf(chosen.text);
	const names = namesOf(paragraphs);
	const subjects = decision.subjects.filter(({ name }) => named(name));

	const meta = [
		'<identification source="#platform">',
		'<FRBRWork>',
		element('FRBRthis', { value: `${work}/!main` }),
		element('FRBRuri', { value: work }),
		element('FRBRalias', { value: permanent, name: 'record' }),
		element('FRBRdate', { date: adopted ?? decision.published, name: adopted ? 'adoption' : 'publication' }),
		element('FRBRauthor', { href: '#adopter', as: '#author' }),
		element('FRBRcountry', { value: 'un' }),
		element('FRBRsubtype', { value: 'decision' }),
		element('FRBRnumber', { value: number }),
		element('FRBRname', { value: number }),
		'</FRBRWork><FRBRExpression>',
		element('FRBRthis', { value: `${expression}/!main` }),
		element('FRBRuri', { value: expression }),
		element('FRBRalias', { value: `${permanent}/${decision.revision}`, name: 'revision' }),
		element('FRBRdate', { date: decision.published, name: 'publication' }),
		element('FRBRauthor', { href: '#adopter', as: '#author' }),
		element('FRBRlanguage', { language: threeLetters[language] }),
		'</FRBRExpression><FRBRManifestation>',
		element('FRBRthis', { value: `${expression}/!main.xml` }),
		element('FRBRuri', { value: `${expression}.akn` }),
		element('FRBRdate', { date: decision.published, name: 'markup' }),
		element('FRBRauthor', { href: '#platform', as: '#editor' }),
		element('FRBRformat', { value: aknType }),
		'</FRBRManifestation></identification>',
		element('publication', { date: decision.published, name: decision.platform, showAs: decision.platform }),
		subjects.length
			? `<classification source="#platform">${subjects
					.map(({ id, scheme, name }) =>
						element('keyword', {
							eId: `keyword_${segment(scheme)}-${segment(id)}`,
							value: id,
							showAs: named(name),
							dictionary: `#${segment(scheme)}`
						})
					)
					.join('')}</classification>`
			: '',
		'<references source="#platform">',
		element('TLCOrganization', { eId: 'platform', href: '/akn/ontology/organization/platform', showAs: decision.platform }),
		element('TLCOrganization', { eId: 'adopter', href: '/akn/ontology/organization/un/minamata-cop', showAs: decision.adopter }),
		...(decision.meeting
			? [element('TLCEvent', { eId: 'meeting', href: `/akn/ontology/event/${segment(decision.meeting.id)}`, showAs: named(decision.meeting.name) })]
			: []),
		element('TLCRole', { eId: 'author', href: '/akn/ontology/role/author', showAs: 'author' }),
		element('TLCRole', { eId: 'editor', href: '/akn/ontology/role/editor', showAs: 'editor' }),
		// The dictionaries of the keywords.
		...[...new Set(subjects.map(({ scheme }) => scheme))].map((scheme) =>
			element('TLCConcept', { eId: segment(scheme), href: `${origin}/concepts/${scheme === 'concepts' ? 'mercury' : scheme}`, showAs: scheme })
		),
		'</references>'
	].join('');

	// The schema lets the parts say it, and not the whole.
	const inLanguage = `xml:lang="${language}"`;
	const preface = [
		decision.meeting ? `<p>${xml(named(decision.meeting.name))}</p>` : '',
		`<p><docNumber>${xml(number)}</docNumber> <docTitle>${xml(title)}</docTitle></p>`,
		adopted ? `<p><docDate date="${xml(adopted)}">${xml(adopted)}</docDate></p>` : ''
	].join('');
	const recitals = preamble.length
		? `<preamble eId="preamble" ${inLanguage}><recitals eId="preamble__recs_1">${preamble
				.map((said, at) => `<recital eId="preamble__recs_1__rec_${at + 1}"><p>${xml(said)}</p></recital>`)
				.join('')}</recitals></preamble>`
		: '';
	const document = [
		'<?xml version="1.0" encoding="utf-8"?>\n',
		`<akomaNtoso xmlns="${aknNamespace}"><statement name="decision" contains="singleVersion">`,
		`<meta>${meta}</meta><preface eId="preface" ${inLanguage}>${preface}</preface>${recitals}`,
		`<mainBody eId="body" ${inLanguage}>${paragraphs.map((each, at) => paragraph(each, names[at] as string)).join('')}</mainBody>`,
		'</statement></akomaNtoso>\n'
	].join('');
	return { document, language };
}
