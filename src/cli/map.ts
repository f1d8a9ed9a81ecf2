// SPDX-License-Identifier: Apache-2.0
// Draws the outlines of the world map once, into src/components/map/outlines.ts: Equal Earth projection, simplified, whole coordinates.
// Run it again when seeds/convention/state.yaml gains a State, or when world-atlas changes. Knows no figure of the platform.
//
// Whose colour an area takes follows the practice of the maps of the United Nations (to be compared with UN Geospatial):
// Crimea is drawn with Ukraine, Northern Cyprus with Cyprus, Somaliland with Somalia, Taiwan with China. Areas whose status is not
// settled (Western Sahara, Kosovo, the Falkland Islands (Malvinas)) and territories to which a Party's instrument need not extend
// are `rest`: neutral, without a link. Antarctica is left out.
import { geoCentroid, geoContains, geoEqualEarth, geoEqualEarthRaw, geoPath } from 'd3-geo';
import { readFile, writeFile } from 'node:fs/promises';
import { feature } from 'topojson-client';
import { parse } from 'yaml';

type Point = [number, number];
type Ring = Point[];
interface Geometry {
	type: 'Polygon' | 'MultiPolygon';
	id?: string;
	arcs: unknown;
	properties: { name: string };
}
interface Topology {
	type: 'Topology';
	arcs: Point[][];
	transform?: { scale: Point; translate: Point };
	objects: { countries: { geometries: Geometry[] } };
}

/** Units across; on a page of 1,100 pixels one unit is about half a pixel. */
const width = 2000;
/** What may be lost, in units: distance from a line, area of an island. */
const tolerance = 1.4;
const smallestIsland = 6;
/** A State whose largest island is smaller than this gets a dot instead of an outline. */
const smallestOutline = 25;

const crimea: Point = [34.2, 45.2];
/** Areas that the atlas draws apart, by its names, and the State (ISO 3166-1 alpha-3) with which they are drawn here. */
const drawnWith: Record<string, string> = { 'N. Cyprus': 'CYP', Somaliland: 'SOM', Taiwan: 'CHN', 'Siachen Glacier': '' };
const leftOut = new Set(['Antarctica', 'Siachen Glacier']);

const atlas = async (file: string): Promise<Topology> => JSON.parse(await readFile(`node_modules/world-atlas/${file}`, 'utf8')) as Topology;
const states = parse(await readFile('seeds/convention/state.yaml', 'utf8')) as { id: string; value: { iso3: string; m49: string | null } }[];
const stateOf = new Map(states.filter(({ value }) => value.m49).map(({ id, value }) => [value.m49, id]));

const scale = width / 5.4;
const projection = geoEqualEarth().rotate([-11, 0]).precision(0).scale(scale).translate([0, 0]);

/** Douglas and Peucker on one arc, measured on the map. Arcs are shared by neighbours, so no gap opens between them. */
function simplified(arc: Point[]): Point[] {
	const flat = arc.map(([longitude, latitude]) => {
		const [x, y] = geoEqualEarthRaw((longitude * Math.PI) / 180, (latitude * Math.PI) / 180);
		return [x * scale, y * scale] as Point;
	});
	const last = arc.length - 1;
	const keep = new Set([0, last]);
	const at = (index: number): Point => flat[index] ?? [0, 0];
	const distance = (index: number, [ax, ay]: Point, [bx, by]: Point): number => {
		const [x, y] = at(index);
		const length = Math.hypot(bx - ax, by - ay);
		return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
	};
	const open: Point[] = [[0, last]];
	for (let span = open.pop(); span; span = open.pop()) {
		const [from, to] = span;
		let farthest = from;
		let most = tolerance;
		for (let index = from + 1; index < to; index++) {
			const far = distance(index, at(from), at(to));
			if (far > most) [farthest, most] = [index, far];
		}
		if (farthest === from) continue;
		keep.add(farthest);
		open.push([from, farthest], [farthest, to]);
	}
	return arc.filter((_, index) => keep.has(index));
}

/** Arcs as longitudes and latitudes, simplified; the topology stays whole. */
function unpacked(topology: Topology): Topology {
	const {
		scale: [sx, sy],
		translate: [tx, ty]
	} = topology.transform ?? { scale: [1, 1], translate: [0, 0] };
	const arcs = topology.arcs.map((arc) => {
		let [x, y] = [0, 0];
		return simplified(arc.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]));
	});
	return { type: 'Topology', arcs, objects: topology.objects };
}

const areaOf = (ring: Ring): number =>
	Math.abs(
		ring.reduce((sum, [x, y], index) => {
			const [nx, ny] = ring[(index + 1) % ring.length] ?? [x, y];
			return sum + x * ny - nx * y;
		}, 0)
	) / 2;

