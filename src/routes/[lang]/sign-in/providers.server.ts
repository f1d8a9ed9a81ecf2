// SPDX-License-Identifier: Apache-2.0
// Identity providers as pages offer them, and what an address says of a sign-on that came to nothing.
import type { RequestEvent } from '@sveltejs/kit';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { providerName, signOnRefusals } from '#people/sign-on.ts';

export interface OfferedProvider {
	id: string;
	name: string;
}

type Asked = Pick<RequestEvent, 'locals' | 'url'>;

/** None where a test brings no settings of them. */
export const settingsOf = ({ locals }: Pick<Asked, 'locals'>): readonly SignOnProvider[] => locals.platform.configuration.signOn ?? [];

export const offeredTo = (asked: Pick<Asked, 'locals'>): OfferedProvider[] =>
	settingsOf(asked).map((provider) => ({ id: provider.id, name: providerName(provider, asked.locals.reader.language) }));

export const settingOf = (asked: Pick<Asked, 'locals'>, id: string): SignOnProvider | null =>
	settingsOf(asked).find((each) => each.id === id) ?? null;

/** The refusal that `?with=…&why=…` names: one of a few codes, for a provider of the settings. Anything else in the address says nothing. */
export function refusalIn(asked: Asked): Refusal | null {
	const provider = settingOf(asked, asked.url.searchParams.get('with') ?? '');
	const code = signOnRefusals.find((each) => each === asked.url.searchParams.get('why'));
	return provider && code ? refuse(code, { provider: providerName(provider, asked.locals.reader.language), minutes: 15 }) : null;
}
