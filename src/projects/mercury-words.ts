// SPDX-License-Identifier: Apache-2.0
// Words by which a project about mercury is known, in the six languages and in Portuguese, which reporters in Brazil and Mozambique write. Each rule has
// one weight: how sure one would be who had seen nothing else. Data; what is made of them stands in mercury.ts.

export interface WordRule {
	id: string;
	weight: number;
	words: readonly RegExp[];
}

/** Latin and Cyrillic words begin at their first letter; Arabic ones may have an article or a preposition before them, and Chinese has no blanks. */
const word = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})`, 'giu');
const within = (source: string): RegExp => new RegExp(source, 'gu');

export const wordRules: readonly WordRule[] = [
	{ id: 'convention', weight: 0.95, words: [word('minamata|mimamata|минамат\\p{L}*'), within('ميناماتا|水俣|水俁')] },
	{ id: 'mercury', weight: 0.9, words: [word('(?:mercury|mercure|mercurio|mercúrio|mercurial)(?!\\p{L})|ртут\\p{L}*'), within('زئبق|汞|水银|水銀')] },
	{
		id: 'small-scale-gold',
		weight: 0.85,
		words: [
			word('ASGM(?!\\p{L})|artisanal\\p{L}*[^.;:]{0,40}\\bgold|gold[^.;:]{0,30}artisanal|small[- ]scale gold'),
			word("orpaill\\p{L}*|artisanal\\p{L}*[^.;:]{0,50}(?:\\bd[’']or\\b|aurifère)|(?:\\bd[’']or\\b|aurifère)[^.;:]{0,40}artisanal|EMAPE"),
			word('(?:oro|ouro|aurífer\\p{L}*)(?!\\p{L})[^.;:]{0,40}artesanal|artesanal[^.;:]{0,50}(?:\\boro\\b|\\bouro\\b|aurífer|aurifer)|garimp\\p{L}*'),
			word('(?:кустарн|старател|мелкомасштабн)\\p{L}*[^.;:]{0,60}золот\\p{L}*|золот\\p{L}*[^.;:]{0,50}(?:кустарн|старател|мелкомасштабн)\\p{L}*'),
			within('(?:手工|小规模|小型)[^。；]{0,15}(?:金矿|采金|黄金|炼金)'),
			within('الذهب[^.؛]{0,40}(?:الحرفي|ضيق النطاق|صغير النطاق|الصغير)|(?:الحرفي|ضيق النطاق|الصغير)[^.؛]{0,40}الذهب')
		]
	},
	{
		id: 'amalgam',
		weight: 0.7,
		words: [
			word('dental amalgams?|amalgames? dentaires?|amalgamas? dental\\p{L}*|(?:стоматологическ|зубн)\\p{L}* амальгам\\p{L}*'),
			within('ملغم(?: الأسنان| السني)?')
		]
	},
	{ id: 'cinnabar', weight: 0.5, words: [word('cinnabar|cinabre|cinabrio|киновар\\p{L}*'), within('辰砂|朱砂')] },
	{
		id: 'skin-lightening',
		weight: 0.5,
		words: [
			word('skin[- ](?:lightening|whitening|bleaching)|éclaircissants? (?:de|pour) la peau|aclarar la piel|отбелива\\p{L}* кож\\p{L}*'),
			within('تفتيح البشرة|美白')
		]
	},
	{
		id: 'gold-mining',
		weight: 0.45,
		words: [
			word(
				"gold[- ]min(?:e|es|ing|ers)(?!\\p{L})|gold sector|mines? d[’']or(?!\\p{L})|extraction (?:de l)?[’']?d?[’']?or(?!\\p{L})|exploitation aurifère"
			),
			word('minería (?:de|del) oro(?!\\p{L})|minería aurífera|mineração de ouro|золотодобы\\p{L}*|добыч\\p{L}* золот\\p{L}*'),
			within('تعدين الذهب|金矿|采金')
		]
	},
	{
		id: 'processes',
		weight: 0.4,
		words: [
			word('chlor[- ]?alkali|chlore[- ]alcali|cloro[- ]?álcali|хлор(?:но)?-?щелочн\\p{L}*|vinyl chloride monomer|VCM(?!\\p{L})'),
			within('氯碱|氯乙烯')
		]
	},
	{
		id: 'instruments',
		weight: 0.35,
		words: [word('thermomet\\p{L}*|thermomèt\\p{L}*|termómet\\p{L}*|sphygmomanomet\\p{L}*|термометр\\p{L}*'), within('体温计|血压计|موازين الحرارة')]
	},
	{
		id: 'heavy-metals',
		weight: 0.35,
		words: [
			word('heavy metals?|métaux lourds|metales pesados|metais pesados|тяжел\\p{L}* металл\\p{L}*'),
			within('重金属|المعادن الثقيلة|الفلزات الثقيلة')
		]
	},
	{
		id: 'health-care-waste',
		weight: 0.25,
		words: [
			word(
				'(?:health[- ]?care|medical|hospital|biomedical)[- ]wastes?|déchets (?:médicaux|hospitaliers|biomédicaux|de soins)|(?:desechos|residuos) (?:médicos|hospitalarios|sanitarios)|медицинск\\p{L}* отход\\p{L}*'
			),
			within('医疗废物|النفايات الطبية|نفايات الرعاية الصحية')
		]
	},
	{
		id: 'electronic-waste',
		weight: 0.2,
		words: [
			word('e-?wastes?(?!\\p{L})|electronic waste|WEEE|déchets électroniques|(?:desechos|residuos) electrónicos'),
			within('电子废物|النفايات الإلكترونية')
		]
	},
	{ id: 'lamps', weight: 0.2, words: [word('fluorescent|CFLs?(?!\\p{L})|lampes fluocompactes|люминесцентн\\p{L}*'), within('荧光灯')] },
	{
		id: 'chemicals',
		weight: 0.15,
		words: [
			word(
				'(?:harmful|hazardous|toxic) (?:chemicals?|substances?|wastes?)|chemicals?,? (?:and|&) wastes?|produits chimiques|productos químicos|химическ\\p{L}* веществ\\p{L}*'
			),
			within('化学品|المواد الكيميائية')
		]
	}
];

/** The sign of the element, which only capitals tell from other words. */
export const elementRule: WordRule = { id: 'element', weight: 0.3, words: [/(?<![\p{L}\p{N}])Hg(?![\p{L}])/gu] };
