// SPDX-License-Identifier: Apache-2.0
// An invented call for information that is open, with answers of two Parties and an institution, and one for nominations, by the acts of named accounts.
import type { World } from '#catalogue/server/project.ts';
import { addDays } from '#convention/day.ts';
import { answerCall } from '#exchange/server/answer-call.ts';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { organisationCode } from '#people/server/organisation-names.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { secretariatCode } from '#records/record.ts';
import { begin } from '#records/server/begin.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import type { Doing } from '#records/server/doing.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { accountWith } from './act-out.ts';

const day = 86_400_000;

const asked: Answers = {
	kind: 'information',
	title: {
		ar: 'مثال: إزالة الموازين الحرارية الزئبقية من المستشفيات',
		en: 'Example: mercury thermometers leaving hospitals',
		es: 'Ejemplo: la retirada de los termómetros de mercurio de los hospitales',
		fr: 'Exemple : les thermomètres au mercure quittent les hôpitaux',
		ru: 'Пример: вывод ртутных термометров из больниц',
		zh: '示例：医院淘汰汞温度计'
	},
	asked: {
		en: 'Demonstration, invented: please tell how far hospitals have replaced mercury thermometers, what helped, and where the old ones went.\n\nThe answers are put together for all to read.',
		fr: 'Démonstration, inventé : veuillez indiquer dans quelle mesure les hôpitaux ont remplacé les thermomètres au mercure, ce qui a aidé et où sont allés les anciens.\n\nLes réponses sont réunies pour que chacun puisse les lire.',
		ar: 'عرض توضيحي مختلق: يرجى بيان مدى استبدال المستشفيات للموازين الحرارية الزئبقية، وما ساعد على ذلك، وأين ذهبت القديمة.\n\nتُجمع الردود ليقرأها الجميع.'
	},
	zone: 'geneva',
	late: true,
	reminders: ['14', '7'],
	who: ['all'],
	areas: ['health', 'products-processes'],
	articles: ['4', '16'],
	questions: [
		{
			label: {
				ar: 'إلى أي مدى استُبدلت الموازين الحرارية الزئبقية؟',
				en: 'How far have mercury thermometers been replaced?',
				es: '¿En qué medida se han sustituido los termómetros de mercurio?',
				fr: 'Dans quelle mesure les thermomètres au mercure ont-ils été remplacés ?',
				ru: 'В какой мере ртутные термометры заменены?',
				zh: '汞温度计的替换进展如何？'
			},
			kind: 'long-text',
			required: true
		},
		{
			label: {
				ar: 'هل توجد خطة للباقي؟',
				en: 'Is there a plan for the rest?',
				es: '¿Hay un plan para el resto?',
				fr: 'Existe-t-il un plan pour le reste ?',
				ru: 'Есть ли план для остальных?',
				zh: '其余部分是否有计划？'
			},
			kind: 'yes-no'
		},
		{
			label: { en: 'Whom may the secretariat ask?', fr: 'À qui le secrétariat peut-il s’adresser ?' },
			kind: 'text',
			private: true
		}
	]
};

