// SPDX-License-Identifier: Apache-2.0
// Words that say nothing by themselves and that the dictionaries of PostgreSQL do not know as such, as they are folded; for Arabic and Chinese
// it knows none at all.
import type { Language } from '#text/languages.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

export const smallWords: Record<Language, ReadonlySet<string>> = {
	ar: list(`في من الي علي عن مع هذا هذه ذلك تلك التي الذي الذين اللذين او ام ما ماذا لا لم لن ليس ان انه انها كان كانت يكون تكون هل كيف متي اين لماذا بعد
		قبل بين عند عبر حول خلال ضد دون غير كل اي ثم قد هو هي هم تم يتم بشان لدي منذ حتي اذا لكن كما ايضا فيها فيه منها منه به بها له لها وفي ومن وما وهو وهي`),
	en: list('much many which can could should would may might must shall per via within without upon among whether using'),
	es: list('segun cual cuales cuanto cuantos cuanta cuantas puede pueden debe deben mediante hacia cada asi aun si tras'),
	fr: list(
		'chez comme entre selon afin lors dont ou quel quels quelle quelles comment pourquoi combien peut peuvent doit doivent vers sous tres cette cet ces entre apres avant si plus'
	),
	ru: list('который которая которые которых какой какие каких каким сколько где когда почему зачем также либо путем ли это эти этот эта при'),
	zh: list(
		`的 了 和 与 或 及 在 对 于 对于 关于 是 有 为 以 之 其 把 被 从 到 中 上 下 等 用 如何 什么 哪些 怎么 怎样 吗 呢 我 我们 要 能 可以 可 哪里 谁 多少`
	)
};
