// SPDX-License-Identifier: Apache-2.0
// The styles of a form as a document: headings for its sections and questions, small print for what is said about them, tables to write in.
import type { Language } from '#text/languages.ts';
import { declaration } from './ooxml.ts';

export const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Fonts that Word or LibreOffice have on most machines; where one is absent the program takes its own of the script. */
const fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial" w:eastAsia="Microsoft YaHei"/>';
const tags: Record<Language, string> = { ar: 'ar-SA', en: 'en-GB', es: 'es-ES', fr: 'fr-FR', ru: 'ru-RU', zh: 'zh-CN' };
export const tagOf = (language: Language): string => tags[language];

const style = (id: string, name: string, paragraph: string, run: string, more = '') =>
	`<w:style w:type="paragraph" w:styleId="${id}"${more}><w:name w:val="${name}"/>${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
const sized = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;

export function documentStyles(language: Language): string {
	const side = (name: string) => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="8FA7AD"/>`;
	return [
		`${declaration}<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr>${fonts}<w:color w:val="1B2A30"/>${sized(21)}`,
		`<w:lang w:val="${tags[language === 'ar' || language === 'zh' ? 'en' : language]}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>`,
		'<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
		style('Normal', 'Normal', '', '', ' w:default="1"'),
		style('Title', 'Title', '<w:spacing w:after="160"/>', `<w:b/><w:bCs/><w:color w:val="0B4F58"/>${sized(44)}`),
		style(
			'Heading1',
			'heading 1',
			'<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="2" w:color="0B4F58"/></w:pBdr><w:spacing w:before="480" w:after="160"/><w:outlineLvl w:val="0"/>',
			`<w:b/><w:bCs/><w:color w:val="0B4F58"/>${sized(30)}`
		),
		style('Heading2', 'heading 2', '<w:keepNext/><w:spacing w:before="280" w:after="60"/><w:outlineLvl w:val="1"/>', `<w:b/><w:bCs/>${sized(22)}`),
		style('Note', 'Note', '<w:keepNext/><w:spacing w:after="40"/>', `<w:color w:val="4C5F66"/>${sized(18)}`),
		style('Small', 'Small', '<w:spacing w:after="0"/>', sized(18)),
		style('Head', 'Table Head', '<w:keepNext/><w:spacing w:after="0"/>', `<w:b/><w:bCs/><w:color w:val="0B4F58"/>${sized(18)}`),
		'<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="5F6F75"/></w:rPr></w:style>',
		'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
		`<w:style w:type="table" w:styleId="Answers"><w:name w:val="Answers"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${[
			'top',
			'left',
			'bottom',
			'right',
			'insideH',
			'insideV'
		]
			.map(side)
			.join(
				''
			)}</w:tblBorders><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
		'</w:styles>'
	].join('');
}