/** Rings on the map in whole units, without repeated points. */
function ringsOf(shape: object): Ring[] {
	const rings: Ring[] = [];
	let ring: Ring = [];
	const add = (x: number, y: number): void => {
		const point: Point = [Math.round(x), Math.round(y)];
		const before = ring.at(-1);
		if (!before || before[0] !== point[0] || before[1] !== point[1]) ring.push(point);
	};
	geoPath(projection, {
		moveTo(x, y) {
			ring = [];
			add(x, y);
		},
		lineTo: add,
		closePath() {
			const [first, end] = [ring[0], ring.at(-1)];
			if (first && end && ring.length > 1 && first[0] === end[0] && first[1] === end[1]) ring.pop();
			rings.push(ring);
		},
		arc() {}
	})(shape);
	return rings.filter((each) => each.length > 2);
}

/** Path data by steps from point to point, where a minus parts two numbers as well as a comma does: the shortest way to write it. */
function written(rings: Ring[]): string {
	return rings
		.map((ring) => {
			let [px, py] = ring[0] ?? [0, 0];
			const steps = ring.slice(1).map(([x, y]) => {
				const step = `${x - px},${y - py}`;
				[px, py] = [x, y];
				return step;
			});
			return `M${(ring[0] ?? [0, 0]).join()}l${steps.join(' ')}z`;
		})
		.join('')
		.replace(/[, ]-/g, '-');
}

const world = unpacked(await atlas('countries-50m.json'));
const whole = await atlas('countries-10m.json');
const outlines = new Map<string, Ring[]>();
const rest: Ring[] = [];

function give(state: string | undefined, rings: Ring[]): void {
	if (state) outlines.set(state, [...(outlines.get(state) ?? []), ...rings]);
	else rest.push(...rings);
}

for (const geometry of world.objects.countries.geometries) {
	const { name } = geometry.properties;
	if (leftOut.has(name)) continue;
	const state = drawnWith[name] ?? (geometry.id ? stateOf.get(geometry.id) : undefined);
	const shape = feature(world, geometry);
	if (state !== 'RUS') {
		give(state, ringsOf(shape));
		continue;
	}
	// The atlas draws Crimea as a part of its own within one State; General Assembly resolution 68/262.
	for (const coordinates of (shape.geometry as { coordinates: unknown[] }).coordinates) {
		const part = { type: 'Feature', geometry: { type: 'Polygon', coordinates } };
		give(geoContains(part, crimea) ? 'UKR' : state, ringsOf(part));
	}
}

const dots = new Map<string, Point>();
for (const { id, value } of states) {
	if (!value.m49) continue;
	const rings = outlines.get(id) ?? [];
	const largest = Math.max(0, ...rings.map(areaOf));
	const kept = rings.filter((ring) => areaOf(ring) >= smallestIsland);
	if (kept.length) outlines.set(id, kept);
	else outlines.delete(id);
	if (largest >= smallestOutline) continue;
	const geometry = whole.objects.countries.geometries.find((each) => each.id === value.m49);
	const place = geometry && projection(geoCentroid(feature(whole, geometry)));
	if (!place) continue;
	dots.set(id, [Math.round(place[0]), Math.round(place[1])]);
	outlines.delete(id);
}

const points = [...outlines.values()].flat(2);
const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
const dotted = [...dots.values()];
const margin = 10;
const box = [Math.min(...xs, ...dotted.map(([x]) => x)) - margin, Math.min(...ys) - margin];
const size = [Math.max(...xs, ...dotted.map(([x]) => x)) + margin - (box[0] ?? 0), Math.max(...ys) + margin - (box[1] ?? 0)];

/** Rows of an object as Prettier writes them. */
const rows = (entries: [key: string, value: string][]): string =>
	entries
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, value]) => `\t${key}: ${value}`)
		.join(',\n');
await writeFile(
	'src/components/map/outlines.ts',
	[
		'// SPDX-License-Identifier: Apache-2.0',
		'// Generated by `node src/cli/map.ts`; do not edit. Shapes: Natural Earth (public domain) by way of world-atlas.',
		'',
		'/** Left, top, width and height of the drawing. */',
		`export const box = [${[...box, ...size].join(', ')}] as const;`,
		'',
		'/** Outline of each State by its key. */',
		'export const outlines: Record<string, string> = {',
		rows([...outlines].map(([state, rings]) => [state, `'${written(rings)}'`])),
		'};',
		'',
		'/** Where a State lies that is too small for an outline. */',
		'export const dots: Record<string, readonly [number, number]> = {',
		rows([...dots].map(([state, place]) => [state, `[${place.join(', ')}]`])),
		'};',
		'',
		'/** Areas drawn neutral. */',
		'export const rest =',
		`\t'${written(rest.filter((ring) => areaOf(ring) >= smallestIsland))}';`,
		''
	].join('\n')
);
