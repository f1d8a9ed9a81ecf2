// SPDX-License-Identifier: Apache-2.0
// The colours of a drawing that leaves the page as a file: those of the light theme, on white. The page itself takes its colours from tokens.css, and a
// test holds the two together.
import type { Paint } from './marks.ts';

export const palette: Record<Exclude<Paint, 'none'>, string> & { none: string } = {
	'series-1': '#0b4f57',
	'series-2': '#c27c1a',
	'series-3': '#2f3e8f',
	'series-4': '#35988a',
	'series-5': '#7d2450',
	'series-6': '#7d8a92',
	'step-1': '#b9dadb',
	'step-2': '#74b3b6',
	'step-3': '#2f848a',
	'step-4': '#0b4f57',
	track: '#e8edef',
	line: '#d3dbdf',
	ink: '#15222b',
	soft: '#4a5963',
	'on-odd': '#ffffff',
	'on-even': '#0b1216',
	'on-step-low': '#15222b',
	'on-step-high': '#ffffff',
	land: '#dde3e6',
	none: '#ffffff'
};

export const paper = '#ffffff';
export const edge = '#72818a';
