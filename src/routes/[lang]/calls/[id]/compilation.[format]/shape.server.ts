// The compilation as data: words in all their languages, answers in the notation of their kinds.
import type { Compilation } from '#catalogue/server/calls.ts';

export const compilationShape = ({ call, questions, responses }: Compilation, { origin, day }: { origin: string; day: string }) => ({
	call: {
		id: call.id,
		address: `${origin}/records/${call.id}`,
		title: call.title,
		asked: call.asked,
		decision: call.decision,
		letter: call.letter,
		opens: call.opens,
		deadline: call.lastDay,
		zone: call.zone,
		extensions: call.extensions,
		state: call.state,
		demonstration: call.demo
	},
	on: day,
	responses: responses.map((each) => ({
		record: each.record,
		revision: each.revision,
		address: `${origin}/records/${each.record}/${each.revision}`,
		owner: { kind: each.ownerKind, id: each.owner, name: each.name },
		language: each.language,
		submittedAt: each.submittedAt.toISOString(),
		late: each.late,
		demonstration: each.demo
	})),
	questions: questions.map(({ label, kind, answers }, at) => ({
		number: at + 1,
		label,
		kind,
		answers: answers.map(({ response, value }) => ({ record: response.record, language: response.language, answer: value }))
	}))
});
