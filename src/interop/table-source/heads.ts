// SPDX-License-Identifier: Apache-2.0
// What the columns of a table of projects may be called, in six languages: from these a mapping is proposed, and a person confirms it. Data.
import type { ProjectState } from '#projects/found.ts';

/** Written in lines, with a stroke between two names. */
const names = (...lines: string[]): readonly string[] => lines.flatMap((line) => line.split(' | '));

/** What a column may fill. Title and description may have a column per language: `title.fr`. */
export const fields = [
	'id',
	'gefId',
	'title',
	'description',
	'countries',
	'agencies',
	'focalAreas',
	'period',
	'start',
	'end',
	'grant',
	'cofinancing',
	'fund',
	'currency',
	'state',
	'type',
	'parent',
	'links',
	'tags'
] as const;
export type Field = (typeof fields)[number];

export const heads: Record<Field, readonly string[]> = {
	id: names(
		'id | project id | identifier | project number | project no | number | no | ref | reference | code | project code',
		'identifiant | numéro | numéro du projet | n° | référence | identificador | número | número de proyecto | código',
		'referencia | идентификатор | номер | номер проекта | код | المعرف | الرقم | رقم المشروع | الرمز | 编号 | 项目编号 | 标识符 | 序号'
	),
	gefId: names(
		'gef id | gef project id | gef number | gef no | numéro fem | id fem | número fmam | id fmam | номер гэф',
		'رقم مرفق البيئة العالمية | 全环基金编号'
	),
	title: names(
		'title | project title | project name | name | project | titre | titre du projet | intitulé | nom du projet | projet',
		'título | título del proyecto | nombre del proyecto | proyecto | название | название проекта | наименование',
		'наименование проекта | проект | العنوان | عنوان المشروع | اسم المشروع | المشروع | 标题 | 项目名称 | 名称 | 项目标题 | 项目'
	),
	description: names(
		'description | summary | abstract | objective | résumé | objectif | descripción | resumen | objetivo | описание',
		'краткое описание | цель | الوصف | الملخص | الهدف | 说明 | 描述 | 摘要 | 目标'
	),
	countries: names(
		'countries | country | party | parties | recipient country | recipient countries | beneficiary | beneficiary country',
		'state | pays | pays bénéficiaire | pays bénéficiaires | partie | país | países | país beneficiario',
		'países beneficiarios | страна | страны | сторона | страна-получатель | البلد | البلدان | الدولة | الطرف | 国家 | 缔约方 | 受援国'
	),
	agencies: names(
		'agency | agencies | implementing agency | implementing agencies | implementing entity | executing agency | implementer',
		'agence | agences | agence d’exécution | organisme d’exécution | agencia | agencias | organismo de ejecución',
		'entidad ejecutora | учреждение | учреждение-исполнитель | исполнитель | исполняющее учреждение | الوكالة',
		'الوكالة المنفذة | الجهة المنفذة | 机构 | 执行机构 | 实施机构'
	),
	focalAreas: names(
		'focal area | focal areas | theme | sector | area | domaine | domaine d’intervention | secteur | thème | área',
		'área focal | esfera de actividad | sector temático | область | тематическая область | сектор | المجال | القطاع | الموضوع',
		'领域 | 重点领域 | 部门'
	),
	period: names(
		'period | round | cycle | gef period | replenishment | phase | période | tour | período | periodo | ronda | период',
		'раунд | الفترة | الجولة | 周期 | 轮次 | 增资期'
	),
	start: names(
		'start | start date | starting date | begin | from | date de début | début | fecha de inicio | inicio | дата начала',
		'начало | تاريخ البدء | البداية | 开始日期 | 开始 | 起始日期'
	),
	end: names(
		'end | end date | closing date | completion date | until | date de fin | fin | date d’achèvement | fecha de finalización',
		'fecha de término | дата окончания | окончание | дата завершения | تاريخ الانتهاء | النهاية | 结束日期 | 结束 | 完成日期'
	),
	grant: names(
		'grant | amount | amount usd | amount us$ | budget | grant amount | funding | gef grant | total | don | montant',
		'montant du don | subvention | financement | monto | importe | subvención | donación | presupuesto | грант | сумма',
		'размер гранта | бюджет | финансирование | المنحة | المبلغ | الميزانية | التمويل | 赠款 | 金额 | 资助金额 | 预算'
	),
	cofinancing: names(
		'cofinancing | co-financing | co-finance | counterpart funding | cofinancement | cofinanciación | cofinanciamiento',
		'софинансирование | совместное финансирование | التمويل المشترك | 共同供资 | 配套资金 | 联合融资'
	),
	fund: names(
		'fund | fund source | funding source | donor | source of funds | trust fund | funder | fonds | source de financement',
		'bailleur | donateur | fondo | fuente de financiación | donante | фонд | источник финансирования | донор | الصندوق',
		'مصدر التمويل | الجهة المانحة | 基金 | 资金来源 | 捐助方'
	),
	currency: names('currency | devise | monnaie | moneda | валюта | العملة | 货币 | 币种'),
	state: names(
		'status | project status | stage | statut | état | état d’avancement | estado | situación | статус | состояние | الحالة',
		'حالة المشروع | 状态 | 状况 | 项目状态'
	),
	type: names(
		'type | project type | kind | type de projet | tipo | tipo de proyecto | тип | тип проекта | вид | النوع | نوع المشروع',
		'类型 | 项目类型'
	),
	parent: names(
		'parent | parent id | programme | program | programme id | parent project | projet parent | programa | proyecto principal',
		'программа | البرنامج | 母项目 | 方案 | 计划'
	),
	links: names(
		'link | links | url | web | website | web page | lien | liens | site web | enlace | enlaces | sitio web | ссылка | ссылки',
		'веб-сайт | الرابط | الموقع | 链接 | 网址 | 网站'
	),
	tags: names(
		'tags | keywords | convention | mots-clés | étiquettes | palabras clave | etiquetas | ключевые слова | метки',
		'الكلمات المفتاحية | الاتفاقية | 关键词 | 标签 | 公约'
	)
};

/** What a table may call the states of a project. */
export const stateWords: Record<Exclude<ProjectState, 'unknown'>, readonly string[]> = {
	pipeline: names(
		'pipeline | planned | proposed | concept | concept proposed | concept approved | received | under review | identification',
		'en préparation | prévu | proposé | planificado | propuesto | en preparación | запланирован | планируется | предложен',
		'مخطط | مقترح | 计划中 | 拟议 | 筹备中'
	),
	approved: names(
		'approved | project approved | awarded | ceo endorsed | approuvé | accordé | aprobado | утвержден | утверждён | одобрен',
		'معتمد | موافق عليه | 已批准 | 批准'
	),
	implementation: names(
		'implementation | under implementation | ongoing | on-going | active | in progress | running | en cours',
		'en cours d’exécution | en ejecución | en curso | activo | осуществляется | реализуется | в процессе осуществления',
		'قيد التنفيذ | جار | جاري | 执行中 | 进行中 | 实施中'
	),
	completed: names(
		'completed | complete | closed | finished | achevé | terminé | clôturé | completado | finalizado | terminado | завершен',
		'завершён | закрыт | مكتمل | منجز | مغلق | 已完成 | 完成 | 已结束'
	),
	cancelled: names(
		'cancelled | canceled | dropped | withdrawn | terminated | annulé | abandonné | cancelado | anulado | отменен | отменён',
		'аннулирован | ملغى | 已取消 | 取消'
	),
	suspended: names('suspended | on hold | suspendu | suspendido | приостановлен | معلق | 暂停 | 中止')
};
