// SPDX-License-Identifier: Apache-2.0
// Runs in the browser before a page of the desk is taken over by its script.
import { noticeTyped } from '#components/typed-early.ts';

export const init = () => noticeTyped(document);
