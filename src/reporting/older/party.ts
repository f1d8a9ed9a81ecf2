// SPDX-License-Identifier: Apache-2.0
// Finds the State that a cell names: by its codes, by its name in any of six languages, by names that people use. Pure; the States are the facts'.
import type { Convention } from '#convention/convention.ts';
import { languages, locales } from '#text/languages.ts';
import { plain } from './plain.ts';

/** Names in use beside those of the facts: older, shorter and longer ones. What a name says of a State is how it is called and nothing else. */
const aliases: { [key: string]: readonly string[] } = {
	EU: [
		'European Union',
		'EEC',
		'European Community',
		'Union européenne',
		'Unión Europea',
		'UE',
		'Европейский союз',
		'ЕС',
		'الاتحاد الأوروبي',
		'欧洲联盟',
		'欧盟',
		'EU'
	],
	BOL: ['Bolivia', 'Bolivie', 'Боливия', 'بوليفيا', '玻利维亚'],
	BRN: ['Brunei'],
	CIV: ["Côte d'Ivoire", 'Ivory Coast', 'Costa de Marfil'],
	COD: ['DR Congo', 'DRC', 'Democratic Republic of Congo', 'RDC', 'République démocratique du Congo'],
	COG: ['Congo', 'Republic of the Congo', 'Congo (Brazzaville)'],
	CPV: ['Cape Verde', 'Cap-Vert', 'Cabo Verde'],
	CZE: ['Czech Republic', 'République tchèque', 'República Checa', 'Чешская Республика'],
	FSM: ['Micronesia'],
	GBR: ['United Kingdom', 'UK', 'Great Britain', 'Royaume-Uni', 'Reino Unido', 'Великобритания', 'المملكة المتحدة', '英国', '联合王国'],
	GMB: ['The Gambia', 'Gambia'],
	IRN: ['Iran'],
	KOR: ['South Korea', 'Korea, Republic of', 'Republic of Korea', 'Corée du Sud', 'Corea del Sur', '韩国'],
	PRK: ['North Korea', 'DPRK'],
	LAO: ['Laos', 'Lao PDR', "Lao People's Democratic Republic"],
	MDA: ['Moldova', 'Republic of Moldova', 'Moldavie'],
	MKD: ['Macedonia', 'The former Yugoslav Republic of Macedonia', 'FYROM', 'North Macedonia'],
	NLD: ['Netherlands', 'The Netherlands', 'Holland', 'Kingdom of the Netherlands', 'Pays-Bas', 'Países Bajos'],
	PSE: ['Palestine', 'State of Palestine'],
	RUS: ['Russia', 'Russian Federation', 'Russie'],
	SWZ: ['Swaziland', 'Eswatini'],
	SYR: ['Syria', 'Syrie'],
	TUR: ['Turkey', 'Türkiye', 'Turquie', 'Turquía'],
	TZA: ['Tanzania', 'Tanzanie'],
	USA: ['United States', 'USA', 'US', 'États-Unis', 'Estados Unidos', 'США', 'الولايات المتحدة', '美国'],
	VEN: ['Venezuela'],
	VNM: ['Vietnam', 'Viet Nam']
};

const namers = new WeakMap<Convention, ReadonlyMap<string, string>>();

/** Names of States, made comparable, with the key of each; a name that two States have is none. */
function namesOf(convention: Convention): ReadonlyMap<string, string> {
	const there = namers.get(convention);
	if (there) return there;
	const names = new Map<string, string>();
	const twice = new Set<string>();
	const add = (name: string | null | undefined, key: string, strong: boolean) => {
		const word = name ? plain(name) : '';
		if (!word) return;
		const before = names.get(word);
		if (before === undefined) names.set(word, key);
		else if (before !== key && strong) twice.add(word);
	};
	// In the order of their weight: what the facts say goes before what people say.
	for (const { id, iso2, iso3, name } of convention.states) {
		for (const code of [id, iso3, iso2]) add(code, id, true);
		for (const language of languages) {
			add(name[language], id, true);
			// "Iran (Islamic Republic of)" without what stands in brackets, where that is unique.
			add(name[language]?.replace(/\s*[(（].*[)）]\s*/u, ''), id, true);
		}
	}
	for (const [key, others] of Object.entries(aliases)) if (convention.state(key)) for (const name of others) add(name, key, false);
	const regions = languages.map((language) => new Intl.DisplayNames(locales[language], { type: 'region' }));
	for (const { id, iso2, iso3 } of convention.states) if (iso3) for (const named of regions) add(named.of(iso2), id, false);
	for (const word of twice) names.delete(word);
	// Congo is the short name of one of two; the facts of both begin with it in some languages.
	for (const [key, others] of Object.entries(aliases))
		if (convention.state(key)) for (const name of others) if (!names.has(plain(name))) names.set(plain(name), key);
	namers.set(convention, names);
	return names;
}

/** The key of the State; undefined where the name is nobody's. "Ghana (GHA)" and "GHA – Ghana" are read as well, where both say the same. */
export function stateNamed(convention: Convention, said: string): string | undefined {
	const names = namesOf(convention);
	const whole = names.get(plain(said));
	if (whole) return whole;
	const parts = said.split(/[()（）[\]|–—/:;]|\s-\s/u).flatMap((part) => (plain(part) ? [names.get(plain(part))] : []));
	const found = new Set(parts.filter((key) => key !== undefined));
	// Every part that says something must name the State, but for what stands in brackets behind its name.
	return found.size === 1 && (parts[0] !== undefined || parts.every((key) => key !== undefined)) ? [...found][0] : undefined;
}
