// SPDX-License-Identifier: Apache-2.0
// What every measure hands over: its figures with their baselines, under what circumstances they were taken. Written as JSON and shown as a table.
// Nothing fails for being slow: a target that is missed is reported, and only a loss ends with an error.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { rounded } from './figures.ts';
import { root } from './root.ts';

export interface Figure {
	what: string;
	/** PGlite or PostgreSQL, a page, a number of writers: what tells this figure from its neighbours. */
	of?: string;
	value: number;
	unit: string;
	/** Measured in the same run. */
	baseline?: { what: string; value: number };
	/** The value divided by the baseline. */
	ratio?: number;
	/** From the issue; `ratio` unless said otherwise. */
	target?: { on: 'value' | 'ratio'; least?: number; most?: number };
	met?: boolean;
	/** Further numbers of the same measurement. */
	more?: Record<string, number | string>;
}

export interface Measure {
	/** Name of the file of results. */
	name: string;
	/** What is asked, in one sentence. */
	question: string;
	/** What was set for this run, environment variables included. */
	settings: Record<string, number | string | boolean>;
	notes?: string[];
}

const began = { at: new Date(), load: loadavg() };

const git = (...args: string[]): string => {
	try {
		return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
	} catch {
		return '';
	}
};

/** Writes bench/results/{name}.json and prints the figures. */
export function report(measure: Measure, figures: Figure[]): void {
	const judged = figures.map(judge);
	const [processor] = cpus();
	const results = {
		measure: measure.name,
		question: measure.question,
		began: began.at.toISOString(),
		seconds: rounded((Date.now() - began.at.getTime()) / 1000),
		commit: git('rev-parse', '--short', 'HEAD'),
		changed: git('status', '--porcelain', '--', 'src', 'seeds', 'migrations', 'package-lock.json') !== '',
		machine: {
			processor: processor?.model ?? '',
			cores: cpus().length,
			memoryGB: Math.round(totalmem() / 1024 ** 3),
			node: process.version,
			// Above the number of cores, others were at work beside the measurement: its ratios then say more than its seconds.
			loadAverage: { before: rounded(began.load[0] as number), after: rounded(loadavg()[0] as number) }
		},
		settings: measure.settings,
		figures: judged,
		...(measure.notes ? { notes: measure.notes } : {})
	};
	const folder = join(root, 'bench', 'results');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `${measure.name}.json`), `${JSON.stringify(results, null, '\t')}\n`);
	console.log(`\n${measure.name}: ${measure.question}`);
	for (const figure of judged) console.log(`  ${line(figure)}`);
	const { before, after } = results.machine.loadAverage;
	console.log(`  (${results.seconds} s; load average ${before} before, ${after} after, ${results.machine.cores} cores)`);
}

function judge(figure: Figure): Figure {
	const { target, baseline } = figure;
	const ratio = figure.ratio ?? (baseline ? figure.value / baseline.value : undefined);
	const judged = target?.on === 'value' ? figure.value : ratio;
	const more =
		figure.more && Object.fromEntries(Object.entries(figure.more).map(([name, value]) => [name, typeof value === 'number' ? rounded(value) : value]));
	return {
		what: figure.what,
		...(figure.of === undefined ? {} : { of: figure.of }),
		value: rounded(figure.value),
		unit: figure.unit,
		...(baseline ? { baseline: { what: baseline.what, value: rounded(baseline.value) } } : {}),
		...(ratio === undefined ? {} : { ratio: rounded(ratio) }),
		...(target && judged !== undefined ? { target, met: judged >= (target.least ?? -Infinity) && judged <= (target.most ?? Infinity) } : {}),
		...(more ? { more } : {})
	};
}

function line({ what, of, value, unit, baseline, ratio, target, met, more }: Figure): string {
	const parts = [`${[what, of].filter(Boolean).join(', ')}: ${value} ${unit}`];
	if (baseline) parts.push(`${baseline.what} ${baseline.value} (ratio ${ratio})`);
	if (more)
		parts.push(
			Object.entries(more)
				.map(([name, each]) => `${name} ${each}`)
				.join(', ')
		);
	if (target) parts.push(`target ${target.least === undefined ? `≤ ${target.most}` : `≥ ${target.least}`}: ${met ? 'met' : 'MISSED'}`);
	return parts.join(' · ');
}

/** A whole number from the environment: RUNS=10 makes a measure shorter. */
export function wanted(name: string, usual: number): number {
	const text = process.env[name]?.trim();
	if (!text) return usual;
	const value = Number(text);
	if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} must be a number above 0`);
	return value;
}