/** Owners without an account are left alone. Gives the forms as they are afterwards. */
export async function callAndAnswer(
	db: Writing,
	world: World,
	officers: { editor: Person; publisher: Person },
	now = new Date()
): Promise<Definitions> {
	let { definitions } = world;
	const doing = (by: Person, daysAgo: number): Doing => ({
		by,
		at: new Date(now.getTime() - daysAgo * day),
		definitions,
		convention: world.convention,
		announce: async () => {}
	});
	const done = <T extends object>(outcome: T | Refusal): T => {
		if (isRefusal(outcome)) throw new Error(`the demonstration could not call: ${JSON.stringify(outcome)}`);
		return outcome;
	};
	const on = (daysFromNow: number) => addDays(now.toISOString().slice(0, 10), daysFromNow);
	/** Answers, hands in, and publishes two days later. */
	const publish = async (by: Person, record: string, answers: Answers, daysAgo: number) => {
		const draft = await draftOf(reading(db), record);
		done(await saveAnswers(db, doing(by, daysAgo), { record, version: draft?.version ?? 0, answers }));
		done(await submit(db, doing(by, daysAgo), record));
		const type = (await findRecord(reading(db), record))?.type ?? '';
		const checklist = definitions.current(type)?.form.checklist ?? [];
		done(await moveRecord(db, doing(officers.publisher, daysAgo - 2), { record, move: 'publish', checklist }));
	};
	const call = async (answers: Answers, daysAgo: number) => {
		const secretariat = { ownerKind: 'secretariat', owner: 'secretariat', ownerCode: secretariatCode } as const;
		const { id } = done(await begin(db, doing(officers.editor, daysAgo + 3), { type: 'call', ...secretariat, demo: true }));
		await publish(officers.editor, id, { ...answers, opens: on(-daysAgo), deadline: on(45) }, daysAgo + 2);
		return id;
	};
	const id = await call(asked, 30);
	await call(
		{
			...asked,
			kind: 'nominations',
			title: {
				ar: 'مثال: ترشيحات لفريق تقييم الفعالية',
				en: 'Example: nominations to the Effectiveness Evaluation Group',
				es: 'Ejemplo: candidaturas al Grupo de evaluación de la eficacia',
				fr: 'Exemple : candidatures au Groupe d’évaluation de l’efficacité',
				ru: 'Пример: кандидатуры в Группу по оценке эффективности',
				zh: '示例：成效评估小组提名'
			},
			asked: {
				en: 'Demonstration, invented: Parties may nominate candidates.',
				fr: 'Démonstration, inventé : les Parties peuvent présenter des candidatures.'
			},
			body: 'eeg',
			seats: ['africa', 'asia-pacific', 'eastern-europe', 'grulac', 'weog'].map((region) => ({ region, seats: 2 })),
			who: ['parties'],
			areas: ['science-ee'],
			articles: ['22'],
			questions: []
		},
		25
	);
	const answer = async (by: Person | null, owner: { ownerKind: 'party' | 'organisation'; owner: string }, answers: Answers, daysAgo: number) => {
		const ownerCode = owner.ownerKind === 'party' ? world.convention.state(owner.owner)?.iso2 : await organisationCode(reading(db), owner.owner);
		if (!by || !ownerCode) return;
		const begun = done(await answerCall(db, doing(by, daysAgo), { call: id, ...owner, ownerCode, demo: true }));
		definitions = await loadDefinitions(reading(db));
		await publish(by, begun.id, answers, daysAgo);
	};
	for (const [party, answers] of [
		[
			'GHA',
			{
				language: 'en',
				respondent: { name: 'Ministry responsible for health (example)', kind: 'government' },
				asked1: 'Example: in regional hospitals all of them, in district hospitals about half. Training of nurses helped most.',
				asked2: true
			}
		],
		[
			'CHE',
			{
				language: 'fr',
				respondent: { name: 'Office responsable de la santé (exemple)', kind: 'government' },
				asked1: 'Exemple : partout, depuis plusieurs années. Les anciens appareils ont été stabilisés puis éliminés.',
				asked2: false
			}
		]
	] as const) {
		const focalPoint = await accountWith(reading(db), { role: 'focal-point', party });
		await answer(focalPoint, { ownerKind: 'party', owner: party }, answers as Answers, party === 'GHA' ? 20 : 14);
	}
	const contributor = await accountWith(reading(db), { role: 'organisation-contributor', organisation: 'demo-institution' });
	await answer(
		contributor,
		{ ownerKind: 'organisation', owner: 'demo-institution' },
		{
			language: 'en',
			respondent: { name: 'Example Institute', kind: 'institution' },
			respondentKind: 'academia',
			asked1: 'Example: a teaching hospital replaced 1,200 in two years; galinstan was accepted after a trial on two wards.'
		},
		9
	);
	return definitions;
}
