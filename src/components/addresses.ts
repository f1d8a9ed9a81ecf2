// SPDX-License-Identifier: Apache-2.0
// Addresses that the frame and the home page point to, each written once. Knows paths only.
import type { Language } from '#text/languages.ts';

/** Addresses in one language; every one of them exists in all six. */
export const addresses = (language: Language) => {
	const root = `/${language}`;
	return {
		home: root,
		search: `${root}/search`,
		registers: `${root}/registers`,
		register: (id: string) => `${root}/registers/${id}`,
		parties: `${root}/parties`,
		party: (iso3: string) => `${root}/parties/${iso3}`,
		deadlines: `${root}/deadlines`,
		reporting: `${root}/reporting`,
		cycle: (id: string) => `${root}/reporting/${id}`,
		reportQuestion: (cycle: string, question: string) => `${root}/reporting/${cycle}/${question}`,
		compare: `${root}/reporting/compare`,
		compareFrame: `${root}/embed/compare`,
		reportChecks: `${root}/reporting/checks`,
		reportForm: (form: string, version: string) => `${root}/reporting/forms/${form}/${version}`,
		projects: `${root}/projects`,
		areas: `${root}/areas`,
		area: (id: string) => `${root}/areas/${id}`,
		concepts: `${root}/concepts`,
		documents: `${root}/documents`,
		document: (symbol: string) => `${root}/documents/${symbol.split('/').map(encodeURIComponent).join('/')}`,
		meetings: `${root}/meetings`,
		meeting: (id: string) => `${root}/meetings/${id}`,
		news: `${root}/news`,
		events: `${root}/events`,
		resources: `${root}/resources`,
		letters: `${root}/letters`,
		page: (slug: string) => `${root}/pages/${encodeURIComponent(slug)}`,
		editorial: `${root}/work/editorial`,
		article: (number: string) => `${root}/articles/${number}`,
		record: (id: string) => `${root}/records/${id}`,
		desk: `${root}/work`,
		begin: `${root}/work/new`,
		queue: `${root}/work/queue`,
		cycles: `${root}/work/reporting`,
		elsewhere: `${root}/work/reporting/elsewhere`,
		people: `${root}/work/people`,
		projectDesk: `${root}/work/projects`,
		facts: `${root}/work/facts`,
		forms: `${root}/work/forms`,
		organisations: `${root}/work/organisations`,
		account: `${root}/work/account`,
		/** Where a receipt is verified; filled in, for one whose signature is at hand. */
		verify: `${root}/verify`,
		verifyReceipt: ({ record, revision, signature }: { record: string; revision: number; signature: string }) =>
			`${root}/verify?record=${record}&revision=${revision}&signature=${signature}`,
		signIn: `${root}/sign-in`,
		signOut: `${root}/sign-out`,
		join: `${root}/register`,
		data: `${root}/data`,
		developers: `${root}/developers`,
		source: `${root}/developers#source`,
		whoMay: `${root}/who-may`,
		usage: `${root}/usage`,
		accessibility: `${root}/accessibility`
	};
};

/** The same page in another language. `path` is what follows the language, '' for the home page; the query stays. */
export const inLanguage = (language: Language, path: string, search: string): string => `/${language}${path}${search}`;
