// SPDX-License-Identifier: Apache-2.0
// The focal point agrees that a closed thread becomes public, whole or its note alone, and may take that back until the secretariat has published it.
// The words of the agreement are for the record and never public.
import { refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { agreementsFor } from '../clarification.ts';
import { type At, type Done, follow, type Written } from './add-post.ts';

type Doer = Pick<Doing, 'by' | 'at' | 'announce'>;

export const agreeToPublish = (db: Writing, doing: Doer, agreement: At & Written & { agreed: string }): Promise<Done> =>
	follow(db, doing, agreement, { kind: 'agreement', ability: 'clarification.agree', needed: false }, ({ thread }) => {
		const agreed = agreementsFor(thread).find((each) => each === agreement.agreed);
		return agreed ? [{ agreed }, { agreed }] : refuse('not-valid');
	});

export const takeAgreementBack = (db: Writing, doing: Doer, retraction: At & Written): Promise<Done> =>
	follow(db, doing, retraction, { kind: 'retraction', ability: 'clarification.agree', needed: false }, () => [{}, { agreed: null }]);
