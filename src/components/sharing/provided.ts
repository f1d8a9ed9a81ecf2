// SPDX-License-Identifier: Apache-2.0
// What is shared of the draft on the page, handed down once by the page: each question shows its part of it.
import { getContext, setContext } from 'svelte';
import type { Shared } from '#sharing/overview.ts';

const key = 'shared';

export const provideShared = (shared: () => Shared): void => void setContext(key, shared);

/** Undefined where the form is only looked at, as in a preview of a design. */
export const useShared = (): (() => Shared) | undefined => getContext<(() => Shared) | undefined>(key);
